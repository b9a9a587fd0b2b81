import { type AnomalyModel, hourOfCycle } from './model.ts';

export interface TrainingPoint {
  readonly at: number;
  readonly value: number;
}

export interface TrainingOptions {
  /** Milliseconds; datapoints in `[start, end)` are left out. */
  readonly excluded?: readonly { readonly start: number; readonly end: number }[];
  /** The metric is a percentage. */
  readonly percent?: boolean;
}

const day = 86_400_000;
/** How far back a model looks. */
export const trainingSpan = 14 * day;
/** Fewer datapoints teach nothing. */
const fewest = 12;
/** How much an hour's own spread weighs against the spread over all: as if so many datapoints of it were known besides. */
const prior = 6;
/** No spread is taken to be less than this part of the usual value, or a flat metric would always be an anomaly. */
const leastSpread = 0.01;

/**
 * Learns a model from up to two weeks before the latest datapoint; undefined when there are too few datapoints for any.
 * The hours of a week need more than one week of data, the hours of a day more than a day.
 */
export function train(points: readonly TrainingPoint[], options: TrainingOptions = {}): AnomalyModel | undefined {
  const until = points.reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
  const known = points.filter(({ at }) => at > until - trainingSpan && !isExcluded(at, options));
  if (known.length < fewest) return undefined;
  const from = known.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY);
  const span = until - from;
  const cycle = span >= 8 * day ? 168 : span >= 1.5 * day ? 24 : 1;
  const trend = span >= 13 * day ? trendOf(known) : { slope: 0, center: 0 };
  const level = ({ at, value }: TrainingPoint) => value - trend.slope * (at - trend.center);
  const hours = profile(known, cycle, level);
  const negative = known.some(({ value }) => value < 0);
  return {
    cycle,
    hours,
    ...trend,
    least: negative ? Number.NEGATIVE_INFINITY : 0,
    most: options.percent ? 100 : Number.POSITIVE_INFINITY,
    until,
  };
}

const isExcluded = (at: number, { excluded = [] }: TrainingOptions) =>
  excluded.some(({ start, end }) => at >= start && at < end);

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const squares = (values: readonly number[], middle: number) =>
  values.reduce((total, value) => total + (value - middle) ** 2, 0);

/** A mean and a spread per hour; hours never seen get those of all. */
function profile(points: readonly TrainingPoint[], cycle: 168 | 24 | 1, level: (point: TrainingPoint) => number) {
  const groups: number[][] = Array.from({ length: cycle }, () => []);
  for (const point of points) groups[hourOfCycle(point.at, cycle)]?.push(level(point));
  const overall = mean(points.map(level));
  const means = groups.map((group) => (group.length === 0 ? overall : mean(group)));
  const total = groups.reduce((sum, group, index) => sum + squares(group, means[index] as number), 0);
  const variance = total / points.length;
  return groups.map((group, index) => {
    const middle = means[index] as number;
    const own = (squares(group, middle) + prior * variance) / (group.length + prior);
    return { mean: middle, deviation: Math.max(Math.sqrt(own), leastSpread * Math.abs(middle)) };
  });
}

/**
 * The straight line through what is left when each hour of the week is compared with itself alone, by least squares: weekends at the end
 * of what was seen do not pass for a fall. It takes two of each hour, so two weeks.
 */
function trendOf(points: readonly TrainingPoint[]): { slope: number; center: number } {
  const groups: { at: number[]; value: number[] }[] = Array.from({ length: 168 }, () => ({ at: [], value: [] }));
  for (const { at, value } of points) {
    const group = groups[hourOfCycle(at, 168)];
    group?.at.push(at);
    group?.value.push(value);
  }
  let over = 0;
  let under = 0;
  for (const { at, value } of groups) {
    if (at.length === 0) continue;
    const [middleAt, middleValue] = [mean(at), mean(value)];
    for (const [index, moment] of at.entries()) {
      over += (moment - middleAt) * ((value[index] as number) - middleValue);
      under += (moment - middleAt) ** 2;
    }
  }
  return { slope: under === 0 ? 0 : over / under, center: mean(points.map(({ at }) => at)) };
}
