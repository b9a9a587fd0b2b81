import { owned } from '../../../core/insights/index.ts';
import type { FieldValue } from '../../../core/log-formats/index.ts';

/** A field with more values than this is read from the messages: a table of them would save nothing. */
const MOST_VALUES = 50_000;
/** Bytes of all columns, at most. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Chunks whose times are kept, at most. */
const MOST_CHUNKS = 200_000;
/** What a column costs for each chunk, beside two bytes an event. */
const CHUNK_BYTES = 150;

/** The values of one field, by chunk and event: numbers of entries in a table of values. The entry 0 is a missing value. */
export class Column {
  readonly values: FieldValue[] = [undefined];
  readonly #numbers = new Map<FieldValue, number>([[undefined, 0]]);
  readonly #chunks = new Map<number, Uint16Array>();
  bytes = 0;
  /** Whether the field has too many values, or such as no table takes. */
  tooWide = false;

  of(chunk: number): Uint16Array | undefined {
    return this.#chunks.get(chunk);
  }

  /** @param codes each from `number` */
  keep(chunk: number, codes: Uint16Array): void {
    this.#chunks.set(chunk, codes);
    this.bytes += codes.byteLength + CHUNK_BYTES;
  }

  /** The number of a value, given to it when it first comes. */
  number(value: FieldValue): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    if (typeof value === 'object' || this.values.length === MOST_VALUES) {
      this.#giveUp();
      return 0;
    }
    const kept = owned(value);
    const number = this.values.push(kept) - 1;
    this.#numbers.set(kept, number);
    return number;
  }

  #giveUp(): void {
    this.tooWide = true;
    this.#chunks.clear();
    this.#numbers.clear();
    this.values.length = 1;
    this.bytes = 0;
  }
}

/**
 * Fields that queries have asked every event for, kept as columns in memory: the next query over the same events reads no message for them.
 * Chunks never change, so nothing has to be brought up to date; the column longest unused goes when memory is short.
 */
export class Columns {
  /** Milliseconds of a chunk's events since its first, by chunk. */
  readonly #times = new Map<number, Uint32Array>();
  /** By field, the one used last at the end. */
  readonly #columns = new Map<string, Column>();

  /** @returns undefined for a field that is better read from the messages */
  column(field: string): Column | undefined {
    const column = this.#columns.get(field) ?? new Column();
    this.#columns.delete(field);
    this.#columns.set(field, column);
    this.#makeRoom();
    return column.tooWide ? undefined : column;
  }

  times(chunk: number): Uint32Array | undefined {
    return this.#times.get(chunk);
  }

  keepTimes(chunk: number, times: Uint32Array): void {
    if (this.#times.size === MOST_CHUNKS) this.#times.clear();
    this.#times.set(chunk, times);
  }

  #makeRoom(): void {
    let bytes = 0;
    for (const column of this.#columns.values()) bytes += column.bytes;
    for (const [field, column] of this.#columns) {
      if (bytes <= MOST_BYTES || this.#columns.size === 1) return;
      this.#columns.delete(field);
      bytes -= column.bytes;
    }
  }
}
