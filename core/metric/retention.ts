/** How long CloudWatch keeps datapoints, and how finely. @see AWS, "Metrics retention" */

const hour = 3_600_000;
const day = 24 * hour;

/** Resolution in seconds, kept for so many milliseconds after the datapoint's own time. */
export interface Tier {
  readonly resolution: number;
  readonly keep: number;
}

/** Finest first. High-resolution datapoints are kept by the second for three hours, then like every other one. */
export const tiers: readonly Tier[] = [
  { resolution: 1, keep: 3 * hour },
  { resolution: 60, keep: 15 * day },
  { resolution: 300, keep: 63 * day },
  { resolution: 3600, keep: 455 * day },
];

/** The tier in which a datapoint of this age is still kept; undefined when it is expired. */
export const tierAt = (age: number): Tier | undefined => tiers.find(({ keep }) => age < keep);

/** The start of the period of `seconds` that holds `at`; periods count from 1970. */
export const periodStart = (at: number, seconds: number): number => Math.floor(at / (seconds * 1000)) * seconds * 1000;

/**
 * Where a query that begins at `start` really begins: on the resolution its data is still kept at, and for periods below a minute on a
 * multiple of the period within the last three hours.
 * @see AWS, GetMetricStatistics, "StartTime"
 */
export function queryStart(start: number, now: number, period: number): number {
  const age = now - start;
  if (age < 3 * hour && period < 60) return periodStart(start, period);
  const resolution = tiers.find(({ resolution, keep }) => resolution >= 60 && age < keep)?.resolution ?? 3600;
  return periodStart(start, resolution);
}
