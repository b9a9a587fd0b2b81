import { evaluationInterval, evaluationRange, type ThresholdAlarm } from '../../../../core/alarm/index.ts';
import { metricKey, parseStatistic, type Statistic } from '../../../../core/metric/index.ts';
import type { MathQuery } from '../queries.ts';
import { type MetricAlarmRecord, queriesOf, thresholdAlarm } from './record.ts';

/** How a metric is read. */
export interface Reading {
  readonly metricKey: string;
  readonly statistic: Statistic;
  readonly unit: string | undefined;
}

/** undefined for an expression, or a statistic that is none. */
export function readingOf({ metric, stat, unit }: MathQuery): Reading | undefined {
  const statistic = parseStatistic(stat ?? '');
  return metric === undefined || statistic === undefined
    ? undefined
    : { metricKey: metricKey(metric), statistic, unit };
}

/** A metric alarm prepared for being evaluated again and again. */
export interface Watch {
  readonly scope: string;
  readonly name: string;
  readonly alarm: ThresholdAlarm;
  /** The one metric of an alarm without expressions. */
  readonly single: Reading | undefined;
  /** Every metric it reads, as `scope key`. */
  readonly metrics: readonly string[];
  /** Milliseconds between two evaluations. */
  readonly step: number;
  /** Equal for alarms that look at the same periods. */
  readonly windows: string;
  /** It has Auto Scaling actions, which run every minute that its state lasts. */
  readonly repeats: boolean;
  /** How far back it looks, in milliseconds. */
  readonly span: number;
  /** Its last evaluation could not be made. */
  failed: boolean;
}

/** The name of a metric among all accounts and regions. */
export const globalKey = (scope: string, key: string): string => `${scope} ${key}`;

export function watchOf(scope: string, record: MetricAlarmRecord): Watch {
  const alarm = thresholdAlarm(record);
  const queries = queriesOf(record);
  const { input } = record;
  return {
    scope,
    name: record.name,
    alarm,
    single: queries.length === 1 ? readingOf(queries[0] as MathQuery) : undefined,
    metrics: queries.flatMap(({ metric }) => (metric ? [globalKey(scope, metricKey(metric))] : [])),
    step: evaluationInterval(alarm) * 1000,
    windows: `${alarm.period} ${alarm.evaluationPeriods} ${JSON.stringify(alarm.evaluationWindow ?? null)}`,
    repeats: [input.AlarmActions, input.OKActions, input.InsufficientDataActions].some((arns) =>
      arns?.some((arn) => arn.includes(':autoscaling:')),
    ),
    span: (evaluationRange(alarm) + 2) * alarm.period * 1000,
    failed: false,
  };
}
