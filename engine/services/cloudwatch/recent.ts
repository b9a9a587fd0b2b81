import { type Distribution, mergeAll } from '../../../core/metric/index.ts';
import type { Point } from './series.ts';

/** The latest datapoints of one metric, in order of time, for the alarms that look at it again and again. */
export class Recent {
  /** Nothing is known before this moment. */
  from: number;
  readonly #points: Point[];

  constructor(from: number, points: Point[]) {
    this.from = from;
    this.#points = points;
  }

  /** Adds a datapoint, or takes the place of the one of the same time and unit. */
  set(point: Point): void {
    if (point.at < this.from) return;
    let place = this.#points.length;
    while (place > 0 && after(this.#points[place - 1] as Point, point)) place--;
    const before = this.#points[place - 1];
    if (before?.at === point.at && before.unit === point.unit) this.#points[place - 1] = point;
    else this.#points.splice(place, 0, point);
  }

  /**
   * All samples of a period `[start, end)`: those of one unit, the first by name where none is asked for. Single values are merged
   * only where `withValues` asks for them.
   */
  samples(start: number, end: number, unit: string | undefined, withValues: boolean): Distribution | undefined {
    const parts: Distribution[] = [];
    let only = unit;
    for (let place = this.#first(start); place < this.#points.length; place++) {
      const point = this.#points[place] as Point;
      if (point.at >= end) break;
      if (unit === undefined && (only === undefined || point.unit < only)) {
        only = point.unit;
        parts.length = 0;
      }
      if (point.unit === only) parts.push(point.samples);
    }
    return withValues ? mergeAll(parts) : totals(parts);
  }

  /** Lets go of what lies before `from`. */
  prune(from: number): void {
    if (from <= this.from) return;
    this.#points.splice(0, this.#first(from));
    this.from = from;
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

const after = (a: Point, b: Point) => a.at > b.at || (a.at === b.at && a.unit > b.unit);

function totals(parts: readonly Distribution[]): Distribution | undefined {
  const [first] = parts;
  if (first === undefined || parts.length === 1) return first;
  let { count, sum, min, max } = first;
  for (let place = 1; place < parts.length; place++) {
    const part = parts[place] as Distribution;
    count += part.count;
    sum += part.sum;
    if (part.min < min) min = part.min;
    if (part.max > max) max = part.max;
  }
  return { count, sum, min, max, values: undefined, sketched: false };
}
