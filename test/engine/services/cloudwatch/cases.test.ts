import {
  DescribeAlarmsCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { sharedData, sharedJson } from '../../../support/shared.ts';
import { given, start } from './support.ts';

interface Case {
  id: string;
  alarm: {
    statistic?: 'Average' | 'Sum' | 'Minimum' | 'Maximum' | 'SampleCount';
    extendedStatistic?: string;
    period: number;
    evaluationPeriods: number;
    datapointsToAlarm: number;
    threshold: number;
    comparisonOperator: 'GreaterThanThreshold';
    treatMissingData?: string;
  };
  initialState: StateValue;
  datapoints: [number, number][];
  evaluateAt: number;
  expectedState: StateValue;
  note: string;
}

describe.skipIf(!sharedData)('every published case of alarm evaluation, through the wire', () => {
  for (const each of sharedData ? sharedJson<Case[]>('cases/alarms.json') : []) {
    it(`${each.id}: ${each.note}`, async () => {
      const { client, clock, alarm: putAlarm } = await given();
      const { alarm } = each;
      await clock.advanceTo(start + each.evaluateAt * 1000 - 1000);
      if (each.datapoints.length > 0) {
        const MetricData = each.datapoints.map(([second, Value]) => ({
          MetricName: 'latency',
          Value,
          Timestamp: new Date(start + second * 1000),
        }));
        await client.send(new PutMetricDataCommand({ Namespace: 'shop', MetricData }));
      }
      await putAlarm({
        Statistic: alarm.statistic,
        ExtendedStatistic: alarm.extendedStatistic,
        Period: alarm.period,
        EvaluationPeriods: alarm.evaluationPeriods,
        DatapointsToAlarm: alarm.datapointsToAlarm,
        Threshold: alarm.threshold,
        ComparisonOperator: alarm.comparisonOperator,
        TreatMissingData: alarm.treatMissingData,
      });
      await client.send(
        new SetAlarmStateCommand({
          AlarmName: 'alarm',
          StateValue: each.initialState,
          StateReason: 'as the case begins',
        }),
      );

      await clock.advanceTo(start + each.evaluateAt * 1000);

      const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({}));
      expect(MetricAlarms?.[0]?.StateValue).toBe(each.expectedState);
    });
  }
});
