import {
  type AlarmState,
  type Between,
  evaluationInterval,
  evaluationRange,
  evaluationWindows,
  steadyBetween,
  type ThresholdAlarm,
  type Window,
} from '../../../../core/alarm/index.ts';
import { metricKey, needsValues, parseStatistic, type Statistic } from '../../../../core/metric/index.ts';
import type { MathQuery } from '../queries.ts';
import type { Series } from '../series.ts';
import { type MetricAlarmRecord, queriesOf, thresholdAlarm } from './record.ts';

/** How a metric is read. */
export interface Reading {
  readonly metricKey: string;
  readonly statistic: Statistic;
  /** The statistic needs the single values. */
  readonly withValues: boolean;
  readonly unit: string | undefined;
  /** The metric, once it was found. */
  series: Series | undefined;
}

/** undefined for an expression, or a statistic that is none. */
export function readingOf({ metric, stat = '', unit }: MathQuery): Reading | undefined {
  const statistic = parseStatistic(stat);
  if (metric === undefined || statistic === undefined) return undefined;
  return { metricKey: metricKey(metric), statistic, withValues: needsValues(statistic), unit, series: undefined };
}

/** The periods that alarms of the same period, number of periods and evaluation window look at. */
export class Frame {
  /** Milliseconds between two evaluations. */
  readonly step: number;
  /** How far back it looks, in milliseconds. */
  readonly span: number;
  readonly #alarm: ThresholdAlarm;
  #at = Number.NaN;
  #windows: readonly Window[] = [];

  constructor(alarm: ThresholdAlarm) {
    this.#alarm = alarm;
    this.step = evaluationInterval(alarm) * 1000;
    this.span = (evaluationRange(alarm) + 2) * alarm.period * 1000;
  }

  /** The same array for the same moment. */
  windows(at: number): readonly Window[] {
    if (at !== this.#at) this.#windows = evaluationWindows(this.#alarm, at);
    this.#at = at;
    return this.#windows;
  }
}

/** Equal for alarms that share a frame. */
export const frameKey = ({ period, evaluationPeriods, evaluationWindow }: ThresholdAlarm): string =>
  `${period} ${evaluationPeriods} ${JSON.stringify(evaluationWindow ?? null)}`;

/** A metric alarm prepared for being judged again and again. */
export interface Watch {
  readonly name: string;
  readonly alarm: ThresholdAlarm;
  /** It has Auto Scaling actions, which run every minute that its state lasts. */
  readonly repeats: boolean;
  /** The alarm's state, which a look at unchanged alarms needs no more of the record than. */
  state: AlarmState;
}

/** What one alarm on expressions looks at, or all that look at one metric in the same way. */
export interface Look {
  readonly scope: string;
  readonly frame: Frame;
  /** undefined for expressions. */
  readonly reading: Reading | undefined;
  /** Every metric it reads, as `scope key`. */
  readonly metrics: readonly string[];
  readonly watches: Set<Watch>;
  /** Values that leave the states of all its alarms as they are; undefined until it is known. */
  steady: Between | undefined;
  /** It is evaluated whenever it is due. */
  awake: boolean;
  /** Its last evaluation could not be made. */
  failed: boolean;
}

/** The name of a metric or alarm among all accounts and regions. */
export const globalKey = (scope: string, key: string): string => `${scope} ${key}`;

/** Equal for alarms that look at the same. */
export function lookKey(scope: string, record: MetricAlarmRecord): string {
  const [query, another] = queriesOf(record);
  if (query?.metric === undefined || another !== undefined) return globalKey(scope, `expressions of ${record.name}`);
  const { metric, stat, unit = '' } = query;
  return globalKey(scope, [metricKey(metric), stat, unit, frameKey(thresholdAlarm(record))].join('\n'));
}

export function lookOf(scope: string, record: MetricAlarmRecord, frame: Frame): Look {
  const queries = queriesOf(record);
  return {
    scope,
    frame,
    reading: queries.length === 1 ? readingOf(queries[0] as MathQuery) : undefined,
    metrics: queries.flatMap(({ metric }) => (metric ? [globalKey(scope, metricKey(metric))] : [])),
    watches: new Set(),
    steady: undefined,
    awake: false,
    failed: false,
  };
}

export function watchOf(record: MetricAlarmRecord): Watch {
  const { input } = record;
  return {
    name: record.name,
    alarm: thresholdAlarm(record),
    repeats: [input.AlarmActions, input.OKActions, input.InsufficientDataActions].some((arns) =>
      arns?.some((arn) => arn.includes(':autoscaling:')),
    ),
    state: record.state.state,
  };
}

/** Auto Scaling actions repeat however steady the values are. */
export function steadyFor(watches: Iterable<Watch>): Between {
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { alarm, state, repeats } of watches) {
    const steady = steadyBetween(alarm, state);
    low = Math.max(low, repeats ? Number.POSITIVE_INFINITY : steady.low);
    high = Math.min(high, steady.high);
  }
  return { low, high };
}
