import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeMetricFiltersCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientOptions } from '../support/engine.ts';
import { type Running, running } from '../support/running.ts';

const START = Date.parse('2000-01-01T00:00:00Z');
let folder: string;
let up: Running | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'trailkeeper-kill-'));
});
afterEach(async () => {
  await up?.kill();
  up = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<Running> {
  up = await running('up', '--data', folder, '--port', '0', '--clock', 'virtual', '--test-hooks');
  return up;
}

const moveTo = (at: Running, minutes: number) =>
  fetch(`${at.url}/_trailkeeper/clock`, {
    method: 'POST',
    body: JSON.stringify({ now: new Date(START + minutes * 60_000).toISOString() }),
  });

describe('an engine that is killed', () => {
  it('has every acknowledged event, alarm state and rule when it is started again', async () => {
    // Prepare
    const first = await start();
    const logs = new CloudWatchLogsClient(clientOptions(first));
    const alarms = new CloudWatchClient(clientOptions(first));
    const [logGroupName, logStreamName] = ['group', 'stream'];
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    await logs.send(
      new PutMetricFilterCommand({
        logGroupName,
        filterName: 'errors',
        filterPattern: 'ERROR',
        metricTransformations: [{ metricName: 'Errors', metricNamespace: 'Test', metricValue: '1' }],
      }),
    );
    await alarms.send(
      new PutMetricAlarmCommand({
        AlarmName: 'errors',
        Namespace: 'Test',
        MetricName: 'Errors',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      }),
    );
    const messages = Array.from({ length: 50 }, (_, index) => `ERROR ${index}`);
    for (const [index, message] of messages.entries()) {
      await logs.send(
        new PutLogEventsCommand({ logGroupName, logStreamName, logEvents: [{ timestamp: START + index, message }] }),
      );
    }
    await moveTo(first, 2);
    const rulesBefore = await new EventBridgeClient(clientOptions(first)).send(new ListRulesCommand({}));

    // Act
    await first.kill();
    const second = await start();

    // Assess
    const again = new CloudWatchLogsClient(clientOptions(second));
    const { events } = await again.send(new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }));
    expect(events?.map(({ message }) => message)).toEqual(messages);
    const { metricFilters } = await again.send(new DescribeMetricFiltersCommand({ logGroupName }));
    expect(metricFilters).toMatchObject([{ filterName: 'errors', filterPattern: 'ERROR' }]);
    const { MetricAlarms } = await new CloudWatchClient(clientOptions(second)).send(
      new DescribeAlarmsCommand({ AlarmNames: ['errors'] }),
    );
    expect(MetricAlarms).toMatchObject([
      { StateValue: 'ALARM', StateReason: expect.stringContaining('Threshold Crossed: 1 ') },
    ]);
    const rulesAfter = await new EventBridgeClient(clientOptions(second)).send(new ListRulesCommand({}));
    expect(rulesAfter.Rules).toEqual(rulesBefore.Rules);
    expect(rulesAfter.Rules?.length).toBeGreaterThan(20);
    const health = (await (await fetch(`${second.url}/_trailkeeper/health`)).json()) as { now: string };
    expect(health.now).toBe('2000-01-01T00:02:00.000Z');
  });

  it('leaves nothing behind that keeps a second one from the folder or the port', async () => {
    const first = await start();
    await first.stop();
    const second = await start();
    expect((await fetch(`${second.url}/_trailkeeper/health`)).status).toBe(200);
  });
});
