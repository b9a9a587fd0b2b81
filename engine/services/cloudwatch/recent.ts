import type { Window } from '../../../core/alarm/index.ts';
import {
  addTo,
  type Distribution,
  mergeAll,
  type OpenDistribution,
  opened,
  statisticOf,
} from '../../../core/metric/index.ts';
import type { Reading } from './alarms/look.ts';
import type { Point } from './series.ts';

/** A value for each period asked for; undefined where a period has none. */
export type Line = readonly (number | undefined)[];

/** Rows `[first, last)`, those of one unit where one is named. */
interface Rows {
  readonly first: number;
  readonly last: number;
  readonly unit: string | undefined;
}

/**
 * The latest datapoints of one metric, in order of time, for the alarms that look at it again and again. They lie in columns, of which a
 * statistic reads the one or two it is made of: an object for each datapoint would be looked for all over the memory.
 */
export class Recent {
  /** Nothing is known before this moment. */
  from: number;
  /** Single values are kept too, beside count, sum, minimum and maximum. */
  readonly withValues: boolean;
  /** Not all datapoints are of the same unit. */
  #severalUnits = false;
  readonly #at: number[] = [];
  readonly #unit: string[] = [];
  readonly #count: number[] = [];
  readonly #sum: number[] = [];
  readonly #min: number[] = [];
  readonly #max: number[] = [];
  readonly #samples: OpenDistribution[] = [];

  constructor(from: number, points: readonly Point[], withValues: boolean) {
    this.from = from;
    this.withValues = withValues;
    for (const point of points) this.add(point);
  }

  /** Adds samples to those of the same time and unit. */
  add({ at, unit, samples }: Point): void {
    if (at < this.from) return;
    let place = this.#at.length;
    while (place > 0 && this.#isAfter(place - 1, at, unit)) place--;
    const before = place - 1;
    if (before >= 0 && this.#at[before] === at && this.#unit[before] === unit) this.#addTo(before, samples);
    else this.#insert(place, { at, unit, samples });
  }

  /** @param windows periods that follow one another without a gap, oldest first */
  values(windows: readonly Window[], { statistic, unit }: Reading): Line {
    return this.#over(windows, unit, (rows) => {
      switch (statistic.kind) {
        case 'SampleCount':
          return this.#total(this.#count, rows);
        case 'Sum':
          return this.#total(this.#sum, rows);
        case 'Average':
          return this.#total(this.#sum, rows) / this.#total(this.#count, rows);
        case 'Minimum':
          return this.#least(this.#min, rows);
        case 'Maximum':
          return this.#most(this.#max, rows);
        default:
          return statisticOf(this.#merged(rows), statistic);
      }
    });
  }

  /** How many samples lie behind each of `values`. */
  counts(windows: readonly Window[], { unit }: Reading): Line {
    return this.#over(windows, unit, (rows) => this.#total(this.#count, rows));
  }

  /** Lets go of what lies before `from`. */
  prune(from: number): void {
    this.from = from;
    const gone = this.#first(from);
    const { length } = this.#at;
    for (const column of [this.#at, this.#unit, this.#count, this.#sum, this.#min, this.#max, this.#samples]) {
      if (column.length === length) column.splice(0, gone);
    }
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
    if (this.#unit.length > 0 && this.#unit[0] !== unit) this.#severalUnits = true;
    this.#at.splice(row, 0, at);
    this.#unit.splice(row, 0, unit);
    this.#count.splice(row, 0, samples.count);
    this.#sum.splice(row, 0, samples.sum);
    this.#min.splice(row, 0, samples.min);
    this.#max.splice(row, 0, samples.max);
    if (this.withValues) this.#samples.splice(row, 0, opened(samples));
  }

  /** Asks `value` of each period that has samples: of the unit asked for, else of the first by name. */
  #over(windows: readonly Window[], asked: string | undefined, value: (rows: Rows) => number | undefined): Line {
    let row = this.#first(windows[0]?.start ?? 0);
    return windows.map(({ end }) => {
      const first = row;
      while (row < this.#at.length && (this.#at[row] as number) < end) row++;
      if (first === row) return undefined;
      if (!this.#severalUnits && (asked === undefined || asked === this.#unit[first])) {
        return value({ first, last: row, unit: undefined });
      }
      const units = this.#unit.slice(first, row);
      const unit = asked ?? (units.toSorted()[0] as string);
      return units.includes(unit) ? value({ first, last: row, unit }) : undefined;
    });
  }

  #total(column: readonly number[], { first, last, unit }: Rows): number {
    let total = 0;
    for (let row = first; row < last; row++) {
      if (unit === undefined || this.#unit[row] === unit) total += column[row] as number;
    }
    return total;
  }

  #least(column: readonly number[], { first, last, unit }: Rows): number {
    let least = Number.POSITIVE_INFINITY;
    for (let row = first; row < last; row++) {
      if (unit === undefined || this.#unit[row] === unit) least = Math.min(least, column[row] as number);
    }
    return least;
  }

  #most(column: readonly number[], { first, last, unit }: Rows): number {
    let most = Number.NEGATIVE_INFINITY;
    for (let row = first; row < last; row++) {
      if (unit === undefined || this.#unit[row] === unit) most = Math.max(most, column[row] as number);
    }
    return most;
  }

  #merged({ first, last, unit }: Rows): Distribution {
    const rows = this.#samples.slice(first, last);
    return mergeAll(
      rows.filter((_, index) => unit === undefined || this.#unit[first + index] === unit),
    ) as Distribution;
  }

  /** The first row at or after a moment. */
  #first(start: number): number {
    let low = 0;
    let high = this.#at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#at[middle] as number) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
