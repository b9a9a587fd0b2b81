import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { Origin } from '../delivery/batch.ts';
import type { StreamWriter } from '../delivery/stream-writer.ts';
import type { FileSource } from '../settings/model.ts';
import type { End, EventReader } from './event-reader.ts';
import type { Found } from './glob.ts';
import { beginsAs, beginsWith, digest, FINGERPRINT, settledTime, startOf } from './identity.ts';
import type { State } from './state.ts';

/** What a look at a file showed. */
export type Look = 'more' | 'same' | 'truncated' | 'away';

interface Outstanding {
  readonly from: number;
  done: boolean;
}

/**
 * One file on its way to one stream. It keeps no bytes: what is not delivered is read again from the file. Its offset on disk moves
 * only over what AWS has acknowledged without a gap.
 */
export class Tail implements Origin {
  readonly source: FileSource;
  readonly writer: StreamWriter;
  readonly dev: number;
  readonly ino: number;
  /** Device and inode. */
  readonly key: string;
  path: string;
  /** The first bytes, by which it is known again. */
  start: Buffer = Buffer.alloc(0);
  /** Everything before it has been made into events. */
  offset: number;
  size: number;
  /** ms since 1970: when it was last written to, as the system says */
  private modified: number;
  /** No path of the settings names it any more: it is read to its end and let go. */
  leaving = false;
  /** ms since 1970: when it last grew, was last read */
  grew: number;
  gone = false;
  /** The size at which what there was has been taken as whole. */
  quietAt = -1;
  /** Not to be looked at before, ms since 1970: nothing has come for a while. */
  nextLook = 0;
  private readonly reader: EventReader;
  private readonly state: State;
  readonly id: number;
  private readonly outstanding: Outstanding[] = [];
  private heir: Tail | undefined;
  private inherited = 0;
  private acked: number;
  private fd: number | undefined;
  /** It was opened again and begins otherwise. */
  private another = false;

  constructor(
    source: FileSource,
    writer: StreamWriter,
    reader: EventReader,
    state: State,
    found: Found,
    from: { readonly id: number; readonly offset: number },
    now: number,
  ) {
    this.source = source;
    this.writer = writer;
    this.reader = reader;
    this.state = state;
    this.path = found.path;
    this.dev = found.dev;
    this.ino = found.ino;
    this.key = `${found.dev}:${found.ino}`;
    this.size = found.size;
    this.modified = settledTime(found.modified);
    this.id = from.id;
    this.offset = from.offset;
    this.acked = from.offset;
    this.grew = now;
  }

  /** Everything it holds has been read and delivered. */
  get finished(): boolean {
    return this.offset >= this.size && this.outstanding.length === 0;
  }

  get open(): boolean {
    return this.fd !== undefined;
  }

  taken(from: number): void {
    this.outstanding.push({ from, done: false });
  }

  delivered(from: number): void {
    const entry = this.outstanding.find((each) => each.from === from && !each.done);
    if (entry) entry.done = true;
    while (this.outstanding[0]?.done) this.outstanding.shift();
    this.advance();
    if (this.heir && this.outstanding.length === 0) this.heir.delivered(this.heir.inherited);
  }

  /**
   * Goes on where a file was left that has been truncated since: this is a copy of it. What the other has under way counts as
   * outstanding here, so that after a crash it is read again from the copy.
   */
  inherit(from: Tail): void {
    this.offset = Math.max(this.offset, from.offset);
    if (from.outstanding.length === 0) return;
    this.inherited = this.acked;
    this.taken(this.acked);
    from.heir = this;
  }

  /** Renames it in the state too, so that it is looked for where it is. */
  moved(path: string): void {
    if (path === this.path) return;
    this.path = path;
    const entry = this.state.entries.get(this.id);
    if (!entry) return;
    entry.path = path;
    this.state.save(this.id);
  }

  /** Takes note of how it begins, so that it is known again whatever becomes of it. */
  learn(): void {
    if (this.opened() === undefined) this.gone = true;
  }

  /**
   * Looks at its size. A file that was closed while nothing came is opened again here.
   * @throws the system's error when it cannot be opened or looked at
   */
  look(now: number): Look {
    if (this.fd === undefined && this.start.length > 0) {
      const stat = statSync(this.path);
      if (stat.dev !== this.dev || stat.ino !== this.ino) return 'away';
      if (stat.size === this.size && stat.mtimeMs === this.modified && this.offset >= this.size) return 'same';
    }
    const fd = this.opened();
    if (fd === undefined) return 'away';
    const { size, mtimeMs: modified } = fstatSync(fd);
    const touched = size !== this.size || modified !== this.modified;
    // It may have been truncated and have grown to where it was, or further.
    if (this.another || size < this.offset || (touched && !beginsWith(fd, this.start))) return 'truncated';
    if (size !== this.size) this.grew = now;
    this.size = size;
    this.modified = settledTime(modified);
    return size > this.offset ? 'more' : 'same';
  }

  /**
   * Reads one buffer full and makes events of it.
   * @returns how far it came: `truncated` when the file turned out to be another one by now
   */
  read(buffer: Buffer, end: End, atMost: boolean, now: number): 'progress' | 'stuck' | 'truncated' {
    const fd = this.opened();
    if (fd === undefined) return 'stuck';
    const length = readSync(fd, buffer, 0, buffer.length, this.offset);
    if (!beginsWith(fd, this.start)) return 'truncated';
    // What was read is what tells it: by now the file may begin otherwise.
    const start = this.offset === 0 ? buffer.subarray(0, Math.min(length, FINGERPRINT)) : undefined;
    if (this.start.length < FINGERPRINT && !this.learnStart(start ? Buffer.from(start) : startOf(fd)))
      return 'truncated';
    const full = length === buffer.length;
    const { bytes } = this.reader.take(
      buffer.subarray(0, length),
      this.offset,
      full ? 'open' : end,
      !(full && atMost),
      this,
      now,
    );
    this.offset += bytes;
    if (bytes > 0) this.advance();
    return bytes > 0 ? 'progress' : 'stuck';
  }

  close(): void {
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = undefined;
  }

  private advance(): void {
    const acked = this.outstanding[0]?.from ?? this.offset;
    if (acked <= this.acked) return;
    this.acked = acked;
    this.state.advance(this.id, acked);
  }

  private opened(): number | undefined {
    if (this.fd !== undefined) return this.fd;
    const fd = openSync(this.path, 'r');
    const stat = fstatSync(fd);
    if (stat.dev !== this.dev || stat.ino !== this.ino) {
      closeSync(fd);
      return undefined;
    }
    this.fd = fd;
    this.another = !this.learnStart(startOf(fd));
    return fd;
  }

  /** @returns whether it is a beginning of the file the offset is of, and not of one that has taken its place */
  private learnStart(start: Buffer): boolean {
    const entry = this.state.entries.get(this.id);
    if (this.offset > 0 && entry && !beginsAs(start, entry)) return false;
    if (!start.subarray(0, this.start.length).equals(this.start)) return false;
    if (start.length === this.start.length) return true;
    this.start = start;
    if (!entry || entry.startLength === start.length) return true;
    entry.startLength = start.length;
    entry.startDigest = digest(start);
    this.state.save(this.id);
    return true;
  }
}
