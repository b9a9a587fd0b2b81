import { MetricMathError } from './error.ts';
import type { TimeSeries } from './series.ts';
import type { Expression } from './syntax.ts';

/** What a part of an expression stands for. */
export type Value =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'series'; readonly series: TimeSeries }
  | { readonly kind: 'array'; readonly all: readonly TimeSeries[] };

/** Where an expression takes its metrics and its time from. */
export interface MathContext {
  /** The query's time, in milliseconds: `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** Seconds between the values of a series that an expression makes itself. */
  readonly period: number;
  /** A metric, or another expression's result, by its id. */
  lookup(id: string): Value | undefined;
  /** Ids of the metrics of the request, in order, expressions not among them. */
  readonly metricIds: readonly string[];
  /** The metrics a SEARCH finds. */
  search(expression: string, statistic: string, period: number | undefined): readonly TimeSeries[];
  /** Upper and lower line of the anomaly detection band of what the expression names, or undefined when there is no model. */
  band(of: Expression, series: TimeSeries, deviations: number): readonly [TimeSeries, TimeSeries] | undefined;
}

export const scalar = (value: number): Value => ({ kind: 'scalar', value });
export const one = (series: TimeSeries): Value => ({ kind: 'series', series });
export const several = (all: readonly TimeSeries[]): Value => ({ kind: 'array', all });

/** The lines of a value: one, or those of an array. @throws MetricMathError for a number */
export function linesOf(value: Value, what: string): readonly TimeSeries[] {
  if (value.kind === 'series') return [value.series];
  if (value.kind === 'array') return value.all;
  throw new MetricMathError(`${what} needs a time series, not a number`);
}

/** The same shape, each line changed. */
export function mapLines(value: Value, what: string, change: (series: TimeSeries) => TimeSeries): Value {
  if (value.kind === 'array') return several(value.all.map(change));
  return one(change(linesOf(value, what)[0] as TimeSeries));
}

export function scalarOf(value: Value, what: string): number {
  if (value.kind === 'scalar') return value.value;
  throw new MetricMathError(`${what} needs a number`);
}

/** Every start of a period in the query's time. */
export function grid({ start, end, period }: Pick<MathContext, 'start' | 'end' | 'period'>): number[] {
  const step = period * 1000;
  return Array.from({ length: Math.max(0, Math.ceil((end - start) / step)) }, (_, index) => start + index * step);
}
