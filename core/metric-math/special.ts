import { MetricMathError } from './error.ts';
import { sortKeys } from './functions.ts';
import { mapValues, type TimeSeries, together } from './series.ts';
import type { Expression } from './syntax.ts';
import { grid, linesOf, type MathContext, mapLines, one, scalar, scalarOf, several, type Value } from './value.ts';

export type Compute = (expression: Expression) => Value;

/** Functions that need more than their arguments' values: the request's metrics, its time, or words such as REPEAT. */
export type SpecialFunction = (given: readonly Expression[], compute: Compute, context: MathContext) => Value;

const count = (given: readonly Expression[], least: number, most: number, name: string) => {
  if (given.length < least || given.length > most) {
    const numbers = least === most ? `${least}` : `${least} to ${most}`;
    throw new MetricMathError(`${name} takes ${numbers} argument${most === 1 ? '' : 's'}`);
  }
};

const word = (expression: Expression | undefined) => (expression?.kind === 'name' ? expression.name : undefined);

/** IF(condition, whenTrue, whenFalse): a missing `whenTrue` counts as 0, a missing `whenFalse` drops the moment. Arrays are not taken. */
const choose: SpecialFunction = (given, compute) => {
  count(given, 2, 3, 'IF');
  const [condition, whenTrue, whenFalse] = given.map((part) => single(compute(part))) as [Value, Value, Value?];
  if (condition.kind === 'scalar') return (condition.value === 0 ? whenFalse : whenTrue) ?? one(empty);
  const [test = empty] = linesOf(condition, 'IF');
  const lines = [whenTrue, whenFalse].map((value) => (value?.kind === 'series' ? value.series : empty));
  const times: number[] = [];
  const values: number[] = [];
  for (const [at, [tested, yes, no]] of together([test, ...lines])) {
    if (tested === undefined) continue;
    const value = tested === 0 ? constant(whenFalse, no) : (constant(whenTrue, yes) ?? 0);
    if (value === undefined) continue;
    times.push(at);
    values.push(value);
  }
  return one({ label: 'IF', times, values });
};

/** An array of one line is that line. */
function single(value: Value): Value {
  if (value.kind !== 'array') return value;
  if (value.all.length > 1) throw new MetricMathError('IF takes numbers and time series, not arrays of them');
  return one(value.all[0] ?? empty);
}

const empty: TimeSeries = { label: '', times: [], values: [] };
const constant = (value: Value | undefined, atMoment: number | undefined) =>
  value?.kind === 'scalar' ? value.value : atMoment;

/** FILL(lines, number | line | REPEAT | LINEAR): values for the periods that have none. */
const fill: SpecialFunction = (given, compute, context) => {
  count(given, 2, 2, 'FILL');
  const [lines, filler] = given as [Expression, Expression];
  const value = compute(lines);
  const moments = grid(context);
  if (word(filler) === 'REPEAT') return mapLines(value, 'FILL', (series) => repeat(series, moments));
  if (word(filler) === 'LINEAR') return mapLines(value, 'FILL', (series) => interpolate(series, moments));
  const with_ = compute(filler);
  if (with_.kind === 'array') throw new MetricMathError('FILL cannot fill with several time series');
  const known = with_.kind === 'series' ? lookupOf(with_.series) : undefined;
  return mapLines(value, 'FILL', (series) =>
    filled(series, moments, (at) => (with_.kind === 'scalar' ? with_.value : known?.get(at))),
  );
};

const lookupOf = ({ times, values }: TimeSeries) => new Map(times.map((at, index) => [at, values[index] as number]));

function filled(series: TimeSeries, moments: readonly number[], value: (at: number) => number | undefined): TimeSeries {
  const known = lookupOf(series);
  const all = [...new Set([...moments, ...series.times])].sort((a, b) => a - b);
  const entries = all.flatMap((at) => {
    const found = known.get(at) ?? value(at);
    return found === undefined ? [] : [[at, found] as const];
  });
  return { label: series.label, times: entries.map(([at]) => at), values: entries.map(([, found]) => found) };
}

/** The value before; nothing before the first. */
function repeat(series: TimeSeries, moments: readonly number[]): TimeSeries {
  const known = lookupOf(series);
  let last: number | undefined;
  const before = new Map<number, number | undefined>();
  for (const at of moments) {
    last = known.get(at) ?? last;
    before.set(at, last);
  }
  return filled(series, moments, (at) => before.get(at));
}

/** On the straight line between the values around; nothing outside them. */
function interpolate(series: TimeSeries, moments: readonly number[]): TimeSeries {
  const { times, values } = series;
  let next = 0;
  return filled(series, moments, (at) => {
    while (next < times.length && (times[next] as number) < at) next++;
    const [from, to] = [times[next - 1], times[next]];
    if (from === undefined || to === undefined) return undefined;
    const [a, b] = [values[next - 1] as number, values[next] as number];
    return a + ((b - a) * (at - from)) / (to - from);
  });
}

const metrics: SpecialFunction = (given, _compute, context) => {
  count(given, 0, 1, 'METRICS');
  const [part] = given;
  if (part !== undefined && part.kind !== 'text') throw new MetricMathError('METRICS takes a text in quotes');
  const ids = context.metricIds.filter((id) => part === undefined || id.includes(part.value));
  return several(ids.flatMap((id) => linesOf(context.lookup(id) as Value, 'METRICS')));
};

const period: SpecialFunction = (given, compute) => {
  count(given, 1, 1, 'PERIOD');
  const [line] = linesOf(compute(given[0] as Expression), 'PERIOD');
  if (line?.period === undefined) throw new MetricMathError('PERIOD takes a metric, not the result of an expression');
  return scalar(line.period);
};

const slice: SpecialFunction = (given, compute) => {
  count(given, 2, 3, 'SLICE');
  const [value, from, to] = given.map(compute) as [Value, Value, Value?];
  const lines = linesOf(value, 'SLICE');
  return several(lines.slice(scalarOf(from, 'SLICE'), to && scalarOf(to, 'SLICE')));
};

/** SORT(lines, AVG | MIN | MAX | SUM, ASC | DESC, limit). */
const sort: SpecialFunction = (given, compute) => {
  count(given, 3, 4, 'SORT');
  const [value, by, order, limit] = given;
  const key = sortKeys[word(by) ?? ''];
  const direction = { ASC: 1, DESC: -1 }[word(order) ?? ''];
  if (key === undefined || direction === undefined) {
    throw new MetricMathError('SORT takes AVG, MIN, MAX or SUM, then ASC or DESC');
  }
  const lines = linesOf(compute(value as Expression), 'SORT').filter(({ values }) => values.length > 0);
  const sorted = lines.toSorted((a, b) => direction * (key(a.values) - key(b.values)));
  return several(limit === undefined ? sorted : sorted.slice(0, scalarOf(compute(limit), 'SORT')));
};

const timeSeries: SpecialFunction = (given, compute, context) => {
  count(given, 1, 1, 'TIME_SERIES');
  const value = scalarOf(compute(given[0] as Expression), 'TIME_SERIES');
  const times = grid(context);
  return one({ label: 'TIME_SERIES', times, values: times.map(() => value) });
};

/** A value for every period of the query's time, from the period's own beginning in UTC. */
const calendar =
  (name: string, of: (date: Date) => number): SpecialFunction =>
  (given, compute, context) => {
    count(given, 1, 1, name);
    return mapLines(compute(given[0] as Expression), name, ({ label, period: seconds }) => {
      const times = grid({ ...context, period: seconds ?? context.period });
      return { label, times, values: times.map((at) => of(new Date(at))) };
    });
  };

const search: SpecialFunction = (given, compute, context) => {
  count(given, 2, 3, 'SEARCH');
  const [expression, statistic, seconds] = given;
  if (expression?.kind !== 'text' || statistic?.kind !== 'text') {
    throw new MetricMathError('SEARCH takes a search expression and a statistic in quotes');
  }
  return several(context.search(expression.value, statistic.value, seconds && scalarOf(compute(seconds), 'SEARCH')));
};

/** ANOMALY_DETECTION_BAND(metric, deviations): the upper line, then the lower one. */
const band: SpecialFunction = (given, compute, context) => {
  count(given, 1, 2, 'ANOMALY_DETECTION_BAND');
  const [of, deviations] = given as [Expression, Expression?];
  const [line] = linesOf(compute(of), 'ANOMALY_DETECTION_BAND');
  if (line === undefined) return several([]);
  const width = deviations === undefined ? 2 : scalarOf(compute(deviations), 'ANOMALY_DETECTION_BAND');
  return several(context.band(of, line, width) ?? [none(line), none(line)]);
};

const none = (series: TimeSeries): TimeSeries => mapValues(series, () => undefined);

export const specialFunctions: Readonly<Record<string, SpecialFunction>> = {
  IF: choose,
  FILL: fill,
  METRICS: metrics,
  PERIOD: period,
  SLICE: slice,
  SORT: sort,
  TIME_SERIES: timeSeries,
  MINUTE: calendar('MINUTE', (date) => date.getUTCMinutes()),
  HOUR: calendar('HOUR', (date) => date.getUTCHours()),
  DAY: calendar('DAY', (date) => date.getUTCDay() || 7),
  DATE: calendar('DATE', (date) => date.getUTCDate()),
  MONTH: calendar('MONTH', (date) => date.getUTCMonth() + 1),
  YEAR: calendar('YEAR', (date) => date.getUTCFullYear()),
  EPOCH: calendar('EPOCH', (date) => date.getTime() / 1000),
  SEARCH: search,
  ANOMALY_DETECTION_BAND: band,
};

/** Functions CloudWatch has and this engine has no source for: refused by name. */
export const refusedFunctions: readonly string[] = [
  'DB_PERF_INSIGHTS',
  'INSIGHT_RULE_METRIC',
  'LAMBDA',
  'SERVICE_QUOTA',
];
