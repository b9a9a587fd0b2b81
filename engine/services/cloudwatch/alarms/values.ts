import type { Band, Window } from '../../../../core/alarm/index.ts';
import { statisticOf } from '../../../../core/metric/index.ts';
import type { CloudWatchState } from '../state.ts';
import type { MetricAlarmRecord } from './record.ts';
import { needsValues, type Watch } from './watch.ts';

/** What an alarm sees in its evaluation range; arrays run beside the periods, oldest first. */
export interface AlarmValues {
  readonly values: readonly (number | undefined)[];
  readonly sampleCounts?: readonly (number | undefined)[];
  readonly bands?: readonly (Band | undefined)[];
  /** Time of the latest datapoint of any metric it reads. */
  readonly latest: number;
}

/** Reads an alarm's datapoints. */
export function valuesOf(
  state: CloudWatchState,
  watch: Watch,
  _record: MetricAlarmRecord,
  windows: readonly Window[],
): AlarmValues {
  const { single, scope } = watch;
  if (single === undefined) return { values: windows.map(() => undefined), latest: 0 };
  const series = state.metrics.byKey(scope, single.metricKey);
  if (series === undefined) return { values: windows.map(() => undefined), latest: 0 };
  const recent = state.metrics.recent(series, windows[0]?.start ?? 0, watch.span);
  const withValues = needsValues(single.statistic);
  const samples = windows.map(({ start, end }) => recent.samples(start, end, single.unit, withValues));
  return {
    values: samples.map((each) => each && statisticOf(each, single.statistic)),
    sampleCounts: samples.map((each) => each?.count),
    latest: series.latest,
  };
}
