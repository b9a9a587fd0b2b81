import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  MessageData,
  MetricDataQuery,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { dynamicLabel, isDynamic, labelOffset, parseStatistic, queryStart } from '../../../core/metric/index.ts';
import { MetricMathError, type TimeSeries } from '../../../core/metric-math/index.ts';
import type { Call, Operation } from '../../service.ts';
import { validation } from './errors.ts';
import { defaultLabels } from './labels.ts';
import { type MathQuery, Queries, type QuerySource, readLine, searchLines } from './queries.ts';
import type { CloudWatchState } from './state.ts';

/** Datapoints on one page where the caller names no number. */
const mostDatapoints = 100_800;

/** GetMetricData: many metrics and expressions at once, in pages. */
export function metricData(state: CloudWatchState) {
  const get: Operation<GetMetricDataInput, GetMetricDataOutput> = (call) => {
    const { input } = call;
    const queries = (input.MetricDataQueries ?? []).map(asMathQuery);
    check(input, queries);
    const messages = new Map<string, MessageData[]>();
    const source = sourceOf(state, call, queries, messages);
    const computed = new Queries(queries, source);
    const labels = defaultLabels(queries);
    const results = (input.MetricDataQueries ?? [])
      .filter(({ ReturnData }) => ReturnData !== false)
      .flatMap((query) => {
        const { Id: id = '' } = query;
        const lines = linesOf(computed, id);
        const found = lines.map((line) =>
          result(call, query, line, labels.get(id) ?? id, lines.length > 1, state.now()),
        );
        const said = messages.get(id);
        return said === undefined ? found : found.map((each) => ({ ...each, Messages: said }));
      });
    return paged(input, results);
  };
  return { GetMetricData: get };
}

const asMathQuery = ({ Id = '', MetricStat, Expression, Period }: MetricDataQuery): MathQuery => ({
  id: Id,
  expression: Expression,
  period: MetricStat?.Period ?? Period,
  stat: MetricStat?.Stat,
  unit: MetricStat?.Unit,
  metric: MetricStat?.Metric && {
    namespace: MetricStat.Metric.Namespace ?? '',
    name: MetricStat.Metric.MetricName ?? '',
    dimensions: (MetricStat.Metric.Dimensions ?? []).map(({ Name = '', Value = '' }) => ({ name: Name, value: Value })),
  },
});

function check(input: GetMetricDataInput, queries: readonly MathQuery[]): void {
  const [from, to] = [input.StartTime?.getTime() ?? 0, input.EndTime?.getTime() ?? 0];
  if (from > to) throw validation('The parameter EndTime must be greater than StartTime.');
  if (from === to) throw validation('The parameter StartTime must not equal parameter EndTime.');
  if (queries.length > 500) throw validation('The parameter MetricDataQueries has more than 500 elements.');
  if ((input.MaxDatapoints ?? 1) < 1) throw validation('The parameter MaxDatapoints must be greater than 0.');
  const timezone = input.LabelOptions?.Timezone;
  if (timezone !== undefined && labelOffset(timezone) === undefined) {
    throw validation(`The value ${timezone} for parameter LabelOptions.Timezone must be like +0130.`);
  }
  const seen = new Set<string>();
  for (const [index, query] of queries.entries()) {
    const member = `MetricDataQueries.member.${index + 1}`;
    if (!/^[a-z]\w*$/.test(query.id)) {
      throw validation(
        `The value ${query.id} for parameter ${member}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
      );
    }
    if (seen.has(query.id)) throw validation(`The values for parameter Id in MetricDataQueries are not unique.`);
    seen.add(query.id);
    if (query.metric === undefined && query.expression === undefined) {
      throw validation(`The parameter ${member}.MetricStat is required.\n`);
    }
    if (query.metric !== undefined && query.expression !== undefined) {
      throw validation(`The parameters ${member}.MetricStat and ${member}.Expression are mutually exclusive.`);
    }
    const { period = 60 } = query;
    if (![1, 5, 10, 20, 30].includes(period) && period % 60 !== 0) {
      throw validation(`The parameter ${member}.Period must be 1, 5, 10, 20, 30 or a multiple of 60.`);
    }
    if (/^\s*SELECT\b/i.test(query.expression ?? '')) {
      throw validation(
        'Metrics Insights queries (SELECT ...) are not supported by this engine; use SEARCH or name the metrics.',
      );
    }
    if (query.metric !== undefined && parseStatistic(query.stat ?? '') === undefined) {
      throw validation(`The value ${query.stat} for parameter ${member}.MetricStat.Stat is not supported.`);
    }
  }
}

function sourceOf(
  state: CloudWatchState,
  call: Call<GetMetricDataInput>,
  queries: readonly MathQuery[],
  messages: Map<string, MessageData[]>,
): QuerySource {
  const scope = state.scope(call);
  const from = call.input.StartTime?.getTime() ?? 0;
  const end = call.input.EndTime?.getTime() ?? 0;
  const period = Math.min(...queries.flatMap((query) => (query.metric ? [query.period ?? 60] : [])), 86_400);
  const startFor = (seconds: number) => queryStart(from, state.now(), seconds);
  return {
    start: startFor(period),
    end,
    period,
    metric: (query) => {
      const { line, units } = readLine(state, scope, query, { start: startFor(query.period ?? 60), end });
      if (units.length > 1) {
        messages.set(query.id, [{ Code: 'MultipleUnits', Value: `Multiple units returned: '[${units.join(', ')}]'` }]);
      }
      return line;
    },
    search: (expression, stat, seconds = 300) => {
      if (parseStatistic(stat) === undefined) throw new MetricMathError(`${stat} is not a statistic`);
      return searchLines(state, scope, [expression, stat, seconds], { start: startFor(seconds), end });
    },
    band: (of, line, deviations) => state.bands.of(scope, queries, of, line, deviations),
  };
}

function linesOf(queries: Queries, id: string): readonly TimeSeries[] {
  try {
    return queries.lines(id);
  } catch (error) {
    if (error instanceof MetricMathError) throw validation(error.message);
    throw error;
  }
}

function result(
  call: Call<GetMetricDataInput>,
  query: MetricDataQuery,
  line: TimeSeries,
  label: string,
  oneOfSeveral: boolean,
  now: number,
): MetricDataResult {
  const { times, values } = line;
  const { metric = line.found?.metric, stat = line.found?.stat, period = line.period } = asMathQuery(query);
  const { account, region } = call;
  const timezone = call.input.LabelOptions?.Timezone;
  const usual = oneOfSeveral ? line.label : label;
  const subject = { metric, stat, period, account, region, label: usual, times, values, now, timezone };
  const own = query.Label === undefined ? undefined : dynamicLabel(query.Label, subject);
  // A dynamic label holds for each line of several by itself; any other one stands before their own.
  const alone = !oneOfSeveral || isDynamic(query.Label ?? '');
  const shown = alone ? (own ?? label) : [own, line.label].filter(Boolean).join(' ');
  const descending = call.input.ScanBy !== 'TimestampAscending';
  const order = <T>(list: readonly T[]): T[] => (descending ? list.toReversed() : [...list]);
  return {
    Id: query.Id,
    Label: shown,
    Timestamps: order(times).map((at) => new Date(at)),
    Values: order(values),
    StatusCode: 'Complete',
  };
}

/** Cuts results, one after the other, into pages of so many datapoints. */
function paged(input: GetMetricDataInput, results: readonly MetricDataResult[]): GetMetricDataOutput {
  const limit = input.MaxDatapoints ?? mostDatapoints;
  const from = readToken(input.NextToken);
  let place = 0;
  const shown = results.map((each) => {
    const length = each.Values?.length ?? 0;
    const [first, last] = [Math.max(0, from - place), Math.max(0, Math.min(length, from + limit - place))];
    place += length;
    return {
      ...each,
      Timestamps: each.Timestamps?.slice(first, last),
      Values: each.Values?.slice(first, last),
      StatusCode: last < length ? ('PartialData' as const) : each.StatusCode,
    };
  });
  const next = place > from + limit ? Buffer.from(`${from + limit}`).toString('base64url') : undefined;
  return { MetricDataResults: shown, Messages: [], NextToken: next };
}

function readToken(token: string | undefined): number {
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (Number.isInteger(from) && from >= 0) return from;
  throw validation('The parameter NextToken is not valid.');
}
