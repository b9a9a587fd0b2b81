import type { Window } from '../../../core/alarm/index.ts';
import { addTo, type Distribution, mergeAll, type OpenDistribution, opened } from '../../../core/metric/index.ts';
import type { Point } from './series.ts';

type Samples = readonly (Distribution | undefined)[];

interface OpenPoint extends Point {
  readonly samples: OpenDistribution;
}

/** The latest datapoints of one metric, in order of time, for the alarms that look at it again and again. */
export class Recent {
  /** Nothing is known before this moment. */
  from: number;
  readonly #points: OpenPoint[] = [];
  /** What was looked up for the present moment. */
  readonly #seen: { windows: readonly Window[]; unit: string | undefined; withValues: boolean; samples: Samples }[] =
    [];
  #seenUntil = 0;

  constructor(from: number, points: readonly Point[]) {
    this.from = from;
    for (const point of points) this.add(point);
  }

  /** Adds samples to those of the same time and unit. */
  add({ at, unit, samples }: Point): void {
    if (at < this.from) return;
    this.#seen.length = 0;
    let place = this.#points.length;
    while (place > 0 && after(this.#points[place - 1] as Point, at, unit)) place--;
    const before = this.#points[place - 1];
    if (before?.at === at && before.unit === unit) addTo(before.samples, samples);
    else this.#points.splice(place, 0, { at, unit, samples: opened(samples) });
  }

  /**
   * The samples of each period, looked up once however many alarms look through the same windows.
   * @param windows the same array for the same periods
   */
  over(windows: readonly Window[], unit: string | undefined, withValues: boolean): Samples {
    const end = windows.at(-1)?.end ?? 0;
    if (end !== this.#seenUntil) {
      this.#seen.length = 0;
      this.#seenUntil = end;
    }
    for (const each of this.#seen) {
      if (each.windows === windows && each.unit === unit && each.withValues === withValues) return each.samples;
    }
    const samples = windows.map(({ start, end }) => this.samples(start, end, unit, withValues));
    this.#seen.push({ windows, unit, withValues, samples });
    return samples;
  }

  /**
   * All samples of a period `[start, end)`: those of one unit, the first by name where none is asked for. Single values are merged
   * only where `withValues` asks for them.
   */
  samples(start: number, end: number, unit: string | undefined, withValues: boolean): Distribution | undefined {
    const first = this.#first(start);
    const last = this.#first(end);
    const only = unit ?? this.#firstUnit(first, last);
    if (withValues) {
      const points = this.#points.slice(first, last).filter((point) => point.unit === only);
      return mergeAll(points.map(({ samples }) => samples));
    }
    return this.#totals(first, last, only);
  }

  /** Lets go of what lies before `from`. */
  prune(from: number): void {
    if (from <= this.from) return;
    this.#points.splice(0, this.#first(from));
    this.from = from;
  }

  #firstUnit(first: number, last: number): string | undefined {
    let unit: string | undefined;
    for (let place = first; place < last; place++) {
      const has = (this.#points[place] as Point).unit;
      if (unit === undefined || has < unit) unit = has;
    }
    return unit;
  }

  /** Count, sum, minimum and maximum; most periods have one datapoint, whose own samples will do. */
  #totals(first: number, last: number, unit: string | undefined): Distribution | undefined {
    let one: Distribution | undefined;
    let all: OpenDistribution | undefined;
    for (let place = first; place < last; place++) {
      const point = this.#points[place] as Point;
      if (point.unit !== unit) continue;
      const { samples } = point;
      if (one === undefined) {
        one = samples;
        continue;
      }
      all ??= { ...one, values: undefined, sketched: false };
      all.count += samples.count;
      all.sum += samples.sum;
      if (samples.min < all.min) all.min = samples.min;
      if (samples.max > all.max) all.max = samples.max;
    }
    return all ?? one;
  }

  #first(start: number): number {
    let low = 0;
    let high = this.#points.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#points[middle] as Point).at < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const after = (point: Point, at: number, unit: string) => point.at > at || (point.at === at && point.unit > unit);
