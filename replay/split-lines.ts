import type { SkippedList } from './errors.ts';
import { skipSpace } from './json-scan.ts';
import type { ArchivedRecord } from './record.ts';
import type { RecordReader } from './record-reader.ts';

const NEWLINE = 10;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The records of a line-by-line file, in batches as its pieces come. A line that is none is noted and passed by.
 * @param isBroken did the pieces end early? Then what is left of the last line is no fault of its own.
 */
export async function* recordsByLine(
  path: string,
  pieces: AsyncIterable<Buffer>,
  reader: RecordReader,
  skipped: SkippedList,
  isBroken: () => boolean,
): AsyncGenerator<ArchivedRecord[]> {
  let rest: Buffer[] = [];
  let line = 1;
  let isFirst = true;

  const take = (bytes: Buffer, start: number, end: number, batch: ArchivedRecord[]) => {
    const from = skipSpace(bytes, start, end);
    if (from < end) {
      const record = reader.read(bytes, from, end);
      if ('reason' in record) {
        if (!reader.isConfiguration) {
          skipped.add(path, placed(record.reason, record.at - start, reader.end < 0), { line });
        }
      } else if (skipSpace(bytes, reader.end, end) < end) skipped.add(path, 'more than one JSON value', { line });
      else batch.push(record);
    }
    line += 1;
  };

  for await (const piece of pieces) {
    const batch: ArchivedRecord[] = [];
    let at = isFirst && piece.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
    isFirst = false;
    let newline = piece.indexOf(NEWLINE, at);
    if (newline >= 0 && rest.length > 0) {
      const whole = Buffer.concat([...rest, piece.subarray(at, newline)]);
      rest = [];
      take(whole, 0, whole.length, batch);
      at = newline + 1;
      newline = piece.indexOf(NEWLINE, at);
    }
    for (; newline >= 0; newline = piece.indexOf(NEWLINE, at)) {
      take(piece, at, newline, batch);
      at = newline + 1;
    }
    if (at < piece.length) rest.push(piece.subarray(at));
    if (batch.length > 0) yield batch;
  }
  const last: ArchivedRecord[] = [];
  const whole = Buffer.concat(rest);
  if (whole.length > 0 && !isBroken()) take(whole, 0, whole.length, last);
  if (last.length > 0) yield last;
}

const placed = (reason: string, offset: number, isBroken: boolean) =>
  isBroken ? `${reason} at column ${offset + 1}` : reason;
