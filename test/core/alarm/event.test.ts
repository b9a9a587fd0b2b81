import { describe, expect, it } from 'vitest';
import {
  type CompositeAlarmDescription,
  configurationChangeEvent,
  lambdaActionEvent,
  type MetricAlarmDescription,
  notification,
  stateChangeEvent,
  turnedBy,
} from '../../../core/alarm/index.ts';

const home = { account: '111111111111', region: 'ap-northeast-2' };
const topic = 'arn:aws:sns:ap-northeast-2:111111111111:alerts';
const at = Date.UTC(2026, 10, 21, 3, 0, 0, 123);
const alarm: MetricAlarmDescription = {
  kind: 'metric',
  name: 'too-slow',
  arn: 'arn:aws:cloudwatch:ap-northeast-2:111111111111:alarm:too-slow',
  description: 'testing cloudwatch alarms',
  actionsEnabled: true,
  okActions: [topic],
  alarmActions: [topic],
  insufficientDataActions: [],
  updatedAt: at,
  singleMetric: true,
  metrics: [
    {
      id: '30b6c6b2-a864-43a2-4877-c09a1afc3b87',
      metric: { namespace: 'shop', name: 'latency', dimensions: [{ name: 'InstanceId', value: 'abc' }] },
      stat: 'Average',
      unit: 'Seconds',
      period: 10,
      returnData: true,
    },
  ],
  period: 10,
  evaluationPeriods: 1,
  threshold: 21,
  comparisonOperator: 'GreaterThanThreshold',
  treatMissingData: 'ignore',
};
const before = { state: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation', at: at - 60_000 } as const;
const now = { state: 'ALARM', reason: 'testing alarm', reasonData: '{"version":"1.0"}', at } as const;

describe('the message an alarm publishes', () => {
  it('has the recorded keys and spelling', () => {
    const { subject, message } = notification(home, alarm, now, before);

    expect(subject).toBe('ALARM: "too-slow" in Asia Pacific (Seoul)');
    expect(JSON.parse(message)).toEqual({
      AWSAccountId: '111111111111',
      ActionExecutedAfterMuteWindow: false,
      AlarmActions: [topic],
      AlarmArn: alarm.arn,
      AlarmConfigurationUpdatedTimestamp: '2026-11-21T03:00:00.123+0000',
      AlarmDescription: 'testing cloudwatch alarms',
      AlarmName: 'too-slow',
      InsufficientDataActions: [],
      NewStateReason: 'testing alarm',
      NewStateValue: 'ALARM',
      OKActions: [topic],
      OldStateValue: 'INSUFFICIENT_DATA',
      Region: 'Asia Pacific (Seoul)',
      StateChangeTime: '2026-11-21T03:00:00.123+0000',
      Trigger: {
        ComparisonOperator: 'GreaterThanThreshold',
        Dimensions: [{ name: 'InstanceId', value: 'abc' }],
        EvaluateLowSampleCountPercentile: '',
        EvaluationPeriods: 1,
        MetricName: 'latency',
        Namespace: 'shop',
        Period: 10,
        Statistic: 'AVERAGE',
        StatisticType: 'Statistic',
        Threshold: 21,
        TreatMissingData: 'ignore',
        Unit: 'Seconds',
      },
    });
    expect(message).toContain('"Threshold":21.0');
  });
});

describe('the event of a state change', () => {
  it('has the documented shape', () => {
    expect(stateChangeEvent(home, alarm, now, before)).toEqual({
      'detail-type': 'CloudWatch Alarm State Change',
      source: 'aws.cloudwatch',
      account: '111111111111',
      time: '2026-11-21T03:00:00Z',
      region: 'ap-northeast-2',
      resources: [alarm.arn],
      detail: {
        alarmName: 'too-slow',
        state: {
          value: 'ALARM',
          reason: 'testing alarm',
          reasonData: '{"version":"1.0"}',
          timestamp: '2026-11-21T03:00:00.123+0000',
        },
        previousState: {
          value: 'INSUFFICIENT_DATA',
          reason: 'Unchecked: Initial alarm creation',
          timestamp: '2026-11-21T02:59:00.123+0000',
        },
        configuration: {
          description: 'testing cloudwatch alarms',
          metrics: [
            {
              id: '30b6c6b2-a864-43a2-4877-c09a1afc3b87',
              metricStat: {
                metric: { dimensions: { InstanceId: 'abc' }, name: 'latency', namespace: 'shop' },
                period: 10,
                stat: 'Average',
                unit: 'Seconds',
              },
              returnData: true,
            },
          ],
        },
      },
    });
  });

  it('reaches a function wrapped as an alarm action', () => {
    expect(lambdaActionEvent(home, alarm, now, before)).toMatchObject({
      source: 'aws.cloudwatch',
      alarmArn: alarm.arn,
      accountId: '111111111111',
      time: '2026-11-21T03:00:00.123+0000',
      alarmData: { alarmName: 'too-slow', state: { value: 'ALARM' }, previousState: { value: 'INSUFFICIENT_DATA' } },
    });
  });
});

describe('the events of a composite alarm', () => {
  const composite: CompositeAlarmDescription = {
    kind: 'composite',
    name: 'all',
    arn: 'arn:aws:cloudwatch:ap-northeast-2:111111111111:alarm:all',
    actionsEnabled: true,
    okActions: [],
    alarmActions: [],
    insufficientDataActions: [],
    updatedAt: at,
    rule: 'ALARM(a) OR ALARM(b)',
    suppressor: { alarm: 'maintenance', waitPeriod: 120, extensionPeriod: 180 },
  };

  it('name rule and suppressor', () => {
    const detail = configurationChangeEvent(home, 'create', composite, before, at).detail;
    expect(detail).toEqual({
      alarmName: 'all',
      operation: 'create',
      state: { value: 'INSUFFICIENT_DATA', timestamp: '2026-11-21T02:59:00.123+0000' },
      configuration: {
        alarmRule: 'ALARM(a) OR ALARM(b)',
        actionsSuppressor: 'maintenance',
        actionsSuppressorWaitPeriod: 120,
        actionsSuppressorExtensionPeriod: 180,
        alarmName: 'all',
        actionsEnabled: true,
        timestamp: '2026-11-21T03:00:00.123+0000',
        okActions: [],
        alarmActions: [],
        insufficientDataActions: [],
      },
    });
  });

  it('say which alarm turned it, with the day in words', () => {
    expect(turnedBy({ arn: alarm.arn, state: 'ALARM', at: Date.UTC(2022, 6, 22, 15, 57, 45) })).toBe(
      `${alarm.arn} transitioned to ALARM at Friday 22 July, 2022 15:57:45 UTC`,
    );
  });
});
