import type { SkippedList } from './errors.ts';
import { skipSpace } from './json-scan.ts';
import type { ArchivedRecord } from './record.ts';
import type { RecordReader } from './record-reader.ts';

const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const COMMA = 44;
const COLON = 58;
const BYTE_ORDER_MARK = 0xef;
const RECORDS = Buffer.from('"Records"');

/**
 * The records of a JSON document: `{"Records": [...]}` as CloudTrail delivers it, a list, or a record alone; also several of these one
 * after another. Where the JSON breaks, the records before it count and the rest of the file is noted as skipped.
 */
export function recordsInDocument(
  path: string,
  bytes: Buffer,
  reader: RecordReader,
  skipped: SkippedList,
): ArchivedRecord[] {
  return new DocumentSplitter(path, bytes, reader, skipped).split();
}

class DocumentSplitter {
  readonly #path: string;
  readonly #bytes: Buffer;
  readonly #reader: RecordReader;
  readonly #skipped: SkippedList;
  readonly #records: ArchivedRecord[] = [];

  constructor(path: string, bytes: Buffer, reader: RecordReader, skipped: SkippedList) {
    this.#path = path;
    this.#bytes = bytes;
    this.#reader = reader;
    this.#skipped = skipped;
  }

  split(): ArchivedRecord[] {
    const end = this.#bytes.length;
    let at = this.#past(this.#bytes[0] === BYTE_ORDER_MARK ? 3 : 0);
    if (at === end) this.#skip('an empty file', 0);
    while (at >= 0 && at < end) {
      at = this.#value(at);
      if (at >= 0) at = this.#past(at);
    }
    return this.#records;
  }

  /** Each of these reads what begins at `at` and returns the offset after it, or -1 when the JSON is broken. */
  #value(at: number): number {
    if (this.#bytes[at] === OPEN_BRACKET) return this.#list(at);
    const list = this.#listOfRecords(at);
    if (list === undefined) return this.#object(at);
    const after = this.#list(list);
    if (after < 0) return -1;
    const close = this.#past(after);
    return this.#bytes[close] === CLOSE_BRACE ? close + 1 : this.#passBy(at);
  }

  #list(open: number): number {
    let at = this.#past(open + 1);
    if (this.#bytes[at] === CLOSE_BRACKET) return at + 1;
    for (;;) {
      const record = this.#reader.read(this.#bytes, at, this.#bytes.length);
      if (!('reason' in record)) this.#records.push(record);
      else if (!this.#reader.isConfiguration) this.#skip(record.reason, record.at);
      if (this.#reader.end < 0) return -1;
      at = this.#past(this.#reader.end);
      if (this.#bytes[at] === CLOSE_BRACKET) return at + 1;
      if (this.#bytes[at] !== COMMA) {
        this.#skip(at < this.#bytes.length ? 'not JSON' : 'JSON that ends before it is complete', at);
        return -1;
      }
      at = this.#past(at + 1);
    }
  }

  /** A record, a document whose `Records` do not come first, a digest, or something that is none of our business. */
  #object(at: number): number {
    const record = this.#reader.read(this.#bytes, at, this.#bytes.length);
    const { end, records, isDigest, isConfiguration } = this.#reader;
    if (!('reason' in record)) this.#records.push(record);
    else if (records !== undefined && this.#bytes[records.start] === OPEN_BRACKET) this.#list(records.start);
    else if (!isDigest && !isConfiguration) this.#skip(record.reason, record.at);
    return end;
  }

  /** Where the bracket of a document stands that begins with `{"Records": [`. */
  #listOfRecords(at: number): number | undefined {
    const bytes = this.#bytes;
    if (bytes[at] !== OPEN_BRACE) return undefined;
    const name = this.#past(at + 1);
    if (RECORDS.compare(bytes, name, Math.min(name + RECORDS.length, bytes.length)) !== 0) return undefined;
    const colon = this.#past(name + RECORDS.length);
    const bracket = this.#past(colon + 1);
    return bytes[colon] === COLON && bytes[bracket] === OPEN_BRACKET ? bracket : undefined;
  }

  /** The end of an object whose records have been read already. */
  #passBy(at: number): number {
    const found = this.#reader.read(this.#bytes, at, this.#bytes.length);
    if (this.#reader.end < 0 && 'reason' in found) this.#skip(found.reason, found.at);
    return this.#reader.end;
  }

  #past(at: number): number {
    return skipSpace(this.#bytes, at, this.#bytes.length);
  }

  #skip(reason: string, offset: number): void {
    this.#skipped.add(this.#path, reason, { offset });
  }
}
