import { isAscii, isUtf8 } from 'node:buffer';
import type { Origin } from '../delivery/batch.ts';
import type { Counters } from '../delivery/counters.ts';
import type { StreamWriter } from '../delivery/stream-writer.ts';
import type { FileSource } from '../settings/model.ts';
import { type TimestampFinder, timestampFinder } from '../time/timestamp.ts';
import { compiled, type EventStart, eventStart } from './event-start.ts';

/** What happened to a chunk of a file. */
export interface Taken {
  /** Bytes from the start of the chunk that are done with: the next chunk begins there. */
  readonly bytes: number;
}

/** How the end of a chunk is to be understood. */
export type End =
  /** More may follow at once. */
  | 'open'
  /** Nothing followed for long enough: the last whole line ends its event. */
  | 'quiet'
  /** Nothing will follow: what is there without a line's end is a line too. */
  | 'last';

/** How long a timestamp counts for lines without one, in ms of the reading clock. */
const TIME_HOLDS = 300_000;

/** Makes events of a file's bytes and gives them to the stream's writer. One of these serves one file. */
export class EventReader {
  private readonly source: FileSource;
  private readonly writer: StreamWriter;
  private readonly counters: Counters;
  private readonly finder: TimestampFinder | undefined;
  private readonly begins: EventStart;
  private readonly plain: boolean;
  private readonly decoder: InstanceType<typeof TextDecoder> | undefined;
  private readonly filters: readonly { include: boolean; test: (text: string) => boolean }[];
  private lastTime = Number.NaN;
  private lastTimeRead = 0;
  /** Within an event that was cut: what follows of it is passed over. */
  private cutting = false;
  /** Within a line of such an event. */
  private midLine = false;
  private utf8 = true;

  constructor(source: FileSource, writer: StreamWriter, counters: Counters) {
    this.source = source;
    this.writer = writer;
    this.counters = counters;
    this.finder =
      source.timestampFormat === undefined ? undefined : timestampFinder(source.timestampFormat, source.timeZone);
    this.begins = eventStart(source.multiLineStart, this.finder);
    this.decoder = source.encoding === 'utf-8' ? undefined : new TextDecoder(source.encoding);
    this.plain = this.decoder === undefined && source.filters.length === 0;
    this.filters = source.filters.map(({ type, expression }) => {
      const pattern = compiled(expression);
      return { include: type === 'include', test: (text) => pattern.test(text) };
    });
  }

  /**
   * Takes the whole events of `bytes`, which begin at `offset` of the file.
   * @param room whether the buffer could hold more: without it an event that fills it is cut
   */
  take(bytes: Buffer, offset: number, end: End, room: boolean, origin: Origin, now: number): Taken {
    const wide = this.source.encoding.startsWith('utf-16') ? (this.source.encoding.endsWith('be') ? 2 : 1) : 0;
    if (wide > 0) return this.takeWide(bytes, offset, end, wide === 2, origin, now);
    let lastLine = bytes.lastIndexOf(10) + 1;
    if (end === 'last') lastLine = bytes.length;
    this.utf8 =
      this.decoder !== undefined || isAscii(bytes.subarray(0, lastLine)) || isUtf8(bytes.subarray(0, lastLine));
    let event = this.midLine ? bytes.indexOf(10) + 1 : 0;
    if (this.midLine && event === 0) return { bytes: bytes.length };
    this.midLine = false;
    const skipped = event;
    let line = event;
    while (line < lastLine) {
      let stop = bytes.indexOf(10, line);
      if (stop < 0) stop = bytes.length;
      this.counters.lines += 1;
      if (this.begins(bytes, line, stop, now)) {
        if (line > event) this.event(bytes, event, line, offset, origin, now);
        this.cutting = false;
        event = line;
      }
      line = Math.min(stop + 1, lastLine);
    }
    if (end !== 'open' && lastLine > event) {
      this.event(bytes, event, lastLine, offset, origin, now);
      this.cutting = false;
      return { bytes: lastLine };
    }
    if (event === 0 && skipped === 0 && !room && bytes.length > 0) {
      // The line that is too long for the buffer may be an event of its own.
      if (lastLine > 0 && this.begins(bytes, lastLine, bytes.length, now)) {
        this.event(bytes, 0, lastLine, offset, origin, now);
        return { bytes: lastLine };
      }
      this.event(bytes, 0, bytes.length, offset, origin, now);
      this.cutting = true;
      this.midLine = lastLine < bytes.length;
      return { bytes: bytes.length };
    }
    // Lines that are only looked at count again when they are read with the rest of their event.
    if (event < lastLine) this.counters.lines -= countLines(bytes, event, lastLine);
    return { bytes: event };
  }

  private event(bytes: Buffer, from: number, end: number, offset: number, origin: Origin, now: number): void {
    if (this.cutting) return;
    let to = end;
    if (to > from && bytes[to - 1] === 10) to -= 1;
    if (to > from && bytes[to - 1] === 13) to -= 1;
    if (this.source.skipBlank && isBlank(bytes, from, to)) return;
    if (this.plain && this.utf8 && to - from <= this.source.longestEvent) {
      const time = this.time(bytes, from, to, now);
      const start = this.source.trimTimestamp ? this.trimmed(bytes, from, to) : from;
      if (start > from && start < to && this.finder!.from > from) {
        this.text(bytes.toString('utf8', from, to), time, offset + from, offset + end, origin, now);
        return;
      }
      if (!this.writer.timely(time, now)) this.writer.leaveOut(time, now, bytes.toString('utf8', start, to));
      else if (to > start) this.writer.add(time, bytes, start, to, origin, offset + from, offset + end);
      return;
    }
    const slice = bytes.subarray(from, to);
    this.text(
      this.decoder ? this.decoder.decode(slice) : slice.toString('utf8'),
      undefined,
      offset + from,
      offset + end,
      origin,
      now,
    );
  }

  /** The way of events that are not simply copied. */
  private text(text: string, known: number | undefined, start: number, end: number, origin: Origin, now: number): void {
    for (const filter of this.filters) {
      if (filter.test(text) === filter.include) continue;
      this.counters.filtered += 1;
      return;
    }
    let message: Buffer = Buffer.from(text);
    const time = known ?? this.time(message, 0, message.length, now);
    if (this.source.trimTimestamp && this.stamped) {
      const { from, to } = this.finder!;
      message = Buffer.concat([message.subarray(0, from), message.subarray(skipSpace(message, to))]);
    }
    if (!this.writer.timely(time, now)) {
      this.writer.leaveOut(time, now, message.toString());
      return;
    }
    if (message.length > this.source.longestEvent) message = this.cut(message);
    if (message.length > 0) this.writer.add(time, message, 0, message.length, origin, start, end);
  }

  private stamped = false;

  private time(bytes: Uint8Array, from: number, to: number, now: number): number {
    if (!this.finder) return now;
    this.stamped = this.finder.find(bytes, from, to, now);
    if (this.stamped) {
      this.lastTime = this.finder.ms;
      this.lastTimeRead = now;
      return this.finder.ms;
    }
    this.counters.withoutTime += 1;
    return now - this.lastTimeRead < TIME_HOLDS ? this.lastTime : now;
  }

  private trimmed(bytes: Buffer, from: number, to: number): number {
    return this.stamped ? Math.min(skipSpace(bytes, this.finder!.to), to) : from;
  }

  private cut(message: Buffer): Buffer {
    this.counters.truncated += 1;
    const mark = Buffer.from(this.source.truncateSuffix);
    let length = this.source.longestEvent - mark.length;
    while (length > 0 && (message[length]! & 0xc0) === 0x80) length -= 1;
    return Buffer.concat([message.subarray(0, length), mark]);
  }

  /** UTF-16: lines end with a character of two bytes. Events are lines here, continued as elsewhere. */
  private takeWide(bytes: Buffer, offset: number, end: End, big: boolean, origin: Origin, now: number): Taken {
    const [first, second] = big ? [0, 10] : [10, 0];
    let [event, line] = [0, 0];
    for (let at = 0; at + 1 < bytes.length; at += 2) {
      if (bytes[at] !== first || bytes[at + 1] !== second) continue;
      this.counters.lines += 1;
      const text = Buffer.from(this.decoder!.decode(bytes.subarray(line, at)));
      if (this.begins(text, 0, text.length, now) && line > event) {
        this.wideEvent(bytes, event, line, offset, origin, now);
        event = line;
      }
      line = at + 2;
    }
    if (end === 'last') line = bytes.length;
    if (end === 'open' || line === event) return { bytes: event };
    this.wideEvent(bytes, event, line, offset, origin, now);
    return { bytes: line };
  }

  private wideEvent(bytes: Buffer, from: number, to: number, offset: number, origin: Origin, now: number): void {
    const text = this.decoder!.decode(bytes.subarray(from, to)).replace(/\r?\n$/, '');
    if (this.source.skipBlank && text.trim() === '') return;
    this.text(text, undefined, offset + from, offset + to, origin, now);
  }
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at]! > 32) return false;
  return true;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] === 32 || bytes[at] === 9)) at += 1;
  return at;
}

function countLines(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(10, from); at >= 0 && at < to; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}
