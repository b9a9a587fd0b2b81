import { type Distribution, distributionOf, mergeAll } from '../metric/index.ts';

/** The samples of one metric under one unit in one minute. */
interface Point {
  readonly at: number;
  readonly unit: string;
  samples: Distribution;
}

const minute = 60_000;

/** So many points nobody looks at any more are kept before they are let go all at once. */
const SPARE = 256;

/** The latest datapoints of one metric, by the minute, as long as some alarm looks at them. Values come in the order of time. */
export class MetricPoints {
  #points: Point[] = [];
  /** The first one alarms still look at; those before it are kept for the messages' drawings. */
  #first = 0;

  /** Adds a value to the minute of `time`. */
  add(time: number, value: number, unit: string): void {
    const at = Math.floor(time / minute) * minute;
    const samples = distributionOf(value);
    for (let i = this.#points.length - 1; i >= this.#first && this.#points[i]!.at === at; i -= 1) {
      const point = this.#points[i]!;
      if (point.unit !== unit) continue;
      point.samples = mergeAll([point.samples, samples]) ?? samples;
      return;
    }
    this.#points.push({ at, unit, samples });
  }

  /** All samples of `[start, end)` under one unit: the one asked for, else the first by name. */
  samples(start: number, end: number, unit: string | undefined): Distribution | undefined {
    return this.#samples(this.#first, start, end, unit);
  }

  /** The same of a time that alarms no longer look at. */
  samplesOfPast(start: number, end: number, unit: string | undefined): Distribution | undefined {
    return this.#samples(0, start, end, unit);
  }

  /** Is there nothing any alarm looks at? */
  get isEmpty(): boolean {
    return this.#first === this.#points.length;
  }

  /** Lets alarms look no further back than `from`; what lies before `pastFrom` is let go. */
  prune(from: number, pastFrom: number): void {
    while (this.#first < this.#points.length && this.#points[this.#first]!.at < from) this.#first += 1;
    if (this.#first < SPARE || this.#points[SPARE - 1]!.at >= pastFrom) return;
    this.#points = this.#points.slice(SPARE);
    this.#first -= SPARE;
  }

  #samples(from: number, start: number, end: number, unit: string | undefined): Distribution | undefined {
    const inside: Point[] = [];
    for (let i = from; i < this.#points.length; i += 1) {
      const point = this.#points[i]!;
      if (point.at >= start && point.at < end) inside.push(point);
    }
    const chosen = unit ?? inside.map((point) => point.unit).sort()[0];
    return mergeAll(inside.filter((point) => point.unit === chosen).map(({ samples }) => samples));
  }
}
