import type { Json } from '../core/cloudtrail/index.ts';
import { kindFields } from '../core/simulate/index.ts';
import { JsonScanner } from './json-scan.ts';
import { Kinds } from './kinds.ts';
import { ArchivedRecord, type Span } from './record.ts';

/** Why a piece of an archive is no record; `at` is the byte at fault. */
export interface NotARecord {
  readonly reason: string;
  readonly at: number;
}

const others = [
  'eventTime',
  'eventID',
  'Records',
  'digestS3Object',
  'configurationItems',
  'configurationItemCaptureTime',
  'userIdentity',
] as const;
const members = [...others, ...kindFields];
const [TIME, ID, RECORDS, DIGEST, CONFIGURATION, CAPTURED] = [0, 1, 2, 3, 4, 5] as const;

/** Reads JSON values as CloudTrail records, one after the other. */
export class RecordReader {
  /** Offset after the value last read; -1 when it was not JSON. */
  end = 0;
  /** Did the value last read end with the bytes, before it was whole? */
  cut = false;
  readonly #scanner = new JsonScanner(members);
  readonly #kinds = new Kinds((field) => members.indexOf(field));
  readonly #onItems: (document: Json) => void;

  /** @param onItems given what was read and is no record, but holds configuration items */
  constructor(onItems: (document: Json) => void = () => {}) {
    this.#onItems = onItems;
  }

  /** The record that starts at `start` and ends before `limit`, or why it is none. */
  read(bytes: Buffer, start: number, limit: number): ArchivedRecord | NotARecord {
    const scanner = this.#scanner;
    this.end = scanner.scan(bytes, start, limit);
    this.cut = scanner.fault === 'cut';
    if (this.end < 0) {
      return { reason: this.cut ? 'JSON that ends before it is complete' : 'not JSON', at: scanner.faultAt };
    }
    const time = readTime(bytes, scanner.starts[TIME]!, scanner.ends[TIME]!);
    if (Number.isNaN(time)) {
      if (this.#holdsItems) this.#onItems(JSON.parse(bytes.toString('utf8', start, this.end)) as Json);
      return { reason: this.#foreign(), at: start };
    }
    const kind = this.#kinds.of(bytes, scanner);
    if (kind.eventName === '' || kind.eventSource === '') return { reason: this.#foreign(), at: start };
    const hasId = scanner.starts[ID]! >= 0;
    const record = { start, end: this.end };
    const id = hasId ? { start: scanner.starts[ID]!, end: scanner.ends[ID]! } : record;
    return new ArchivedRecord(time, kind, bytes, record, id);
  }

  /** Where the value last read keeps a list of records: its `Records` member, if it has one. */
  get records(): Span | undefined {
    const start = this.#scanner.starts[RECORDS]!;
    return this.end < 0 || start < 0 ? undefined : { start, end: this.#scanner.ends[RECORDS]! };
  }

  /** Is the value last read one of CloudTrail's digest files? They prove the others' integrity and hold no records. */
  get isDigest(): boolean {
    return this.end >= 0 && this.#scanner.starts[DIGEST]! >= 0;
  }

  /** Was the value last read no record, but one or more configuration items? They were given to whom they concern. */
  get isConfiguration(): boolean {
    return this.end >= 0 && this.#holdsItems && this.#scanner.starts[TIME]! < 0;
  }

  get #holdsItems(): boolean {
    return this.#scanner.starts[CONFIGURATION]! >= 0 || this.#scanner.starts[CAPTURED]! >= 0;
  }

  #foreign(): string {
    if (this.#scanner.starts[TIME]! >= 0) return 'a record whose eventTime, eventName or eventSource makes no sense';
    return 'JSON, but no CloudTrail record';
  }
}

/**
 * An eventTime's JSON value in milliseconds, NaN when it is none. CloudTrail writes `"2021-07-28T15:28:12Z"`; other spellings of ISO 8601
 * (a fraction, an offset, a space for the T, no zone for UTC) go the slow way.
 */
function readTime(bytes: Buffer, start: number, end: number): number {
  if (start < 0) return Number.NaN;
  if (end - start !== 22 || bytes[end - 2] !== 90) return readAnyTime(bytes.toString('latin1', start + 1, end - 1));
  const [year, month, day] = [
    two(bytes, start + 1) * 100 + two(bytes, start + 3),
    two(bytes, start + 6),
    two(bytes, start + 9),
  ];
  const [hour, minute, second] = [two(bytes, start + 12), two(bytes, start + 15), two(bytes, start + 18)];
  const isPlain =
    year >= 1970 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    bytes[start + 5] === 45 &&
    bytes[start + 8] === 45 &&
    bytes[start + 11] === 84 &&
    bytes[start + 14] === 58 &&
    bytes[start + 17] === 58;
  if (!isPlain) return Number.NaN;
  return (daysSince1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second) * 1000;
}

/** The number two digits stand for; NaN when they are none. */
function two(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function readAnyTime(text: string): number {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  return parts === null ? Number.NaN : Date.parse(`${parts[1]}T${parts[2]?.slice(0, 12)}${parts[3] ?? 'Z'}`);
}

/** Days of the Gregorian calendar, counted from March so that the leap day comes last. */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}
