import { type Distribution, type MetricIdentity, mergeAll, resolutionAt, rollUp } from '../../../core/metric/index.ts';
import type { Point } from './series.ts';
import type { CloudWatchState } from './state.ts';

/** The samples of one unit in the period that begins at `at`. */
export interface Period {
  readonly at: number;
  readonly unit: string;
  readonly samples: Distribution;
}

export interface Span {
  /** Where the first period begins, in milliseconds. */
  readonly start: number;
  /** Datapoints at or after it are left out. */
  readonly end: number;
  /** Seconds. */
  readonly period: number;
  /** The single values are wanted, for percentiles and the like. */
  readonly withValues: boolean;
}

/**
 * A metric's samples by period and unit, oldest first. Periods follow one another from the span's start: AWS aligns the start, not the
 * periods. Datapoints count in the resolution of their age; periods that are no multiple of it have none.
 * @see AWS, GetMetricStatistics, "Period"
 */
export function readPeriods(state: CloudWatchState, scope: string, metric: MetricIdentity, span: Span): Period[] {
  const series = state.metrics.find(scope, metric);
  if (series === undefined) return [];
  const units = Map.groupBy(
    state.metrics.points(series, span.start, span.end, span.withValues),
    ({ unit }: Point) => unit,
  );
  const now = state.now();
  const isFine = ({ at }: { at: number }) => span.period % (resolutionAt(at, now) ?? span.period) === 0;
  return [...units]
    .flatMap(([unit, points]) => byPeriod(rollUp(points, now).filter(isFine), span).map((each) => ({ ...each, unit })))
    .sort((a, b) => a.at - b.at || (a.unit < b.unit ? -1 : 1));
}

function byPeriod(points: readonly Omit<Point, 'unit'>[], { start, period }: Span): Omit<Period, 'unit'>[] {
  const length = period * 1000;
  const periods = new Map<number, Distribution[]>();
  for (const { at, samples } of points) {
    const begin = start + Math.floor((at - start) / length) * length;
    const parts = periods.get(begin) ?? [];
    periods.set(begin, parts);
    parts.push(samples);
  }
  return [...periods].map(([at, parts]) => ({ at, samples: mergeAll(parts) as Distribution }));
}
