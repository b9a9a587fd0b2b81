import { noEvent, type Row } from './row.ts';
import type { Value } from './values.ts';
import { latestFirst, type Whole } from './wholes.ts';

/** Rows kept before those that cannot come into the results are thrown away. */
const PRUNED_AT = 20_000;

/** Keeps what later commands need of rows that come in any order: only as many as may still come into the results. */
export class RowCollector {
  readonly #read: (row: Row) => Value[];
  readonly #early: readonly Whole[];
  #rows: readonly Row[] = [];
  #fresh: Row[] = [];

  /** @param early what decides which rows stay; none where all may be needed */
  constructor(read: (row: Row) => Value[], early: readonly Whole[]) {
    this.#read = read;
    this.#early = early;
  }

  add(row: Row): void {
    const { timestamp, order } = row.event;
    this.#fresh.push({ event: { ...noEvent, timestamp, order }, values: this.#read(row) });
    if (this.#fresh.length >= PRUNED_AT && this.#fresh.length > this.#rows.length) this.#merge();
  }

  /** Latest first. */
  rows(): readonly Row[] {
    this.#merge();
    return this.#rows;
  }

  #merge(): void {
    let rows = latestFirst([...this.#rows, ...this.#fresh]);
    for (const whole of this.#early) rows = whole(rows);
    // What is left is put back into the order it came in, so that the same commands find the same again.
    this.#rows = latestFirst(rows);
    this.#fresh = [];
  }
}
