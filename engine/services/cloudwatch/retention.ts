import { periodStart, rollUp, tiers } from '../../../core/metric/index.ts';
import type { Timer } from '../../clock.ts';
import type { Documents } from '../../store/index.ts';
import type { Point, Series } from './series.ts';
import type { CloudWatchState } from './state.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Every datapoint is finer than this resolution, in seconds: none is kept. */
const never = Number.MAX_SAFE_INTEGER;

/**
 * Rolls stored datapoints up as they age and lets go of what is expired, once a day. Reading does not depend on it: what is read is rolled
 * up to its age in any case.
 */
export class Retention {
  readonly #state: CloudWatchState;
  /** Until when everything is rolled up. */
  readonly #done: Documents<{ readonly at: number }>;
  #timer: Timer | undefined;

  constructor(state: CloudWatchState) {
    this.#state = state;
    this.#done = state.parts.store.documents('cloudwatch.retention');
    state.received.to(() => this.start());
  }

  /** Sets the timer, unless there is one or nothing is stored. */
  start(): void {
    if (this.#timer !== undefined || this.#state.metrics.all().next().done) return;
    const next = periodStart(this.#state.now(), day / 1000) + day;
    this.#timer = this.#state.parts.clock.at(next, () => {
      this.#timer = undefined;
      this.run();
      this.start();
    });
  }

  run(): void {
    const now = this.#state.now();
    const before = this.#done.get('', 'done')?.at ?? Number.NEGATIVE_INFINITY;
    this.#state.parts.store.write(() => {
      for (const series of [...this.#state.metrics.all()]) this.#age(series, before, now);
      this.#done.put('', 'done', { at: now });
    });
  }

  /** Every hour that has left a tier since the last time goes over to the next one, whole. */
  #age(series: Series, before: number, now: number): void {
    const { metrics } = this.#state;
    for (const [index, { keep }] of tiers.entries()) {
      const from = Math.max(0, periodStart(before - keep, 3600));
      const to = periodStart(now - keep, 3600);
      const resolution = tiers[index + 1]?.resolution ?? never;
      // Most metrics never had anything finer than a minute: writing them again would change nothing.
      if (from >= to || !metrics.hasFiner(series, from, to, resolution)) continue;
      metrics.replace(series, from, to, coarser(metrics.points(series, from, to), now));
    }
    const oldest = now - (tiers.at(-1)?.keep ?? 0) - hour;
    if (series.latest < oldest && series.activeAt < oldest) metrics.forget(series);
  }
}

function coarser(points: readonly Point[], now: number): Point[] {
  const units = Map.groupBy(points, ({ unit }) => unit);
  return [...units].flatMap(([unit, ofUnit]) => rollUp(ofUnit, now).map((point) => ({ ...point, unit })));
}
