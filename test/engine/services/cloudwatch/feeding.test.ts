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

async function history(input: Partial<PutMetricAlarmCommandInput>, values: readonly number[][], allAtOnce: boolean) {
  const here = await given();
  await here.alarm(input);
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
  const { AlarmHistoryItems = [] } = await here.client.send(
    new DescribeAlarmHistoryCommand({ HistoryItemType: 'StateUpdate', ScanBy: 'TimestampAscending', MaxRecords: 100 }),
  );
  await here.close();
  return AlarmHistoryItems.map(({ Timestamp, HistoryData }) => [Timestamp?.toISOString(), HistoryData]);
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
});
