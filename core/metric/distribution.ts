/**
 * All the samples a metric received in one period. Count, sum, minimum and maximum are exact whatever is merged. Values are kept one by
 * one while there are few different ones and by buckets after that, so that percentiles stay within `sketchError` of an exact one.
 */
export interface Distribution {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** How often each value came; undefined once a statistic set took part, whose single values nobody knows. */
  readonly values: ReadonlyMap<number, number> | undefined;
  /** The keys of `values` are the middles of buckets. */
  readonly sketched: boolean;
}

/** Largest relative distance of a bucketed value from the real one. */
export const sketchError = 0.005;

/** Different values kept one by one before they are put in buckets. */
export const exactValues = 1024;

const growth = (1 + sketchError) / (1 - sketchError);
const logGrowth = Math.log(growth);

/** The middle of the bucket that holds a value, at most `sketchError` of it away. */
export function bucketOf(value: number): number {
  if (value === 0) return 0;
  const middle = (2 * growth ** Math.ceil(Math.log(Math.abs(value)) / logGrowth)) / (growth + 1);
  return value < 0 ? -middle : middle;
}

/** One value, received `count` times (fractions are allowed, as PutMetricData's Counts are doubles). */
export function distributionOf(value: number, count = 1): Distribution {
  return {
    count,
    sum: value * count,
    min: value,
    max: value,
    values: new Map([[value, count]]),
    sketched: false,
  };
}

/** The samples behind a statistic set: known one by one only where all of them must be the same. */
export function statisticSet(set: { count: number; sum: number; min: number; max: number }): Distribution {
  const same = set.min === set.max && (set.count === 1 ? set.sum === set.min : set.sum === set.min * set.count);
  return { ...set, values: same ? new Map([[set.min, set.count]]) : undefined, sketched: false };
}

/** Everything the parts hold; undefined for no parts. Merging in any order or grouping gives the same values. */
export function mergeAll(parts: readonly Distribution[]): Distribution | undefined {
  const [first, ...rest] = parts;
  if (first === undefined || rest.length === 0) return first;
  const all = opened(first);
  for (const part of rest) addTo(all, part);
  return all;
}

/** A distribution of one's own, to be added to in place. */
export interface OpenDistribution extends Distribution {
  count: number;
  sum: number;
  min: number;
  max: number;
  values: Map<number, number> | undefined;
  sketched: boolean;
}

export const opened = (samples: Distribution): OpenDistribution => ({
  ...samples,
  values: samples.values && new Map(samples.values),
});

/** Adds all samples of `part`. */
export function addTo(all: OpenDistribution, part: Distribution): void {
  all.count += part.count;
  all.sum += part.sum;
  if (part.min < all.min) all.min = part.min;
  if (part.max > all.max) all.max = part.max;
  if (all.values === undefined) return;
  if (part.values === undefined) {
    all.values = undefined;
    all.sketched = false;
    return;
  }
  if (part.sketched && !all.sketched) intoBuckets(all);
  for (const [value, count] of part.values) {
    const key = all.sketched ? bucketOf(value) : value;
    all.values.set(key, (all.values.get(key) ?? 0) + count);
  }
  if (!all.sketched && all.values.size > exactValues) intoBuckets(all);
}

function intoBuckets(all: OpenDistribution): void {
  const exact = all.values ?? new Map<number, number>();
  const buckets = new Map<number, number>();
  for (const [value, count] of exact) {
    const key = bucketOf(value);
    buckets.set(key, (buckets.get(key) ?? 0) + count);
  }
  all.values = buckets;
  all.sketched = true;
}
