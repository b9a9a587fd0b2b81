import type { RecordKind, SimulatedRecord } from '../core/simulate/index.ts';

/** Where something lies in an archive's bytes: `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One CloudTrail record where it lies in an archive's bytes. Its text is made when someone asks, and not kept. */
export class ArchivedRecord implements SimulatedRecord {
  /** eventTime, milliseconds since 1970. */
  readonly time: number;
  readonly kind: RecordKind;
  readonly #bytes: Buffer;
  readonly #start: number;
  readonly #end: number;
  readonly #idStart: number;
  readonly #idEnd: number;

  /** @param id where the eventID's JSON value lies; without one the whole record stands for it */
  constructor(time: number, kind: RecordKind, bytes: Buffer, record: Span, id: Span = record) {
    this.time = time;
    this.kind = kind;
    this.#bytes = bytes;
    this.#start = record.start;
    this.#end = record.end;
    this.#idStart = id.start;
    this.#idEnd = id.end;
  }

  /** The record as JSON. */
  get text(): string {
    return this.#bytes.toString('utf8', this.#start, this.#end);
  }

  /** Empty where the record has none. */
  get eventID(): string {
    if (this.#idStart === this.#start) return '';
    return String(JSON.parse(this.#bytes.toString('utf8', this.#idStart, this.#idEnd)));
  }

  /** Bytes of the text. */
  get size(): number {
    return this.#end - this.#start;
  }

  /** The order in which records are played: by eventTime, then by eventID. */
  static compare(a: ArchivedRecord, b: ArchivedRecord): number {
    if (a.time !== b.time) return a.time - b.time;
    const left = a.#bytes;
    const right = b.#bytes;
    const length = Math.min(a.#idEnd - a.#idStart, b.#idEnd - b.#idStart);
    for (let i = 0; i < length; i += 1) {
      const difference = left[a.#idStart + i]! - right[b.#idStart + i]!;
      if (difference !== 0) return difference;
    }
    return a.#idEnd - a.#idStart - (b.#idEnd - b.#idStart);
  }

  /** Is this a second delivery of the same event? */
  isRepeatOf(other: ArchivedRecord): boolean {
    return ArchivedRecord.compare(this, other) === 0;
  }

  /** The same record on bytes of its own: it no longer keeps alive the piece of the archive it was read from. */
  detached(): ArchivedRecord {
    const from = this.#start;
    const bytes = Buffer.from(this.#bytes.subarray(from, this.#end));
    const id = { start: this.#idStart - from, end: this.#idEnd - from };
    return new ArchivedRecord(this.time, this.kind, bytes, { start: 0, end: bytes.length }, id);
  }
}
