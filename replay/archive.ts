import { type ConfigurationItem, readItems } from '../core/configuration-item/index.ts';
import { ContentError, contentOf } from './content.ts';
import { ArchiveError, type Skipped, SkippedList } from './errors.ts';
import { type ArchiveFile, archiveFiles } from './files.ts';
import { distinct, inOrder, type ReadFile } from './order.ts';
import type { ArchivedRecord } from './record.ts';
import { RecordReader } from './record-reader.ts';
import { recordsInDocument } from './split-document.ts';
import { recordsByLine } from './split-lines.ts';

export interface ArchiveOptions {
  /** Only records of `[from, to)`, milliseconds since 1970. */
  readonly from?: number;
  readonly to?: number;
  /** Bytes of records kept in memory at once, as far as sorted files allow; more are merged from the files in a second reading. */
  readonly memory?: number;
  /** Told while files are read, how many records that have been so far. */
  readonly onRecords?: (records: number) => void;
  /** Told before each file is read. */
  readonly onFile?: (file: ArchiveFile, index: number, count: number) => void;
}

/** An archive while it is read; the counts are whole once `batches` has ended. */
export interface Archive {
  /** The distinct records by time and id, in batches. */
  readonly batches: AsyncIterable<readonly ArchivedRecord[]>;
  /** Records read, second deliveries included. */
  readonly events: number;
  /** Records that were second deliveries. */
  readonly duplicates: number;
  readonly skipped: readonly Skipped[];
  /** The configuration items of AWS Config's files among them, by time; whole as soon as the first batch has come. */
  readonly items: () => readonly ConfigurationItem[];
}

const defaultMemory = 256 * 1024 * 1024;

/**
 * Reads CloudTrail archives: files as CloudTrail delivers them or one record a line, packed or not, and folders of them. Records come
 * ordered by eventTime, then eventID, each event once however often it was delivered. What cannot be used is noted; the rest plays.
 * @throws ArchiveError at once when a path cannot be used at all, and while reading when no file has anything to use
 */
export function readArchive(paths: readonly string[], options: ArchiveOptions = {}): Archive {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, memory = defaultMemory } = options;
  const files = archiveFiles(paths);
  const skipped = new SkippedList();
  const counts = { events: 0, duplicates: 0 };
  const isWithin = (time: number) => time >= from && time < to;
  const isInside = ({ time }: ArchivedRecord) => isWithin(time);

  const items: ConfigurationItem[] = [];

  let recordsRead = 0;
  const read: ReadFile = async function* (index, isFirstReading) {
    const file = files[index]!;
    if (isFirstReading) options.onFile?.(file, index, files.length);
    const takeItems = (found: readonly ConfigurationItem[]) => {
      if (isFirstReading) items.push(...found);
    };
    for await (const batch of recordsIn(file, isFirstReading ? skipped : new SkippedList(), takeItems)) {
      recordsRead += batch.length;
      options.onRecords?.(recordsRead);
      const inside = batch.every(isInside) ? batch : batch.filter(isInside);
      if (inside.length > 0) yield inside;
    }
  };

  async function* batches() {
    let recordsSeen = 0;
    for await (const batch of inOrder(files.length, read, memory)) {
      recordsSeen += batch.length;
      yield batch;
    }
    const faults = skipped.list();
    if (recordsSeen === 0 && items.length === 0 && faults.length > 0) throw new NothingUsable(faults);
  }

  return {
    batches: distinct(batches(), counts),
    get events() {
      return counts.events;
    },
    get duplicates() {
      return counts.duplicates;
    },
    get skipped() {
      return skipped.list();
    },
    items: () => items.filter((item) => isWithin(capturedAt(item))).sort((a, b) => capturedAt(a) - capturedAt(b)),
  };
}

/** Thrown at the end of an archive in which there was nothing but what had to be skipped. */
export class NothingUsable extends ArchiveError {
  readonly skipped: readonly Skipped[];

  constructor(skipped: readonly Skipped[]) {
    const first = skipped[0]!;
    const place = first.line !== undefined ? `:${first.line}` : '';
    super(`nothing to play: ${first.path}${place}: ${first.reason}`);
    this.skipped = skipped;
  }
}

const capturedAt = ({ configurationItemCaptureTime: time }: ConfigurationItem): number => Date.parse(time);

async function* recordsIn(
  file: ArchiveFile,
  skipped: SkippedList,
  takeItems: (items: readonly ConfigurationItem[]) => void,
): AsyncGenerator<ArchivedRecord[]> {
  const reader = new RecordReader((document) => {
    const { items, refused } = readItems(document);
    takeItems(items);
    for (const { where, reason } of refused) skipped.add(file.path, where ? `${where}: ${reason}` : reason);
  });
  let isBroken = false;
  const pieces = untilBroken(file, (reason) => {
    isBroken = true;
    skipped.add(file.path, reason);
  });
  if (file.form === 'lines') {
    yield* recordsByLine(file.path, pieces, reader, skipped, () => isBroken);
    return;
  }
  const parts: Buffer[] = [];
  for await (const piece of pieces) parts.push(piece);
  if (parts.length === 0) return;
  yield recordsInDocument(file.path, parts.length === 1 ? parts[0]! : Buffer.concat(parts), reader, skipped);
}

/** The file's pieces, up to where it breaks. */
async function* untilBroken(file: ArchiveFile, broken: (reason: string) => void): AsyncGenerator<Buffer> {
  try {
    yield* contentOf(file.path);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    broken(error.message);
  }
}
