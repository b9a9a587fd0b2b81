import { type Distribution, mergeAll } from './distribution.ts';
import { periodStart, tierAt } from './retention.ts';

/** The samples a metric received in the second (or coarser period) that begins at `at`. */
export interface StoredPoint {
  readonly at: number;
  readonly samples: Distribution;
}

/** All datapoints of one hour change resolution together, or rolling up twice would split periods differently than rolling up once. */
const endOfHour = (at: number) => periodStart(at, 3600) + 3_600_000;

/** Seconds of the resolution a datapoint is kept in; undefined when it is expired. */
export const resolutionAt = (at: number, now: number): number | undefined => tierAt(now - endOfHour(at))?.resolution;

/**
 * What is left of a metric's datapoints at `now`: each in the resolution of its age, expired ones gone. Sum, count, minimum and maximum
 * of what is kept are those of the datapoints it came from. Rolling up again later gives what rolling up once then would have given.
 * @param points in any order
 * @returns in order of time
 */
export function rollUp(points: readonly StoredPoint[], now: number): StoredPoint[] {
  const periods = new Map<number, Distribution[]>();
  for (const { at, samples } of points) {
    const resolution = resolutionAt(at, now);
    if (resolution === undefined) continue;
    const start = periodStart(at, resolution);
    const together = periods.get(start);
    if (together === undefined) periods.set(start, [samples]);
    else together.push(samples);
  }
  return [...periods]
    .sort(([a], [b]) => a - b)
    .map(([at, parts]) => ({ at, samples: mergeAll(parts) as Distribution }));
}
