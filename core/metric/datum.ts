import { type Distribution, distributionOf, mergeAll, statisticSet } from './distribution.ts';
import type { MetricIdentity } from './identity.ts';
import { periodStart } from './retention.ts';

/** One entry of PutMetricData's `MetricData`, as it comes. */
export interface DatumInput {
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name?: string; readonly Value?: string }[];
  readonly Timestamp?: Date;
  readonly Value?: number;
  readonly StatisticValues?: {
    readonly SampleCount?: number;
    readonly Sum?: number;
    readonly Minimum?: number;
    readonly Maximum?: number;
  };
  readonly Values?: readonly number[];
  readonly Counts?: readonly number[];
  readonly Unit?: string;
  readonly StorageResolution?: number;
}

/** The same, read: a metric, its unit, the start of the second or minute it is stored under, and its samples. */
export interface Datum extends MetricIdentity {
  readonly unit: string;
  readonly at: number;
  readonly samples: Distribution;
}

/** Thrown when a datapoint breaks one of PutMetricData's rules; `code` is AWS's. */
export class MetricDataError extends Error {
  override readonly name = 'MetricDataError';
  readonly code: 'InvalidParameterValue' | 'InvalidParameterCombination' | 'MissingParameter';
  constructor(code: MetricDataError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const hour = 3_600_000;
const day = 24 * hour;

/** Values lie between -2^360 and 2^360. */
const largest = 2 ** 360;

/**
 * Reads one datapoint as PutMetricData does: refuses values that are no numbers, value and statistic set together, times outside the
 * last two weeks and the next two hours. A statistic set beside a list of values is taken and the values count (recorded: no refusal).
 * @param position the entry's place in the request, from 1, as AWS's messages count
 * @param now milliseconds; the time of a datapoint that has none
 * @throws MetricDataError
 */
export function readDatum(namespace: string, input: DatumInput, position: number, now: number): Datum {
  const member = `MetricData.member.${position}`;
  const at = input.Timestamp?.getTime() ?? now;
  if (Number.isNaN(at) || at < now - 14 * day || at > now + 2 * hour) {
    fail('InvalidParameterValue', `The parameter ${member}.Timestamp must specify a time within the past two weeks.`);
  }
  if (input.StorageResolution !== undefined && ![1, 60].includes(input.StorageResolution)) {
    fail(
      'InvalidParameterValue',
      `The value ${input.StorageResolution} for parameter ${member}.StorageResolution is invalid.`,
    );
  }
  return {
    namespace,
    name: input.MetricName ?? '',
    dimensions: (input.Dimensions ?? []).map(({ Name = '', Value = '' }) => ({ name: Name, value: Value })),
    unit: input.Unit ?? 'None',
    at: periodStart(at, input.StorageResolution === 1 ? 1 : 60),
    samples: samplesOf(input, member),
  };
}

/**
 * Holds the dimensions of an entry to what PutMetricData takes: ASCII without control characters, not blank; no name begins with a colon.
 * What a log's own words become as dimensions of a metric filter is not held to it.
 * @throws MetricDataError
 * @see AWS, "Dimension"
 */
export function checkDimensions({ Dimensions = [] }: DatumInput, position: number): void {
  for (const [index, { Name = '', Value = '' }] of Dimensions.entries()) {
    const parameter = `MetricData.member.${position}.Dimensions.member.${index + 1}`;
    if (!isText(Name) || Name.startsWith(':')) {
      fail('InvalidParameterValue', `The value ${Name} for parameter ${parameter}.Name is invalid.`);
    }
    if (!isText(Value))
      fail('InvalidParameterValue', `The value ${Value} for parameter ${parameter}.Value is invalid.`);
  }
}

const isText = (text: string) => /^[ -~]+$/.test(text) && text.trim() !== '';

function samplesOf(input: DatumInput, member: string): Distribution {
  const { Value, Values, StatisticValues } = input;
  const several = Values !== undefined && Values.length > 0;
  if (Value !== undefined && several) exclusive(member, 'Value', 'Values');
  if (Value !== undefined && StatisticValues !== undefined) exclusive(member, 'Value', 'StatisticValues');
  if (several) return listed(Values, input.Counts, member);
  if (StatisticValues !== undefined) return statistics(StatisticValues, member);
  if (Value !== undefined) return distributionOf(number(Value, `${member}.Value`));
  return fail('MissingParameter', 'At least one of the parameters must be specified.');
}

/** Most different values one entry may list. */
const mostValues = 150;

function listed(values: readonly number[], counts: readonly number[] | undefined, member: string): Distribution {
  if (counts !== undefined && counts.length > 0 && counts.length !== values.length) {
    fail('InvalidParameterValue', `The parameters ${member}.Values and ${member}.Counts must be of the same size.`);
  }
  if (values.length > mostValues) {
    fail('InvalidParameterValue', `The parameter ${member}.Values must not contain more than ${mostValues} values.`);
  }
  const parts = values.map((value, index) =>
    distributionOf(
      number(value, `${member}.Values.member.${index + 1}`),
      count(counts?.[index] ?? 1, `${member}.Counts.member.${index + 1}`),
    ),
  );
  return mergeAll(parts) ?? fail('MissingParameter', `The parameter ${member}.Values is required.`);
}

function statistics(set: NonNullable<DatumInput['StatisticValues']>, member: string): Distribution {
  const part = (name: 'SampleCount' | 'Sum' | 'Minimum' | 'Maximum') => {
    const value = set[name];
    if (value === undefined) fail('MissingParameter', `The parameter ${member}.StatisticValues.${name} is required.`);
    return (name === 'SampleCount' ? count : number)(value as number, `${member}.StatisticValues.${name}`);
  };
  const read = { count: part('SampleCount'), sum: part('Sum'), min: part('Minimum'), max: part('Maximum') };
  if (read.min > read.max) {
    const name = `${member}.StatisticValues`;
    fail('InvalidParameterValue', `The parameter ${name}.Maximum must be greater than ${name}.Minimum.`);
  }
  return statisticSet(read);
}

function number(value: number, parameter: string): number {
  if (Number.isFinite(value) && Math.abs(value) <= largest) return value;
  return fail('InvalidParameterValue', `The value ${value} for parameter ${parameter} is invalid.`);
}

/** Fractions are allowed, no samples are too; fewer than none are not. */
function count(value: number, parameter: string): number {
  if (value >= 0) return number(value, parameter);
  return fail('InvalidParameterValue', `The value ${value} for parameter ${parameter} is invalid.`);
}

const exclusive = (member: string, one: string, other: string): never =>
  fail(
    'InvalidParameterCombination',
    `The parameters ${member}.${one} and ${member}.${other} are mutually exclusive and you have specified both.`,
  );

function fail(code: MetricDataError['code'], message: string): never {
  throw new MetricDataError(code, message);
}
