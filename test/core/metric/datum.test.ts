import { describe, expect, it } from 'vitest';
import { checkDimensions, type DatumInput, MetricDataError, readDatum } from '../../../core/metric/index.ts';

const now = Date.UTC(2026, 10, 21, 3, 20, 30);
const read = (input: DatumInput) => readDatum('shop', { MetricName: 'm', ...input }, 1, now);
const refusal = (input: DatumInput) => {
  try {
    checkDimensions(input, 1);
    read(input);
  } catch (error) {
    if (error instanceof MetricDataError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'taken';
};

describe('a datapoint put', () => {
  it('is stored under its minute, or its second when it has high resolution', () => {
    expect(read({ Value: 1 })).toMatchObject({ at: now - 30_000, unit: 'None', name: 'm', namespace: 'shop' });
    expect(read({ Value: 1, StorageResolution: 1 }).at).toBe(now);
  });

  it('may hold values with counts', () => {
    expect(read({ Values: [1, 10], Counts: [2, 4] }).samples).toMatchObject({ count: 6, sum: 42, min: 1, max: 10 });
  });

  it('may hold values beside a statistic set; the values count', () => {
    const StatisticValues = { SampleCount: 10, Sum: 55, Minimum: 1, Maximum: 10 };
    expect(read({ Values: [1, 10], StatisticValues }).samples.count).toBe(2);
  });

  for (const [message, input] of [
    [
      'InvalidParameterCombination: The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually exclusive and you have specified both.',
      { Value: 1.5, Values: [1, 10] },
    ],
    [
      'InvalidParameterValue: The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size.',
      { Values: [1, 10], Counts: [2, 4, 5] },
    ],
    [
      'InvalidParameterCombination: The parameters MetricData.member.1.Value and MetricData.member.1.StatisticValues are mutually exclusive and you have specified both.',
      { Value: 1.5, StatisticValues: { SampleCount: 10, Sum: 55, Minimum: 1, Maximum: 10 } },
    ],
    ['InvalidParameterValue: The value NaN for parameter MetricData.member.1.Value is invalid.', { Value: Number.NaN }],
    ['InvalidParameterValue: The value 1e+200 for parameter MetricData.member.1.Value is invalid.', { Value: 1e200 }],
    [
      'InvalidParameterValue: The parameter MetricData.member.1.Timestamp must specify a time within the past two weeks.',
      { Value: 1, Timestamp: new Date(now - 15 * 86_400_000) },
    ],
    ['MissingParameter: At least one of the parameters must be specified.', {}],
    [
      'InvalidParameterValue: The value -1 for parameter MetricData.member.1.Counts.member.2 is invalid.',
      { Values: [1, 2], Counts: [1, -1] },
    ],
    [
      'InvalidParameterValue: The value -1 for parameter MetricData.member.1.StatisticValues.SampleCount is invalid.',
      { StatisticValues: { SampleCount: -1, Sum: 0, Minimum: 0, Maximum: 0 } },
    ],
    [
      'InvalidParameterValue: The value :a for parameter MetricData.member.1.Dimensions.member.1.Name is invalid.',
      { Value: 1, Dimensions: [{ Name: ':a', Value: '1' }] },
    ],
    [
      'InvalidParameterValue: The value 한 for parameter MetricData.member.1.Dimensions.member.2.Value is invalid.',
      {
        Value: 1,
        Dimensions: [
          { Name: 'a', Value: '1' },
          { Name: 'b', Value: '한' },
        ],
      },
    ],
    [
      'InvalidParameterValue: The value    for parameter MetricData.member.1.Dimensions.member.1.Value is invalid.',
      { Value: 1, Dimensions: [{ Name: 'a', Value: '  ' }] },
    ],
  ] as [string, DatumInput][]) {
    it(`is refused: ${message}`, () => expect(refusal(input)).toBe(message));
  }
});
