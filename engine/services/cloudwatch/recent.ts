import type { Window } from '../../../core/alarm/index.ts';
import {
  addTo,
  type Distribution,
  mergeAll,
  type OpenDistribution,
  opened,
  statisticOf,
} from '../../../core/metric/index.ts';
import type { Reading } from './alarms/watch.ts';
import type { Point } from './series.ts';

/** What one reading of a metric gives; arrays run beside the periods asked for. */
export interface Seen {
  readonly samples: readonly (Distribution | undefined)[];
  readonly values: readonly (number | undefined)[];
}

interface Known extends Seen {
  readonly windows: readonly Window[];
  readonly reading: Reading;
}

/**
 * The latest datapoints of one metric, in order of time, for the alarms that look at it again and again. They lie in columns: an alarm
 * that looks a day back reads a few kilobytes, where an object for each datapoint would be looked for all over the memory.
 */
export class Recent {
  /** Nothing is known before this moment. */
  from: number;
  /** Single values are kept too, beside count, sum, minimum and maximum. */
  readonly withValues: boolean;
  /** Rows before it are let go of. */
  #head = 0;
  readonly #at: number[] = [];
  readonly #unit: string[] = [];
  readonly #count: number[] = [];
  readonly #sum: number[] = [];
  readonly #min: number[] = [];
  readonly #max: number[] = [];
  readonly #samples: OpenDistribution[] = [];
  /** What was looked up for the present moment. */
  readonly #known: Known[] = [];
  #knownUntil = 0;

  constructor(from: number, points: readonly Point[], withValues: boolean) {
    this.from = from;
    this.withValues = withValues;
    for (const point of points) this.add(point);
  }

  /** Adds samples to those of the same time and unit. */
  add({ at, unit, samples }: Point): void {
    if (at < this.from) return;
    this.#known.length = 0;
    let place = this.#at.length;
    while (place > this.#head && this.#isAfter(place - 1, at, unit)) place--;
    const before = place - 1;
    if (before >= this.#head && this.#at[before] === at && this.#unit[before] === unit) this.#addTo(before, samples);
    else this.#insert(place, { at, unit, samples });
  }

  /**
   * The samples of each period and their statistic, looked up once however many alarms look through the same windows.
   * @param windows the same array for the same periods
   */
  over(windows: readonly Window[], reading: Reading): Seen {
    const end = windows.at(-1)?.end ?? 0;
    if (end !== this.#knownUntil) {
      this.#known.length = 0;
      this.#knownUntil = end;
    }
    for (const each of this.#known) {
      if (each.windows === windows && each.reading.unit === reading.unit && each.reading.name === reading.name) {
        return each;
      }
    }
    const samples = windows.map((window) => this.#in(window, reading));
    const values = samples.map((each) => each && statisticOf(each, reading.statistic));
    const seen = { windows, reading, samples, values };
    this.#known.push(seen);
    return seen;
  }

  /** Lets go of what lies before `from`. */
  prune(from: number): void {
    if (from <= this.from) return;
    this.from = from;
    this.#head = this.#first(from);
    if (this.#head < 64 || this.#head * 2 < this.#at.length) return;
    for (const column of this.#columns()) column.splice(0, this.#head);
    this.#head = 0;
  }

  #columns(): unknown[][] {
    return [this.#at, this.#unit, this.#count, this.#sum, this.#min, this.#max, this.#samples];
  }

  #isAfter(row: number, at: number, unit: string): boolean {
    const has = this.#at[row] as number;
    return has > at || (has === at && (this.#unit[row] as string) > unit);
  }

  #addTo(row: number, samples: Distribution): void {
    this.#count[row] = (this.#count[row] as number) + samples.count;
    this.#sum[row] = (this.#sum[row] as number) + samples.sum;
    this.#min[row] = Math.min(this.#min[row] as number, samples.min);
    this.#max[row] = Math.max(this.#max[row] as number, samples.max);
    if (this.withValues) addTo(this.#samples[row] as OpenDistribution, samples);
  }

  #insert(row: number, { at, unit, samples }: Point): void {
    this.#at.splice(row, 0, at);
    this.#unit.splice(row, 0, unit);
    this.#count.splice(row, 0, samples.count);
    this.#sum.splice(row, 0, samples.sum);
    this.#min.splice(row, 0, samples.min);
    this.#max.splice(row, 0, samples.max);
    if (this.withValues) this.#samples.splice(row, 0, opened(samples));
  }

  /** All samples of a period `[start, end)`: those of one unit, the first by name where none is asked for. */
  #in({ start, end }: Window, { unit, withValues }: Reading): Distribution | undefined {
    const first = this.#first(start);
    const last = this.#first(end);
    const only = unit ?? this.#firstUnit(first, last);
    if (!withValues) return this.#totals(first, last, only);
    return mergeAll(this.#samples.slice(first, last).filter((_, index) => this.#unit[first + index] === only));
  }

  #firstUnit(first: number, last: number): string | undefined {
    let unit: string | undefined;
    for (let row = first; row < last; row++) {
      const has = this.#unit[row] as string;
      if (unit === undefined || has < unit) unit = has;
    }
    return unit;
  }

  /** Count, sum, minimum and maximum. */
  #totals(first: number, last: number, unit: string | undefined): Distribution | undefined {
    let count = 0;
    let sum = 0;
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    let rows = 0;
    for (let row = first; row < last; row++) {
      if (this.#unit[row] !== unit) continue;
      rows++;
      count += this.#count[row] as number;
      sum += this.#sum[row] as number;
      min = Math.min(min, this.#min[row] as number);
      max = Math.max(max, this.#max[row] as number);
    }
    return rows === 0 ? undefined : { count, sum, min, max, values: undefined, sketched: false };
  }

  #first(start: number): number {
    let low = this.#head;
    let high = this.#at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#at[middle] as number) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
