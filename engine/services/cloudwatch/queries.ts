import { type MetricIdentity, needsValues, parseStatistic, statisticOf } from '../../../core/metric/index.ts';
import {
  type Expression,
  evaluateExpression,
  type MathContext,
  MetricMathError,
  parseExpression,
  parseSearch,
  several,
  type TimeSeries,
  type Value,
} from '../../../core/metric-math/index.ts';
import { readPeriods } from './read.ts';
import type { CloudWatchState } from './state.ts';

/** One query of GetMetricData or of an alarm: a metric with its statistic, or an expression over the other queries. */
export interface MathQuery {
  readonly id: string;
  readonly metric?: MetricIdentity;
  readonly stat?: string;
  readonly unit?: string;
  readonly expression?: string;
  /** Seconds. */
  readonly period?: number;
}

/** A metric's line, and every unit there was data of. */
export interface MetricLine {
  readonly line: TimeSeries;
  readonly units: readonly string[];
}

/** Where queries take their lines from. */
export interface QuerySource {
  /** Milliseconds, `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** Seconds between the values an expression makes itself. */
  readonly period: number;
  metric(query: MathQuery): TimeSeries;
  search(expression: string, statistic: string, period: number | undefined): readonly TimeSeries[];
  band: MathContext['band'];
}

/** Gives the lines of each query, each computed once, whatever refers to it. */
export class Queries {
  readonly #queries: ReadonlyMap<string, MathQuery>;
  readonly #source: QuerySource;
  readonly #known = new Map<string, readonly TimeSeries[]>();
  readonly #underway = new Set<string>();

  constructor(queries: readonly MathQuery[], source: QuerySource) {
    this.#queries = new Map(queries.map((query) => [query.id, query]));
    this.#source = source;
  }

  /** @throws MetricMathError, naming the expression */
  lines(id: string): readonly TimeSeries[] {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const query = this.#queries.get(id);
    if (query === undefined) throw new MetricMathError(`${id} is not the id of a metric or expression`);
    if (this.#underway.has(id)) throw new MetricMathError(`The expression ${id} refers to itself`);
    this.#underway.add(id);
    const lines =
      query.expression === undefined ? [this.#source.metric(query)] : this.#compute(query, query.expression);
    this.#underway.delete(id);
    this.#known.set(id, lines);
    return lines;
  }

  #compute({ id, period }: MathQuery, text: string): readonly TimeSeries[] {
    try {
      return evaluateExpression(parseExpression(text), this.#context(period));
    } catch (error) {
      if (!(error instanceof MetricMathError) || error.message.startsWith('Error in expression')) throw error;
      throw new MetricMathError(`Error in expression '${id}': ${error.message}`, error.column);
    }
  }

  #context(period: number | undefined): MathContext {
    const source = this.#source;
    return {
      start: source.start,
      end: source.end,
      period: period ?? source.period,
      lookup: (id) => (this.#queries.has(id) ? this.#value(id) : undefined),
      metricIds: [...this.#queries.values()].filter(({ metric }) => metric !== undefined).map(({ id }) => id),
      search: source.search.bind(source),
      band: (of: Expression, line, deviations) => source.band(of, line, deviations),
    };
  }

  #value(id: string): Value {
    const lines = this.lines(id);
    const [line] = lines;
    return lines.length === 1 && line !== undefined ? { kind: 'series', series: line } : several(lines);
  }
}

/** A metric's statistic over time: of one unit, the first by name where none is asked for. */
export function readLine(
  state: CloudWatchState,
  scope: string,
  { metric, stat = '', unit, period = 60 }: MathQuery,
  { start, end }: Pick<QuerySource, 'start' | 'end'>,
): MetricLine {
  if (metric === undefined) return { line: { label: '', times: [], values: [] }, units: [] };
  const statistic = parseStatistic(stat);
  const withValues = statistic !== undefined && needsValues(statistic);
  const periods = readPeriods(state, scope, metric, { start, end, period, withValues });
  const units = [...new Set(periods.map((each) => each.unit))].sort();
  const wanted = unit ?? units[0];
  const points = periods.flatMap(({ at, unit: has, samples }) => {
    const value = has === wanted ? statisticOf(samples, stat) : undefined;
    return value === undefined ? [] : [[at, value] as const];
  });
  const line = {
    label: metric.name,
    times: points.map(([at]) => at),
    values: points.map(([, value]) => value),
    period,
  };
  return { line, units: unit === undefined ? units : [] };
}

/** Metrics active in the last two weeks that a search finds, as lines; AWS shows at most 500. */
export function searchLines(
  state: CloudWatchState,
  scope: string,
  [expression, stat, period]: readonly [string, string, number],
  span: Pick<QuerySource, 'start' | 'end'>,
): TimeSeries[] {
  const finds = parseSearch(expression);
  const since = state.now() - 14 * 86_400_000;
  return state.metrics
    .list(scope)
    .filter(({ activeAt, metric }) => activeAt >= since && finds(metric))
    .slice(0, 500)
    .map(({ metric }) => {
      const { line } = readLine(state, scope, { id: '', metric, stat, period }, span);
      const label = [metric.name, ...metric.dimensions.map(({ value }) => value)].join(' ');
      return { ...line, label, found: { metric, stat } };
    });
}
