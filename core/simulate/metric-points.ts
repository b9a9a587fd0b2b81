import { type Distribution, distributionOf, mergeAll } from '../metric/index.ts';

/** The samples of one metric under one unit in one minute. */
interface Point {
  readonly at: number;
  readonly unit: string;
  samples: Distribution;
}

const minute = 60_000;

/** The latest datapoints of one metric, by the minute, as long as some alarm looks at them. Values come in the order of time. */
export class MetricPoints {
  #points: Point[] = [];
  /** What alarms no longer look at, for the messages' drawings. */
  #past: Point[] = [];

  /** Adds a value to the minute of `time`. */
  add(time: number, value: number, unit: string): void {
    const at = Math.floor(time / minute) * minute;
    const samples = distributionOf(value);
    for (let i = this.#points.length - 1; i >= 0 && this.#points[i]!.at === at; i -= 1) {
      const point = this.#points[i]!;
      if (point.unit !== unit) continue;
      point.samples = mergeAll([point.samples, samples]) ?? samples;
      return;
    }
    this.#points.push({ at, unit, samples });
  }

  /** All samples of `[start, end)` under one unit: the one asked for, else the first by name. */
  samples(start: number, end: number, unit: string | undefined): Distribution | undefined {
    return samplesIn(this.#points, start, end, unit);
  }

  /** The same of what has been let go too. */
  samplesOfPast(start: number, end: number, unit: string | undefined): Distribution | undefined {
    return samplesIn([...this.#past, ...this.#points], start, end, unit);
  }

  get isEmpty(): boolean {
    return this.#points.length === 0;
  }

  /** Lets go of what lies before `from`; of the past, what lies before `pastFrom`. */
  prune(from: number, pastFrom: number): void {
    const first = this.#points.findIndex(({ at }) => at >= from);
    if (first === 0) return;
    const gone = first < 0 ? this.#points : this.#points.slice(0, first);
    if (gone.length === 0) return;
    this.#past = [...this.#past.filter(({ at }) => at >= pastFrom), ...gone];
    this.#points = first < 0 ? [] : this.#points.slice(first);
  }
}

function samplesIn(points: readonly Point[], start: number, end: number, unit: string | undefined) {
  const inside = points.filter(({ at }) => at >= start && at < end);
  const chosen = unit ?? inside.map((point) => point.unit).sort()[0];
  return mergeAll(inside.filter((point) => point.unit === chosen).map(({ samples }) => samples));
}
