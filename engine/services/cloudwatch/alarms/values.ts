import type { Band, Window } from '../../../../core/alarm/index.ts';
import type { Distribution } from '../../../../core/metric/index.ts';
import { MetricMathError, type TimeSeries } from '../../../../core/metric-math/index.ts';
import { type MathQuery, Queries } from '../queries.ts';
import type { CloudWatchState } from '../state.ts';
import { type MetricAlarmRecord, queriesOf } from './record.ts';
import { type Reading, readingOf, type Watch } from './watch.ts';

/** What an alarm sees in its evaluation range; arrays run beside the periods, oldest first. */
export interface AlarmValues {
  readonly values: readonly (number | undefined)[];
  /** The samples behind the values, for an alarm on one metric. */
  readonly samples?: readonly (Distribution | undefined)[];
  readonly bands?: readonly (Band | undefined)[];
  /** Time of the latest datapoint of any metric it reads. */
  readonly latest: number;
}

/** Reads an alarm's datapoints. */
export function valuesOf(state: CloudWatchState, watch: Watch, windows: readonly Window[]): AlarmValues {
  if (watch.single === undefined) return computed(state, watch, windows);
  return seenOf(state, watch, watch.single, windows);
}

function seenOf(state: CloudWatchState, watch: Watch, reading: Reading, windows: readonly Window[]) {
  if (!reading.series || reading.series.forgotten) {
    reading.series = state.metrics.byKey(watch.scope, reading.metricKey);
  }
  const { series } = reading;
  if (series === undefined) {
    const none = windows.map(() => undefined);
    return { samples: none, values: none, latest: 0 };
  }
  const recent = state.metrics.recent(series, windows[0]?.start ?? 0, watch.span, reading.withValues);
  const { samples, values } = recent.over(windows, reading);
  return { samples, values, latest: series.latest };
}

/** An alarm on expressions: every metric is read over the alarm's own windows, which is where its periods begin. */
function computed(state: CloudWatchState, watch: Watch, windows: readonly Window[]): AlarmValues {
  const record = state.alarms.get(watch.scope, watch.name) as MetricAlarmRecord;
  let latest = 0;
  const queries: readonly MathQuery[] = queriesOf(record);
  const starts = windows.map(({ start }) => start);
  const lines = new Queries(queries, {
    start: starts[0] ?? 0,
    end: windows.at(-1)?.end ?? 0,
    period: watch.alarm.period,
    metric: (query) => {
      const reading = readingOf(query);
      if (reading === undefined) throw new MetricMathError(`${query.stat} is not a statistic`);
      const seen = seenOf(state, watch, reading, windows);
      latest = Math.max(latest, seen.latest);
      const points = seen.values.flatMap((value, index) =>
        value === undefined ? [] : [[starts[index] as number, value] as const],
      );
      const label = query.metric?.name ?? '';
      return { label, times: points.map(([at]) => at), values: points.map(([, value]) => value), period: query.period };
    },
    search: () => {
      throw new MetricMathError('SEARCH cannot be used in an alarm');
    },
    band: (of, line, deviations) => state.bands.of(watch.scope, queries, of, line, deviations),
  });
  const threshold = record.input.ThresholdMetricId;
  const watched = queries.find((query) => query.id !== threshold && returned(record, query.id));
  const at = (line: TimeSeries | undefined) => {
    const known = new Map(line?.times.map((time, index) => [time, line.values[index] as number]));
    return starts.map((start) => known.get(start));
  };
  const values = at(lines.lines(watched?.id ?? '')[0]);
  const band = threshold === undefined ? undefined : lines.lines(threshold);
  const [upper, lower] = [at(band?.[0]), at(band?.[1])];
  const bands = band && starts.map((_, index) => bandOf(lower[index], upper[index]));
  return { values: values.map((value, index) => (bands && !bands[index] ? undefined : value)), bands, latest };
}

const returned = (record: MetricAlarmRecord, id: string) =>
  record.input.Metrics?.find((query) => query.Id === id)?.ReturnData !== false;

const bandOf = (lower: number | undefined, upper: number | undefined): Band | undefined =>
  lower === undefined || upper === undefined ? undefined : { lower, upper };
