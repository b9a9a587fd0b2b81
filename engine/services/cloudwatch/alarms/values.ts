import type { Band, Window } from '../../../../core/alarm/index.ts';
import { MetricMathError, type TimeSeries } from '../../../../core/metric-math/index.ts';
import { type MathQuery, Queries } from '../queries.ts';
import type { Line } from '../recent.ts';
import type { CloudWatchState } from '../state.ts';
import { type Look, type Reading, readingOf } from './look.ts';
import { type MetricAlarmRecord, periodOf, queriesOf } from './record.ts';

/** What alarms see in their evaluation range; arrays run beside the periods, oldest first. */
export interface AlarmValues {
  readonly values: Line;
  /** How many samples are behind the values; undefined for expressions. Only changes of a state ask. */
  counts(): Line | undefined;
  readonly bands?: readonly (Band | undefined)[];
  /** Time of the latest datapoint of any metric read. */
  readonly latest: number;
}

/** Reads what there is in the periods that alarms look at. */
export function valuesOf(state: CloudWatchState, look: Look, windows: readonly Window[]): AlarmValues {
  if (look.reading === undefined) return computed(state, look, windows);
  return seenOf(state, look, look.reading, windows);
}

function seenOf(state: CloudWatchState, look: Look, reading: Reading, windows: readonly Window[]): AlarmValues {
  if (!reading.series || reading.series.forgotten) {
    reading.series = state.metrics.byKey(look.scope, reading.metricKey);
  }
  const { series } = reading;
  if (series === undefined) {
    const none = windows.map(() => undefined);
    return { values: none, counts: () => none, latest: 0 };
  }
  const recent = state.metrics.recent(series, windows, look.frame.span, reading.withValues);
  const counts = () => recent.counts(windows, reading);
  return { values: recent.values(windows, reading), counts, latest: series.latest };
}

/** An alarm on expressions: every metric is read over the alarm's own windows, which is where its periods begin. */
function computed(state: CloudWatchState, look: Look, windows: readonly Window[]): AlarmValues {
  const [watch] = look.watches;
  const record = state.alarms.get(look.scope, watch?.name ?? '') as MetricAlarmRecord;
  let latest = 0;
  const queries: readonly MathQuery[] = queriesOf(record);
  const starts = windows.map(({ start }) => start);
  const lines = new Queries(queries, {
    start: starts[0] ?? 0,
    end: windows.at(-1)?.end ?? 0,
    period: periodOf(record.input),
    metric: (query) => {
      const reading = readingOf(query);
      if (reading === undefined) throw new MetricMathError(`${query.stat} is not a statistic`);
      const seen = seenOf(state, look, reading, windows);
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
    band: (of, line, deviations) => state.bands.of(look.scope, queries, of, line, deviations),
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
  const judged = values.map((value, index) => (bands && !bands[index] ? undefined : value));
  return { values: judged, counts: () => undefined, bands, latest };
}

const returned = (record: MetricAlarmRecord, id: string) =>
  record.input.Metrics?.find((query) => query.Id === id)?.ReturnData !== false;

const bandOf = (lower: number | undefined, upper: number | undefined): Band | undefined =>
  lower === undefined || upper === undefined ? undefined : { lower, upper };
