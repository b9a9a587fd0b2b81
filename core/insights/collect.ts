import { noEvent, type Row } from './row.ts';
import type { Value } from './values.ts';
import { latestFirst, type Whole } from './wholes.ts';

/** Rows kept before those that cannot come into the results are thrown away. */
const PRUNED_AT = 20_000;
/** The same where only some of the latest rows stay: the sooner it is known which, the fewer are read. */
const MERGED_AT = 64;

/** What decides which rows stay, as far as that is known before the last has come. */
export interface Early {
  /** Commands that may run over a part of the rows; none where all rows may be needed. */
  readonly wholes: readonly Whole[];
  /** Where only the latest rows stay: how many. */
  readonly latest: number | undefined;
}

/** Keeps what later commands need of rows that come in any order: only as many as may still come into the results. */
export class RowCollector {
  readonly #read: (row: Row) => Value[];
  readonly #early: Early;
  readonly #mergedAt: number;
  #rows: readonly Row[] = [];
  #fresh: Row[] = [];
  /** Rows before this moment do not come into the results any more. */
  #cutoff = Number.NEGATIVE_INFINITY;

  constructor(read: (row: Row) => Value[], early: Early) {
    this.#read = read;
    this.#early = early;
    this.#mergedAt = early.latest === undefined ? PRUNED_AT : Math.min(PRUNED_AT, Math.max(MERGED_AT, early.latest));
  }

  add(row: Row): void {
    const { timestamp, order } = row.event;
    if (timestamp < this.#cutoff) return;
    this.#fresh.push({ event: { ...noEvent, timestamp, order }, values: this.#read(row) });
    if (this.#fresh.length >= this.#mergedAt && this.#fresh.length >= this.#rows.length) this.#merge();
  }

  /** Latest first. */
  rows(): readonly Row[] {
    this.#merge();
    return this.#rows;
  }

  #merge(): void {
    const { wholes, latest } = this.#early;
    let rows = latestFirst([...this.#rows, ...this.#fresh]);
    for (const whole of wholes) rows = whole(rows);
    // What is left is put back into the order it came in, so that the same commands find the same again.
    this.#rows = latestFirst(rows);
    this.#fresh = [];
    if (latest !== undefined && rows.length >= latest) this.#cutoff = this.#rows[latest - 1]!.event.timestamp;
  }
}
