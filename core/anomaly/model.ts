/**
 * What a metric usually is: a value and a spread for each hour of the week (or day, or over all, as far as it has been seen), on a line
 * that rises or falls. CloudWatch's own model is not published; this one has the documented parts: two weeks, hours, weekdays, trend.
 */
export interface AnomalyModel {
  /** How many hours the pattern has before it repeats: 168, 24 or 1. */
  readonly cycle: 168 | 24 | 1;
  /** One for each hour of the cycle. */
  readonly hours: readonly { readonly mean: number; readonly deviation: number }[];
  /** Change per millisecond, and the moment at which it is nothing. */
  readonly slope: number;
  readonly center: number;
  /** Values no such metric can have lie outside; the band keeps within. */
  readonly least: number;
  readonly most: number;
  /** Time of the last datapoint it was trained on. */
  readonly until: number;
}

const hour = 3_600_000;

/** Monday 00:00 UTC is hour 0; 1970 began on a Thursday. */
export const hourOfCycle = (at: number, cycle: number): number => (Math.floor(at / hour) + 72) % cycle;

/** No band reaches further with the trend than a day past what was seen. */
const furthest = 24 * hour;

/** The expected value at a moment. */
export function expectedAt(model: AnomalyModel, at: number): number {
  const { mean } = model.hours[hourOfCycle(at, model.cycle)] as { mean: number };
  return mean + model.slope * (Math.min(at, model.until + furthest) - model.center);
}

/** Expected upper and lower value at a moment, `deviations` standard deviations wide to either side. */
export function bandAt(model: AnomalyModel, at: number, deviations: number): { lower: number; upper: number } {
  const { deviation } = model.hours[hourOfCycle(at, model.cycle)] as { deviation: number };
  const expected = expectedAt(model, at);
  const within = (value: number) => Math.min(Math.max(value, model.least), model.most);
  return { lower: within(expected - deviations * deviation), upper: within(expected + deviations * deviation) };
}
