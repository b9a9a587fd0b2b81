import { DescribeAlarmHistoryCommand, type PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { given, start } from './support.ts';

const minute = 60_000;
const scope = '123456789012/us-east-1';

const alarms: fc.Arbitrary<Partial<PutMetricAlarmCommandInput>> = fc
  .record({
    Period: fc.constantFrom(60, 120, 300),
    EvaluationPeriods: fc.integer({ min: 1, max: 4 }),
    Statistic: fc.constantFrom('Average' as const, 'Sum' as const, 'Maximum' as const, 'SampleCount' as const),
    Threshold: fc.integer({ min: 1, max: 100 }),
    TreatMissingData: fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching'),
    share: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ share, ...input }) => ({ ...input, DatapointsToAlarm: Math.min(share, input.EvaluationPeriods) }));

/** One minute after the other: no datapoint, or up to two. */
const minutes = fc.array(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 2 }), { minLength: 5, maxLength: 30 });

const operators = ['GreaterThanThreshold', 'LessThanOrEqualToThreshold'] as const;

type AlarmInput = Partial<PutMetricAlarmCommandInput>;

async function history(input: AlarmInput, values: readonly number[][], allAtOnce: boolean) {
  return (await histories([input], values, allAtOnce))[0];
}

/** Of each alarm, all of them in one engine. */
async function histories(inputs: readonly AlarmInput[], values: readonly number[][], allAtOnce: boolean) {
  const here = await given();
  for (const [index, input] of inputs.entries()) await here.alarm({ ...input, AlarmName: `alarm-${index}` });
  const datum = { scope, namespace: 'shop', name: 'latency', dimensions: {}, unit: 'None' };
  const data = values.map((each, index) =>
    each.map((value) => ({ ...datum, value, timestamp: start + index * minute })),
  );
  if (allAtOnce) here.ports.put(data.flat());
  for (const [index, ofMinute] of data.entries()) {
    if (!allAtOnce) {
      await here.clock.advanceTo(start + index * minute + 1000);
      for (const each of ofMinute) here.ports.put([each]);
    }
  }
  await here.clock.advanceTo(start + (values.length + 40) * minute);
  const described = [];
  for (const index of inputs.keys()) {
    const { AlarmHistoryItems = [] } = await here.client.send(
      new DescribeAlarmHistoryCommand({
        AlarmName: `alarm-${index}`,
        HistoryItemType: 'StateUpdate',
        ScanBy: 'TimestampAscending',
        MaxRecords: 100,
      }),
    );
    described.push(AlarmHistoryItems.map(({ Timestamp, HistoryData }) => [Timestamp?.toISOString(), HistoryData]));
  }
  await here.close();
  return described;
}

describe('any alarm over any datapoints', () => {
  it('has the same history fed one at a time on the virtual clock and all at once', async () => {
    await fc.assert(
      fc.asyncProperty(alarms, minutes, async (input, values) => {
        expect(await history(input, values, false)).toEqual(await history(input, values, true));
      }),
      { numRuns: 40 },
    );
  });

  it('has the same history alone and beside others that look at the same', async () => {
    const several = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(alarms, several, minutes, async (input, thresholds, values) => {
        const inputs = thresholds.map((Threshold, index) => ({
          ...input,
          Threshold,
          ComparisonOperator: operators[index % 2],
        }));

        const together = await histories(inputs, values, false);

        for (const [index, alone] of inputs.entries()) {
          expect(together[index]).toEqual((await histories([alone], values, false))[0]);
        }
      }),
      { numRuns: 15 },
    );
  });
});
