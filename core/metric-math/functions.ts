import { MetricMathError } from './error.ts';
import { mapValues, type TimeSeries, together } from './series.ts';
import { linesOf, mapLines, one, scalar, several, type Value } from './value.ts';

/** Functions of their values alone: each takes the values of its arguments. */
export type SimpleFunction = (values: readonly Value[], name: string) => Value;

const argument = (values: readonly Value[], name: string): Value => {
  const [value] = values;
  if (value === undefined || values.length > 1) throw new MetricMathError(`${name} takes one argument`);
  return value;
};

/** A function of each value by itself. */
const each =
  (change: (value: number) => number): SimpleFunction =>
  (values, name) =>
    mapLines(argument(values, name), name, (series) => mapValues(series, change));

/** A function of each value and the one before it. */
const steps =
  (change: (value: number, before: number, seconds: number) => number): SimpleFunction =>
  (values, name) =>
    mapLines(argument(values, name), name, ({ label, times, values: old }) => ({
      label,
      times: times.slice(1),
      values: times
        .slice(1)
        .map((at, index) =>
          change(old[index + 1] as number, old[index] as number, (at - (times[index] as number)) / 1000),
        ),
    }));

/** A number for one time series; for an array, one line of what all of them have at each moment. */
const summary =
  (of: (values: readonly number[]) => number, missing: number | undefined): SimpleFunction =>
  (values, name) => {
    const value = argument(values, name);
    if (value.kind === 'series') return scalar(of(value.series.values));
    const all = linesOf(value, name);
    const times: number[] = [];
    const results: number[] = [];
    for (const [at, present] of together(all)) {
      const filled = present.map((number) => number ?? missing).filter((number) => number !== undefined);
      times.push(at);
      results.push(of(filled));
    }
    return one({ label: name, times, values: results });
  };

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;
const deviation = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

/** The line at a place of an array. */
const pick =
  (place: 0 | -1): SimpleFunction =>
  (values, name) => {
    const line = linesOf(argument(values, name), name).at(place);
    return one(line ?? { label: name, times: [], values: [] });
  };

/**
 * Where missing values of an array count: AVG and STDDEV take them as 0 as AWS documents for AVG; MIN and MAX leave them out.
 * @see AWS, "Functions supported for metric math"
 */
export const simpleFunctions: Readonly<Record<string, SimpleFunction>> = {
  ABS: each(Math.abs),
  CEIL: each(Math.ceil),
  FLOOR: each(Math.floor),
  LOG: each(Math.log),
  LOG10: each(Math.log10),
  AVG: summary(mean, 0),
  SUM: summary(sum, 0),
  MIN: summary(least, undefined),
  MAX: summary(most, undefined),
  STDDEV: summary(deviation, 0),
  DATAPOINT_COUNT: summary((values) => values.length, undefined),
  DIFF: steps((value, before) => value - before),
  DIFF_TIME: steps((_value, _before, seconds) => seconds),
  RATE: steps((value, before, seconds) => (value - before) / seconds),
  RUNNING_SUM: (values, name) => mapLines(argument(values, name), name, runningSum),
  FIRST: pick(0),
  LAST: pick(-1),
  METRIC_COUNT: (values, name) => scalar(linesOf(argument(values, name), name).length),
  REMOVE_EMPTY: (values, name) =>
    several(linesOf(argument(values, name), name).filter(({ times }) => times.length > 0)),
};

function runningSum(series: TimeSeries): TimeSeries {
  let total = 0;
  return mapValues(series, (value) => {
    total += value;
    return total;
  });
}

/** The number a line is sorted by. */
export const sortKeys: Readonly<Record<string, (values: readonly number[]) => number>> = {
  AVG: mean,
  MIN: least,
  MAX: most,
  SUM: sum,
};
