import { finite } from './functions/kind.ts';
import { naturalOrder } from './natural-order.ts';
import { compareValues, keyOf, numberOf, owned, Timestamp, type Value } from './values.ts';

/** Gathers one column of one group. */
export interface Aggregate {
  /**
   * @param time the event's, ms since 1970; the same for all rows behind an earlier `stats`
   * @param order its place among events of that time
   */
  add(value: Value, time: number, order: number): void;
  result(): Value;
}

/** How many arguments each function of `stats` takes. */
export const aggregates: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['count', [0, 1]],
  ['count_over_time', [0, 1]],
  ['count_distinct', [1, 1]],
  ['sum', [1, 1]],
  ['sum_over_time', [1, 1]],
  ['avg', [1, 1]],
  ['min', [1, 1]],
  ['max', [1, 1]],
  ['stddev', [1, 1]],
  ['pct', [2, 2]],
  ['median', [1, 1]],
  ['rate', [2, 2]],
  ['values', [1, 1]],
  ['earliest', [1, 1]],
  ['latest', [1, 1]],
  ['sortsfirst', [1, 1]],
  ['sortslast', [1, 1]],
]);

/**
 * @param counting whether the call is `count(*)` or `count()`, which counts every event
 * @param parameter the second argument: the percentile, or the period of a rate in ms
 * @see CloudWatch Logs guide, "stats"
 */
export function createAggregate(name: string, counting: boolean, parameter: number): Aggregate {
  switch (name) {
    case 'count':
    case 'count_over_time':
      return counting ? new CountAll() : new Count();
    case 'count_distinct':
      return new Distinct((seen) => seen.size);
    case 'values':
      return new Distinct((seen) => [...seen.keys()].map(String).join(','));
    case 'sum':
    case 'sum_over_time':
    case 'avg':
    case 'stddev':
      return new Moments(name);
    case 'min':
      return new Extreme(-1, compareValues);
    case 'max':
      return new Extreme(1, compareValues);
    case 'sortsfirst':
      return new Extreme(-1, naturalOrder);
    case 'sortslast':
      return new Extreme(1, naturalOrder);
    case 'pct':
      return new Percentile(parameter);
    case 'median':
      return new Percentile(50);
    case 'rate':
      return new Rate(parameter);
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
    this.#count += 1;
  }

  result(): number {
    return this.#count;
  }
}

class Count implements Aggregate {
  #count = 0;

  add(value: Value): void {
    if (value !== undefined && value !== null) this.#count += 1;
  }

  result(): number {
    return this.#count;
  }
}

/** Exact, however many values there are. */
class Distinct implements Aggregate {
  readonly #seen = new Map<string | number, true>();
  readonly #result: (seen: ReadonlyMap<string | number, true>) => Value;

  constructor(result: (seen: ReadonlyMap<string | number, true>) => Value) {
    this.#result = result;
  }

  add(value: Value): void {
    const key = keyOf(value);
    if (key !== undefined && !this.#seen.has(key)) this.#seen.set(owned(key), true);
  }

  result(): Value {
    return this.#result(this.#seen);
  }
}

/** Sum, mean and (population) standard deviation, by Welford's method. */
class Moments implements Aggregate {
  readonly #kind: 'sum' | 'sum_over_time' | 'avg' | 'stddev';
  #count = 0;
  #sum = 0;
  #mean = 0;
  #squares = 0;

  constructor(kind: 'sum' | 'sum_over_time' | 'avg' | 'stddev') {
    this.#kind = kind;
  }

  add(value: Value): void {
    const number = numberOf(value);
    if (Number.isNaN(number)) return;
    this.#count += 1;
    this.#sum += number;
    const off = number - this.#mean;
    this.#mean += off / this.#count;
    this.#squares += off * (number - this.#mean);
  }

  result(): number | undefined {
    if (this.#count === 0) return undefined;
    if (this.#kind === 'avg') return finite(this.#sum / this.#count);
    return finite(this.#kind === 'stddev' ? Math.sqrt(this.#squares / this.#count) : this.#sum);
  }
}

/** The smallest or the largest. */
class Extreme implements Aggregate {
  readonly #way: -1 | 1;
  readonly #compare: (a: Value, b: Value) => number | undefined;
  #best: Value;

  constructor(way: -1 | 1, compare: (a: Value, b: Value) => number | undefined) {
    this.#way = way;
    this.#compare = compare;
  }

  add(value: Value): void {
    if (value === undefined || value === null) return;
    if (this.#best === undefined || (this.#compare(value, this.#best) ?? 0) * this.#way > 0) this.#best = owned(value);
  }

  result(): Value {
    return plain(this.#best);
  }
}

/** A time becomes its milliseconds since 1970, as AWS gives it; `fromMillis` makes a time of it again. */
const plain = (value: Value): Value => (value instanceof Timestamp ? value.ms : value);

/** Between the two nearest values, by place. */
class Percentile implements Aggregate {
  readonly #percent: number;
  readonly #values: number[] = [];

  constructor(percent: number) {
    this.#percent = Math.min(100, Math.max(0, percent));
  }

  add(value: Value): void {
    const number = numberOf(value);
    if (!Number.isNaN(number)) this.#values.push(number);
  }

  result(): number | undefined {
    if (this.#values.length === 0 || Number.isNaN(this.#percent)) return undefined;
    const sorted = Float64Array.from(this.#values).sort();
    const place = (this.#percent / 100) * (sorted.length - 1);
    const below = sorted[Math.floor(place)]!;
    const above = sorted[Math.ceil(place)]!;
    return finite(below + (above - below) * (place - Math.floor(place)));
  }
}

/** The value of the first or the last event that has the field. */
class AtTime implements Aggregate {
  readonly #way: -1 | 1;
  #time: number | undefined;
  #order = 0;
  #value: Value;

  constructor(way: -1 | 1) {
    this.#way = way;
  }

  add(value: Value, time: number, order: number): void {
    if (value === undefined || value === null) return;
    if (this.#time !== undefined && (time - this.#time || order - this.#order) * this.#way <= 0) return;
    this.#time = time;
    this.#order = order;
    this.#value = owned(value);
  }

  result(): Value {
    return plain(this.#value);
  }
}

/** How much a number changes from the first event to the last, in a period of time; 0 where it does not or has no time to. */
class Rate implements Aggregate {
  readonly #period: number;
  readonly #first = new AtTime(-1);
  readonly #last = new AtTime(1);
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;

  constructor(period: number) {
    this.#period = period;
  }

  add(value: Value, time: number, order: number): void {
    const number = numberOf(value);
    if (Number.isNaN(number)) return;
    this.#first.add(number, time, order);
    this.#last.add(number, time, order);
    this.#from = Math.min(this.#from, time);
    this.#to = Math.max(this.#to, time);
  }

  result(): number | undefined {
    const change = numberOf(this.#last.result()) - numberOf(this.#first.result());
    if (Number.isNaN(change)) return undefined;
    return this.#to === this.#from ? 0 : finite((change * this.#period) / (this.#to - this.#from));
  }
}
