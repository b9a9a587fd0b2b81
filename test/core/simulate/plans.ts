import type { ThresholdAlarm } from '../../../core/alarm/index.ts';
import type { CloudTrailRecord } from '../../../core/cloudtrail/index.ts';
import { parseEventPattern } from '../../../core/event-pattern/index.ts';
import { parseFilterPattern, type TransformationInput } from '../../../core/filter-pattern/index.ts';
import {
  type Outcome,
  type SimulateOptions,
  type SimulationPlan,
  simulate,
  simulated,
} from '../../../core/simulate/index.ts';

export const start = Date.UTC(2026, 0, 1);
export const minutes = (count: number) => count * 60_000;

/** A record so many seconds into the year. */
export const recordAt = (seconds: number, eventName = 'StopLogging', more: object = {}): CloudTrailRecord => ({
  eventVersion: '1.11',
  userIdentity: { type: 'IAMUser', userName: 'mallory' },
  eventTime: new Date(start + seconds * 1000).toISOString().replace('.000Z', 'Z'),
  eventSource: 'cloudtrail.amazonaws.com',
  eventName,
  awsRegion: 'us-east-1',
  eventType: 'AwsApiCall',
  eventID: `id-${seconds}`,
  recipientAccountId: '123456789012',
  ...more,
});

/** A filter for one action, its metric, and an alarm as CIS sets them. */
export function alarmPlan(
  alarm: Partial<ThresholdAlarm> = {},
  transformation: TransformationInput = { metricValue: '1' },
  pattern = '{ $.eventName = StopLogging }',
): SimulationPlan {
  const metric = { namespace: 'Test', name: 'Stops' };
  return {
    filters: [{ id: 'stops', pattern: parseFilterPattern(pattern), metric: { ...metric, transformation } }],
    alarms: [
      {
        id: 'stopped',
        metric: { ...metric, dimensions: [] },
        alarm: {
          period: 300,
          evaluationPeriods: 1,
          threshold: 1,
          comparisonOperator: 'GreaterThanOrEqualToThreshold',
          statistic: 'Sum',
          treatMissingData: 'notBreaching',
          ...alarm,
        },
      },
    ],
    alerts: [],
  };
}

export const alertPlan = (id: string, pattern: object, more: object = {}): SimulationPlan => ({
  filters: [],
  alarms: [],
  alerts: [{ id, pattern: parseEventPattern(JSON.stringify(pattern)), about: () => undefined, ...more }],
});

export async function outcomesOf(
  plan: SimulationPlan,
  records: readonly CloudTrailRecord[],
  options?: SimulateOptions,
) {
  const outcomes: Outcome[] = [];
  for await (const outcome of simulate(
    plan,
    records.map((record) => simulated(record)),
    options,
  ))
    outcomes.push(outcome);
  return outcomes;
}

/** `120 OK -> ALARM`: seconds into the year, and the change. */
export const changes = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap((one) => (one.kind === 'alarm' ? [`${(one.time - start) / 1000} ${one.from} -> ${one.to}`] : []));
