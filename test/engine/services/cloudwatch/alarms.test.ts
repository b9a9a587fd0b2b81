import {
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { type Given, given, start } from './support.ts';

const topic = 'arn:aws:sns:us-east-1:123456789012:alerts';
const minute = 60_000;

const put = ({ client }: Given, ...values: number[]) =>
  client.send(
    new PutMetricDataCommand({
      Namespace: 'shop',
      MetricData: values.map((Value) => ({ MetricName: 'latency', Value, Unit: 'Seconds' })),
    }),
  );

const describe1 = async ({ client }: Given) => {
  const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: ['alarm'] }));
  return MetricAlarms?.[0];
};

describe('an alarm', () => {
  it('begins unchecked, with the members AWS answers and no others', async () => {
    const here = await given();

    await here.alarm({ AlarmDescription: 'slow', AlarmActions: [topic], TreatMissingData: 'ignore', Unit: 'Seconds' });

    expect(await describe1(here)).toEqual({
      ActionsEnabled: true,
      AlarmActions: [topic],
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:alarm',
      AlarmConfigurationUpdatedTimestamp: new Date(start),
      AlarmDescription: 'slow',
      AlarmName: 'alarm',
      ComparisonOperator: 'GreaterThanThreshold',
      Dimensions: [],
      EvaluationPeriods: 1,
      InsufficientDataActions: [],
      MetricName: 'latency',
      Namespace: 'shop',
      OKActions: [],
      Period: 60,
      StateReason: 'Unchecked: Initial alarm creation',
      StateTransitionedTimestamp: new Date(start),
      StateUpdatedTimestamp: new Date(start),
      StateValue: 'INSUFFICIENT_DATA',
      Statistic: 'Average',
      Threshold: 50,
      TreatMissingData: 'ignore',
      Unit: 'Seconds',
    });
  });

  it('goes to ALARM at the end of the minute that breaches, says why, tells the bus and acts', async () => {
    const here = await given();
    await here.alarm({ AlarmActions: [topic] });
    await put(here, 60, 70);

    await here.clock.advanceTo(start + minute);

    const found = await describe1(here);
    expect(found).toMatchObject({
      StateValue: 'ALARM',
      StateReason: 'Threshold Crossed: 1 datapoint [65.0 (21/11/26 03:00:00)] was greater than the threshold (50.0).',
      StateUpdatedTimestamp: new Date(start + minute),
    });
    expect(JSON.parse(found?.StateReasonData ?? '')).toMatchObject({
      recentDatapoints: [65],
      evaluatedDatapoints: [{ timestamp: '2026-11-21T03:00:00.000+0000', sampleCount: 2, value: 65 }],
    });
    expect(here.events.at(-1)).toMatchObject({
      'detail-type': 'CloudWatch Alarm State Change',
      resources: ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:alarm'],
      detail: { state: { value: 'ALARM' }, previousState: { value: 'INSUFFICIENT_DATA' } },
    });
    expect(here.actions).toHaveLength(1);
    expect(here.actions[0]?.notification.subject).toBe('ALARM: "alarm" in US East (N. Virginia)');
  });

  it('stays in ALARM while its range holds the datapoint, then has too little data, once each', async () => {
    const here = await given();
    await here.alarm();
    await put(here, 60);

    await here.clock.advanceTo(start + 30 * minute);

    const { AlarmHistoryItems = [] } = await here.client.send(
      new DescribeAlarmHistoryCommand({ HistoryItemType: 'StateUpdate', ScanBy: 'TimestampAscending' }),
    );
    expect(AlarmHistoryItems.map(({ HistorySummary, Timestamp }) => [HistorySummary, Timestamp?.getTime()])).toEqual([
      ['Alarm updated from INSUFFICIENT_DATA to ALARM', start + minute],
      ['Alarm updated from ALARM to INSUFFICIENT_DATA', start + 4 * minute],
    ]);
  });

  it('with a period of ten seconds is evaluated every ten seconds', async () => {
    const here = await given();
    await here.alarm({ Period: 10 });
    await here.client.send(
      new PutMetricDataCommand({
        Namespace: 'shop',
        MetricData: [{ MetricName: 'latency', Value: 60, StorageResolution: 1 }],
      }),
    );

    await here.clock.advanceTo(start + 10_000);

    expect((await describe1(here))?.StateValue).toBe('ALARM');
  });

  it('over more than a day is evaluated once an hour', async () => {
    const here = await given();
    await here.alarm({ Period: 86_400, EvaluationPeriods: 2, DatapointsToAlarm: 1, Statistic: 'Sum' });
    await here.clock.advanceTo(start + 2 * minute);
    await put(here, 60);

    await here.clock.advanceTo(start + 59 * minute);
    expect((await describe1(here))?.StateValue).toBe('INSUFFICIENT_DATA');
    await here.clock.advanceTo(start + 60 * minute);
    expect((await describe1(here))?.StateValue).toBe('ALARM');
  });

  it('sees a period slide over its datapoints minute by minute', async () => {
    const here = await given();
    await here.alarm({ Period: 300, Statistic: 'Sum', TreatMissingData: 'notBreaching' });
    await put(here, 30);
    await here.clock.advanceTo(start + 4 * minute);
    await put(here, 30);

    await here.clock.advanceTo(start + 4 * minute + 1);
    expect((await describe1(here))?.StateValue).toBe('OK');
    await here.clock.advanceTo(start + 5 * minute);
    expect((await describe1(here))?.StateValue).toBe('ALARM');
  });

  it('reaches the same states fed one datapoint at a time as fed all at once', async () => {
    const values = [10, 60, 70, 20, 80, 90, 95, 5, 5, 60];
    const states = async (feed: (here: Given) => Promise<void>) => {
      const here = await given();
      await here.alarm({ EvaluationPeriods: 3, DatapointsToAlarm: 2 });
      await feed(here);
      const { AlarmHistoryItems = [] } = await here.client.send(
        new DescribeAlarmHistoryCommand({ HistoryItemType: 'StateUpdate', ScanBy: 'TimestampAscending' }),
      );
      return AlarmHistoryItems.map(({ HistorySummary, Timestamp }) => `${Timestamp?.toISOString()} ${HistorySummary}`);
    };

    const onePerMinute = await states(async (here) => {
      for (const [index, value] of values.entries()) {
        await here.clock.advanceTo(start + index * minute);
        await put(here, value);
      }
      await here.clock.advanceTo(start + 20 * minute);
    });
    const allAtOnce = await states(async (here) => {
      const MetricData = values.map((Value, index) => ({
        MetricName: 'latency',
        Value,
        Timestamp: new Date(start + index * minute),
      }));
      await here.client.send(new PutMetricDataCommand({ Namespace: 'shop', MetricData }));
      await here.clock.advanceTo(start + 20 * minute);
    });

    expect(onePerMinute.length).toBeGreaterThan(2);
    expect(allAtOnce).toEqual(onePerMinute);
  });

  it('changed keeps its state; deleted leaves its history', async () => {
    const here = await given();
    await here.alarm();
    await put(here, 60);
    await here.clock.advanceTo(start + minute);

    await here.alarm({ Threshold: 1000 });
    expect(await describe1(here)).toMatchObject({ StateValue: 'ALARM', Threshold: 1000 });
    await here.client.send(new DeleteAlarmsCommand({ AlarmNames: ['alarm', 'never-there'] }));

    expect(await describe1(here)).toBeUndefined();
    const { AlarmHistoryItems = [] } = await here.client.send(
      new DescribeAlarmHistoryCommand({ AlarmName: 'alarm', HistoryItemType: 'ConfigurationUpdate' }),
    );
    expect(AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary)).toEqual([
      'Alarm "alarm" deleted',
      'Alarm "alarm" updated',
      'Alarm "alarm" created',
    ]);
    expect(here.events.map(({ detail }) => (detail as { operation?: string }).operation)).toEqual([
      'create',
      undefined,
      'update',
      'delete',
    ]);
  });
});

describe('an alarm set by hand', () => {
  const set = ({ client }: Given, StateValue: StateValue, AlarmName = 'alarm') =>
    client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'testing alarm' }));

  it('acts, then goes back to what its datapoints say', async () => {
    const here = await given();
    await here.alarm({ AlarmActions: [topic], OKActions: [topic] });
    await put(here, 10);
    await here.clock.advanceTo(start + minute);

    await set(here, 'ALARM');
    expect(await describe1(here)).toMatchObject({ StateValue: 'ALARM', StateReason: 'testing alarm' });
    await here.clock.advanceTo(start + 2 * minute);

    expect(await describe1(here)).toMatchObject({ StateValue: 'OK' });
    expect(here.actions.map(({ notification }) => notification.subject.split(':')[0])).toEqual(['OK', 'ALARM', 'OK']);
  });

  it('does nothing when it is in that state already', async () => {
    const here = await given();
    await here.alarm({ AlarmActions: [topic] });
    await set(here, 'ALARM');
    await set(here, 'ALARM');
    expect(here.actions).toHaveLength(1);
  });

  it('does not act while its actions are disabled', async () => {
    const here = await given();
    await here.alarm({ AlarmActions: [topic] });
    await here.client.send(new DisableAlarmActionsCommand({ AlarmNames: ['alarm'] }));
    await set(here, 'ALARM');
    expect(here.actions).toHaveLength(0);
    expect((await describe1(here))?.ActionsEnabled).toBe(false);

    await here.client.send(new EnableAlarmActionsCommand({ AlarmNames: ['alarm'] }));
    await set(here, 'OK');
    await set(here, 'ALARM');
    expect(here.actions).toHaveLength(1);
  });

  it('is refused where there is none, and for a state there is none of', async () => {
    const here = await given();
    await expect(set(here, 'OK', 'nowhere')).rejects.toMatchObject({ name: 'ResourceNotFound' });
    await here.alarm();
    await expect(set(here, 'INVALID' as StateValue)).rejects.toMatchObject({
      message:
        "1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]",
    });
  });
});

describe('the history of an alarm', () => {
  it('holds the recorded state update, and pages', async () => {
    const here = await given();
    await here.alarm({ Unit: 'Seconds' });
    await put(here, 60);
    await here.clock.advanceTo(start + minute);

    const page = await here.client.send(new DescribeAlarmHistoryCommand({ AlarmName: 'alarm', MaxRecords: 1 }));
    const [item] = page.AlarmHistoryItems ?? [];
    expect(item).toMatchObject({
      AlarmName: 'alarm',
      AlarmType: 'MetricAlarm',
      HistoryItemType: 'StateUpdate',
      HistorySummary: 'Alarm updated from INSUFFICIENT_DATA to ALARM',
    });
    expect(JSON.parse(item?.HistoryData ?? '')).toMatchObject({
      version: '1.0',
      oldState: { stateValue: 'INSUFFICIENT_DATA', stateReason: 'Unchecked: Initial alarm creation' },
      newState: { stateValue: 'ALARM', stateReasonData: { unit: 'Seconds', period: 60, recentDatapoints: [60] } },
    });
    const next = await here.client.send(new DescribeAlarmHistoryCommand({ NextToken: page.NextToken }));
    expect(next.AlarmHistoryItems?.map(({ HistoryItemType }) => HistoryItemType)).toEqual(['ConfigurationUpdate']);
  });

  it('tells how an action ended, and what an EC2 action would have called', async () => {
    const here = await given();
    const stop = 'arn:aws:automate:us-east-1:ec2:stop';
    await here.alarm({ AlarmActions: [topic, stop], Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }] });
    const set = new SetAlarmStateCommand({ AlarmName: 'alarm', StateValue: 'ALARM', StateReason: 'x' });
    await here.client.send(set);
    const [run] = here.actions;
    here.ports.actionEnded({ ...run!, arn: topic, outcome: 'Succeeded' });

    const { AlarmHistoryItems = [] } = await here.client.send(
      new DescribeAlarmHistoryCommand({ HistoryItemType: 'Action', ScanBy: 'TimestampAscending' }),
    );
    expect(AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary)).toEqual([
      `Recorded action ${stop}`,
      `Successfully executed action ${topic}`,
    ]);
    expect(AlarmHistoryItems[0]?.HistoryData).toContain('StopInstances');
  });
});

describe('an Auto Scaling action', () => {
  it('is due every minute that the state lasts, with what a step policy needs', async () => {
    const here = await given();
    const policy = 'arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:x:autoScalingGroupName/web:policyName/out';
    await here.alarm({ AlarmActions: [policy, topic], TreatMissingData: 'ignore' });
    await put(here, 60);

    await here.clock.advanceTo(start + 5 * minute);

    const { AlarmHistoryItems = [] } = await here.client.send(
      new DescribeAlarmHistoryCommand({ HistoryItemType: 'Action' }),
    );
    expect(AlarmHistoryItems).toHaveLength(5);
    expect(here.actions).toHaveLength(1);
    const { publishedMessage } = JSON.parse(AlarmHistoryItems[0]?.HistoryData ?? '{}') as { publishedMessage: string };
    expect(JSON.parse(publishedMessage)).toEqual({
      service: 'autoscaling',
      operation: 'ExecutePolicy',
      input: {
        AutoScalingGroupName: 'web',
        PolicyName: 'out',
        HonorCooldown: true,
        MetricValue: 60,
        BreachThreshold: 50,
      },
    });
  });
});

describe('alarms', () => {
  it('are found by metric, prefix, state and action', async () => {
    const here = await given();
    await here.alarm({ AlarmName: 'a-1', AlarmActions: [topic] });
    await here.alarm({ AlarmName: 'a-2', MetricName: 'errors' });
    await here.alarm({ AlarmName: 'b-1' });
    const names = async (input: object) =>
      (await here.client.send(new DescribeAlarmsCommand(input))).MetricAlarms?.map(({ AlarmName }) => AlarmName);

    expect(await names({ AlarmNamePrefix: 'a-' })).toEqual(['a-1', 'a-2']);
    expect(await names({ StateValue: 'OK' })).toEqual([]);
    expect(await names({ ActionPrefix: 'arn:aws:sns' })).toEqual(['a-1']);
    const { MetricAlarms } = await here.client.send(
      new DescribeAlarmsForMetricCommand({ Namespace: 'shop', MetricName: 'errors' }),
    );
    expect(MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(['a-2']);
  });

  it('on expressions are not among those of a metric', async () => {
    const here = await given();
    const Metric = { Namespace: 'shop', MetricName: 'errors' };
    const none = { Namespace: undefined, MetricName: undefined, Statistic: undefined, Period: undefined };
    const Metrics = [
      { Id: 'm1', ReturnData: false, MetricStat: { Metric, Period: 60, Stat: 'Sum' } },
      { Id: 'e1', Expression: 'm1 * 2' },
    ];
    await here.alarm({ ...none, Metrics });

    const { MetricAlarms } = await here.client.send(new DescribeAlarmsForMetricCommand(Metric));

    expect(MetricAlarms).toEqual([]);
  });

  it('are refused with what is wrong', async () => {
    const here = await given();
    await expect(here.alarm({ Period: 45 })).rejects.toThrow('periods must be 10, 20, 30, or any multiple of 60');
    await expect(here.alarm({ EvaluationPeriods: 1441 })).rejects.toThrow('must be <= 86400');
    await expect(here.alarm({ TreatMissingData: 'maybe' })).rejects.toThrow(
      'Supported options for parameter TreatMissingData are breaching, notBreaching, ignore and missing.',
    );
  });

  it('are refused when what they compute can never be watched', async () => {
    const here = await given();
    const metric = (Id: string, Period = 60) => ({
      Id,
      ReturnData: false,
      MetricStat: { Metric: { Namespace: 'shop', MetricName: Id }, Period, Stat: 'Sum' },
    });
    const none = { Namespace: undefined, MetricName: undefined, Statistic: undefined, Period: undefined };
    const put = (Expression: string, ...metrics: ReturnType<typeof metric>[]) =>
      here.alarm({ ...none, Metrics: [...metrics, { Id: 'e1', Expression }] });

    await expect(put('m1 / m2', metric('m1'), metric('m2'))).resolves.toBeDefined();
    await expect(put('m1 /', metric('m1'))).rejects.toThrow("Error in expression 'e1': The expression ends too early");
    await expect(put('m1 / m2', metric('m1'))).rejects.toThrow('m2 is not the id of a metric or expression');
    await expect(put('e1 + m1', metric('m1'))).rejects.toThrow('refers to itself');
    await expect(put('SUM(m1)', metric('m1'))).rejects.toThrow('gives a number');
    await expect(put('METRICS()', metric('m1'), metric('m2'))).rejects.toThrow('one time series');
    await expect(put('SERVICE_QUOTA(m1)', metric('m1'))).rejects.toThrow('SERVICE_QUOTA is not supported here');
    await expect(put('m1 + m2', metric('m1'), metric('m2', 300))).rejects.toThrow('the same period');
    await expect(put('m1', metric('m1'), metric('m1'))).rejects.toThrow('not unique');
    const eleven = Array.from({ length: 11 }, (_, at) => metric(`m${at}`));
    await expect(put('SUM(METRICS())', ...eleven)).rejects.toThrow('at most 10 metrics');
    await expect(here.alarm({ Metrics: [metric('m1')] })).rejects.toThrow('mutually exclusive');
  });

  it('are refused for actions that are no ARNs', async () => {
    const here = await given();
    await expect(here.alarm({ AlarmActions: ['topic'] })).rejects.toThrow('Invalid arn syntax: topic');
  });
});
