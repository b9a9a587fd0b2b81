import type { Distribution } from './distribution.ts';
import { type Bounds, parseStatistic, type Statistic } from './statistic.ts';

/**
 * One statistic of a period's samples; undefined where CloudWatch gives none: a percentile or trimmed statistic of a statistic set whose
 * single values are unknown, or of samples of which one is negative.
 * @throws RangeError for a name that is no statistic
 */
export function statisticOf(samples: Distribution, name: string | Statistic): number | undefined {
  const statistic = typeof name === 'string' ? parseStatistic(name) : name;
  if (statistic === undefined) throw new RangeError(`${String(name)} is not a statistic`);
  switch (statistic.kind) {
    case 'SampleCount':
      return samples.count;
    case 'Sum':
      return samples.sum;
    case 'Average':
      return samples.sum / samples.count;
    case 'Minimum':
      return samples.min;
    case 'Maximum':
      return samples.max;
  }
  if (samples.values === undefined || samples.min < 0 || samples.count === 0) return undefined;
  const sorted = [...samples.values].sort(([a], [b]) => a - b);
  if (statistic.kind === 'percentile') return clamp(valueAt(sorted, samples.count, statistic.percent), samples);
  return overRange(statistic.kind, statistic.bounds, sorted, samples);
}

type Sorted = readonly (readonly [value: number, count: number])[];

/** The nearest rank: the largest value among the lowest `percent` of the samples. */
function valueAt(sorted: Sorted, count: number, percent: number): number {
  const rank = Math.max(ranksUpTo(count, percent), Math.min(1, count));
  let seen = 0;
  for (const [value, times] of sorted) {
    seen += times;
    if (seen >= rank) return value;
  }
  return sorted.at(-1)?.[0] ?? Number.NaN;
}

/** How many samples the lowest `percent` are; the slack keeps 0.07 * 100 from counting as more than 7. */
const ranksUpTo = (count: number, percent: number) => Math.ceil((count * percent) / 100 - count * 1e-12);

const ranksBelow = (count: number, percent: number) => Math.floor((count * percent) / 100 + count * 1e-12);

/** A bucket's middle may lie just outside what was really seen. */
const clamp = (value: number, { min, max }: Distribution) => Math.min(Math.max(value, min), max);

type RangeKind = Exclude<Statistic['kind'], 'Average' | 'Sum' | 'Minimum' | 'Maximum' | 'SampleCount' | 'percentile'>;

function overRange(kind: RangeKind, bounds: Bounds, sorted: Sorted, samples: Distribution): number | undefined {
  if (kind === 'winsorizedMean') return winsorized(bounds, sorted, samples);
  const inside = bounds.unit === 'value' ? betweenValues(sorted, bounds) : betweenRanks(sorted, samples.count, bounds);
  const count = inside.reduce((total, [, times]) => total + times, 0);
  const sum = inside.reduce((total, [value, times]) => total + value * times, 0);
  switch (kind) {
    case 'trimmedCount':
      return count;
    case 'trimmedSum':
      return sum;
    case 'trimmedMean':
      return count === 0 ? undefined : sum / count;
    case 'percentileRank':
      return (100 * count) / samples.count;
  }
}

/** The lower boundary is outside, the upper one inside. */
const betweenValues = (
  sorted: Sorted,
  { lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY }: Bounds,
) => sorted.filter(([value]) => value > lower && value <= upper);

/** Samples after the lowest `lower` percent, up to and with the one that is the percentile `upper`. */
function betweenRanks(sorted: Sorted, count: number, { lower = 0, upper = 100 }: Bounds): Sorted {
  const first = ranksBelow(count, lower);
  const last = ranksUpTo(count, upper);
  let seen = 0;
  return sorted.flatMap(([value, times]) => {
    const from = Math.max(seen, first);
    seen += times;
    const taken = Math.min(seen, last) - from;
    return taken > 0 ? [[value, taken] as const] : [];
  });
}

/** Samples outside the bounds count as the value at the nearer bound. */
function winsorized(bounds: Bounds, sorted: Sorted, samples: Distribution): number {
  const byRank = bounds.unit === 'percent';
  const at = (percent: number) => valueAt(sorted, samples.count, percent);
  const lower = bounds.lower === undefined ? samples.min : byRank ? at(bounds.lower) : bounds.lower;
  const upper = bounds.upper === undefined ? samples.max : byRank ? at(bounds.upper) : bounds.upper;
  const sum = sorted.reduce((total, [value, times]) => total + Math.min(Math.max(value, lower), upper) * times, 0);
  return sum / samples.count;
}
