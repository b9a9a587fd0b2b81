import {
  type AlarmState,
  evaluationInterval,
  evaluationRange,
  type ThresholdAlarm,
} from '../../../../core/alarm/index.ts';
import { metricKey, needsValues, parseStatistic, type Statistic } from '../../../../core/metric/index.ts';
import type { MathQuery } from '../queries.ts';
import type { Series } from '../series.ts';
import { type MetricAlarmRecord, queriesOf, thresholdAlarm } from './record.ts';

/** How a metric is read. */
export interface Reading {
  readonly metricKey: string;
  /** The statistic as its name is written, and what that means. */
  readonly name: string;
  readonly statistic: Statistic;
  /** The statistic needs the single values. */
  readonly withValues: boolean;
  readonly unit: string | undefined;
  /** The metric, once it was found. */
  series: Series | undefined;
}

/** undefined for an expression, or a statistic that is none. */
export function readingOf({ metric, stat: name = '', unit }: MathQuery): Reading | undefined {
  const statistic = parseStatistic(name);
  if (metric === undefined || statistic === undefined) return undefined;
  return { metricKey: metricKey(metric), name, statistic, withValues: needsValues(statistic), unit, series: undefined };
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
  /** The alarm's state, which a look at unchanged alarms needs no more of the record than. */
  state: AlarmState;
  /** It is evaluated whenever it is due. */
  awake: boolean;
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
    state: record.state.state,
    awake: false,
    failed: false,
  };
}
