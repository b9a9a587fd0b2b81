import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { parseStatistic } from '../../../../core/metric/index.ts';
import { MetricMathError, type TimeSeries } from '../../../../core/metric-math/index.ts';
import { invalidCombination, validation } from '../errors.ts';
import { type MathQuery, Queries } from '../queries.ts';
import { asQuery, periodOf } from './record.ts';

/** Most metrics an alarm on expressions may read. */
const mostMetrics = 10;

/** What belongs to an alarm on one metric only. */
const ofOneMetric = [
  'Namespace',
  'MetricName',
  'Dimensions',
  'Period',
  'Unit',
  'Statistic',
  'ExtendedStatistic',
] as const satisfies (keyof PutMetricAlarmInput)[];

/**
 * What PutMetricAlarm demands of `Metrics`: expressions that can be computed and come to one line, over at most ten metrics of one
 * period. The texts are unverified.
 * @throws AwsError
 * @see AWS, "Alarms on math expressions"; PutMetricAlarm, "Metrics"
 */
export function checkQueries(input: PutMetricAlarmInput): void {
  const beside = ofOneMetric.find((name) => input[name] !== undefined && !isEmpty(input[name]));
  if (beside !== undefined) {
    throw invalidCombination(
      `The parameters ${beside} and Metrics are mutually exclusive and you have specified both.`,
    );
  }
  const queries = (input.Metrics ?? []).map(asQuery);
  checkEach(queries);
  const periods = new Set(queries.flatMap(({ metric, period }) => (metric === undefined ? [] : [period])));
  if (periods.size > 1) throw validation('All metrics of an alarm must have the same period.');
  const returned = queries.filter(({ id, returnData }) => returnData && id !== input.ThresholdMetricId);
  if (returned.length !== 1) throw validation('Exactly one element of the metrics list should return data.');
  checkLines(input, queries, returned[0]?.id ?? '');
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

function checkEach(queries: readonly MathQuery[]): void {
  const seen = new Set<string>();
  for (const { id, metric, expression, stat } of queries) {
    if (!/^[a-z]\w*$/.test(id)) throw validation(`The id ${id} of a metric must begin with a small letter.`);
    if (seen.has(id)) throw validation('The values for parameter Id in Metrics are not unique.');
    seen.add(id);
    if ((metric === undefined) === (expression === undefined)) {
      throw validation(`The metric ${id} must have either MetricStat or Expression.`);
    }
    if (metric !== undefined && parseStatistic(stat ?? '') === undefined) {
      throw validation(`The value ${stat} for parameter Stat of ${id} is not supported.`);
    }
    if (/\bSEARCH\s*\(/.test(expression ?? '')) throw validation('SEARCH is not supported on Metric Alarms.');
  }
  const metrics = queries.filter(({ metric }) => metric !== undefined);
  if (metrics.length > mostMetrics) throw validation(`An alarm can read at most ${mostMetrics} metrics.`);
}

/** Computes the alarm's expressions once, of one datapoint for each metric: what cannot be computed now never can. */
function checkLines(input: PutMetricAlarmInput, queries: readonly MathQuery[], watched: string): void {
  const period = periodOf(input);
  const lines = new Queries(queries, {
    start: 0,
    end: period * 1000,
    period,
    metric: ({ id }): TimeSeries => ({ label: id, times: [0], values: [1], period }),
    search: () => [],
    band: (_of, line) => [line, line],
  });
  const count = (id: string) => {
    try {
      return lines.lines(id).length;
    } catch (error) {
      if (error instanceof MetricMathError) throw validation(error.message);
      throw error;
    }
  };
  for (const { id } of queries) count(id);
  if (count(watched) !== 1) throw validation(`The expression ${watched} must come to one time series, not to several.`);
  const band = input.ThresholdMetricId;
  if (
    band !== undefined &&
    !/\bANOMALY_DETECTION_BAND\b/.test(queries.find(({ id }) => id === band)?.expression ?? '')
  ) {
    throw validation(`ThresholdMetricId ${band} is not the id of an ANOMALY_DETECTION_BAND expression.`);
  }
}
