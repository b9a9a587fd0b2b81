import { CloudWatchClient, PutMetricAlarmCommand, type PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { afterEach } from 'vitest';
import type { AlarmEvent } from '../../../../core/alarm/index.ts';
import type { ActionRun } from '../../../../engine/services/cloudwatch/alarms/transition.ts';
import { cloudwatch } from '../../../../engine/services/cloudwatch/index.ts';
import { serveServices } from '../../../support/serve.ts';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

export const start = Date.UTC(2026, 10, 21, 3, 0, 0);

/** CloudWatch alone, on a virtual clock that stands at `start`, with what it tells written down. */
export async function given(at = start) {
  const served = await serveServices({ cloudwatch }, { start: at });
  const client = new CloudWatchClient(served.config);
  const events: AlarmEvent[] = [];
  const actions: ActionRun[] = [];
  const { ports } = served.services.cloudwatch;
  ports.event.to((event) => events.push(event));
  ports.action.to((action) => actions.push(action));
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    client.destroy();
    await served.close();
  };
  open.push({ close });
  const alarm = (input: Partial<PutMetricAlarmCommandInput> = {}) =>
    client.send(
      new PutMetricAlarmCommand({
        AlarmName: 'alarm',
        Namespace: 'shop',
        MetricName: 'latency',
        Statistic: 'Average',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 50,
        ComparisonOperator: 'GreaterThanThreshold',
        ...input,
      }),
    );
  return {
    client,
    events,
    actions,
    ports,
    alarm,
    clock: served.parts.clock,
    logged: served.logged,
    store: served.parts.store,
    close,
    config: served.config,
  };
}

export type Given = Awaited<ReturnType<typeof given>>;
