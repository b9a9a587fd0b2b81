import type { MetricIdentity } from '../metric/identity.ts';
import type { BinaryOperator } from './syntax.ts';

/** One line of values over time; times are the starts of periods in milliseconds, in order. A period without a value is not there. */
export interface TimeSeries {
  readonly label: string;
  readonly times: readonly number[];
  readonly values: readonly number[];
  /** Seconds; undefined for the result of an expression. */
  readonly period?: number;
  /** What a SEARCH found: the metric and its statistic. */
  readonly found?: { readonly metric: MetricIdentity; readonly stat: string };
}

/** The same line with each value changed; a result that is no finite number is dropped, as AWS drops a division by zero. */
export function mapValues(series: TimeSeries, change: (value: number, at: number) => number | undefined): TimeSeries {
  const times: number[] = [];
  const values: number[] = [];
  for (const [index, at] of series.times.entries()) {
    const value = change(series.values[index] as number, at);
    if (value === undefined || !Number.isFinite(value)) continue;
    times.push(at);
    values.push(value);
  }
  return { label: series.label, times, values };
}

/** The value of every series at each moment at which one of them has any, in order of time. */
export function* together(all: readonly TimeSeries[]): Generator<[at: number, values: (number | undefined)[]]> {
  const moments = [...new Set(all.flatMap(({ times }) => times))].sort((a, b) => a - b);
  const places = all.map(() => 0);
  for (const at of moments) {
    yield [
      at,
      all.map(({ times, values }, index) => {
        if (times[places[index] as number] !== at) return undefined;
        return values[(places[index] as number)++];
      }),
    ];
  }
}

/** Two lines joined moment by moment; where only one has a value the other counts as 0. */
export function joinSeries(left: TimeSeries, right: TimeSeries, operator: BinaryOperator): TimeSeries {
  const times: number[] = [];
  const values: number[] = [];
  for (const [at, [a = 0, b = 0]] of together([left, right])) {
    const value = operate(operator, a, b);
    if (!Number.isFinite(value)) continue;
    times.push(at);
    values.push(value);
  }
  return { label: left.label, times, values };
}

/** Comparisons and logic give 1 and 0; anything but 0 is true. */
export function operate(operator: BinaryOperator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '^':
      return a ** b;
    case '==':
      return Number(a === b);
    case '!=':
      return Number(a !== b);
    case '<=':
      return Number(a <= b);
    case '>=':
      return Number(a >= b);
    case '<':
      return Number(a < b);
    case '>':
      return Number(a > b);
    case 'AND':
      return Number(a !== 0 && b !== 0);
    case 'OR':
      return Number(a !== 0 || b !== 0);
  }
}
