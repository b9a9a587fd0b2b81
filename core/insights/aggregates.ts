import { compareValues, numberOf, textOf, type Value } from './values.ts';

/** How many arguments each function of `stats` takes. */
export const aggregates: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['count', [0, 1]],
  ['count_distinct', [1, 1]],
  ['sum', [1, 1]],
  ['avg', [1, 1]],
  ['min', [1, 1]],
  ['max', [1, 1]],
  ['stddev', [1, 1]],
  ['pct', [2, 2]],
  ['earliest', [1, 1]],
  ['latest', [1, 1]],
  ['sortsfirst', [1, 1]],
  ['sortslast', [1, 1]],
]);

/** Gathers one column of one group. */
export interface Aggregate {
  /** @param time the event's, ms since 1970; undefined after an earlier `stats` */
  add(args: readonly Value[], time: number | undefined): void;
  result(): Value;
}

/** @param counting whether the call is `count(*)` or `count()`, which counts every event */
export function createAggregate(name: string, counting: boolean): Aggregate {
  switch (name) {
    case 'count':
      return counting ? new CountAll() : new Count();
    case 'count_distinct':
      return new CountDistinct();
    case 'sum':
    case 'avg':
    case 'stddev':
      return new Moments(name);
    case 'min':
      return new Extreme(-1, false);
    case 'max':
      return new Extreme(1, false);
    case 'sortsfirst':
      return new Extreme(-1, true);
    case 'sortslast':
      return new Extreme(1, true);
    case 'pct':
      return new Percentile();
    case 'earliest':
      return new AtTime(-1);
    case 'latest':
      return new AtTime(1);
    default:
      throw new TypeError(`no aggregate ${name}`);
  }
}

class CountAll implements Aggregate {
  #count = 0;

  add(): void {
    this.#count++;
  }

  result(): number {
    return this.#count;
  }
}

class Count implements Aggregate {
  #count = 0;

  add([value]: readonly Value[]): void {
    if (textOf(value) !== undefined) this.#count++;
  }

  result(): number {
    return this.#count;
  }
}

/** Exact, however many values there are. */
class CountDistinct implements Aggregate {
  readonly #seen = new Set<string>();

  add([value]: readonly Value[]): void {
    const text = textOf(value);
    if (text !== undefined) this.#seen.add(text);
  }

  result(): number {
    return this.#seen.size;
  }
}

/** Sum, mean and (population) standard deviation, by Welford's method. */
class Moments implements Aggregate {
  readonly #kind: 'sum' | 'avg' | 'stddev';
  #count = 0;
  #sum = 0;
  #mean = 0;
  #squares = 0;

  constructor(kind: 'sum' | 'avg' | 'stddev') {
    this.#kind = kind;
  }

  add([value]: readonly Value[]): void {
    const number = numberOf(value);
    if (Number.isNaN(number)) return;
    this.#count++;
    this.#sum += number;
    const off = number - this.#mean;
    this.#mean += off / this.#count;
    this.#squares += off * (number - this.#mean);
  }

  result(): number | undefined {
    if (this.#count === 0) return undefined;
    if (this.#kind === 'sum') return this.#sum;
    return this.#kind === 'avg' ? this.#sum / this.#count : Math.sqrt(this.#squares / this.#count);
  }
}

/** The smallest or the largest: of numbers where there are any, or of texts. */
class Extreme implements Aggregate {
  readonly #way: -1 | 1;
  readonly #asText: boolean;
  #best: Value;

  constructor(way: -1 | 1, asText: boolean) {
    this.#way = way;
    this.#asText = asText;
  }

  add([value]: readonly Value[]): void {
    const text = textOf(value);
    if (text === undefined) return;
    if (this.#best === undefined || this.#compare(value, text) * this.#way > 0) this.#best = value;
  }

  result(): Value {
    return this.#best;
  }

  #compare(value: Value, text: string): number {
    const best = textOf(this.#best)!;
    if (this.#asText) return text < best ? -1 : text > best ? 1 : 0;
    return compareValues(value, this.#best) ?? 0;
  }
}

/** Between the two nearest values, by place. */
class Percentile implements Aggregate {
  readonly #values: number[] = [];
  #percent = 0;

  add([value, percent]: readonly Value[]): void {
    const number = numberOf(value);
    this.#percent = numberOf(percent);
    if (!Number.isNaN(number)) this.#values.push(number);
  }

  result(): number | undefined {
    if (this.#values.length === 0 || Number.isNaN(this.#percent)) return undefined;
    const sorted = Float64Array.from(this.#values).sort();
    const place = (Math.min(100, Math.max(0, this.#percent)) / 100) * (sorted.length - 1);
    const below = sorted[Math.floor(place)]!;
    const above = sorted[Math.ceil(place)]!;
    return below + (above - below) * (place - Math.floor(place));
  }
}

/** The value of the first or the last event by its time; of several at one time, of the first that came. */
class AtTime implements Aggregate {
  readonly #way: -1 | 1;
  #time: number | undefined;
  #value: Value;

  constructor(way: -1 | 1) {
    this.#way = way;
  }

  add([value]: readonly Value[], time = 0): void {
    if (textOf(value) === undefined) return;
    if (this.#time !== undefined && (time - this.#time) * this.#way <= 0) return;
    this.#time = time;
    this.#value = value;
  }

  result(): Value {
    return this.#value;
  }
}
