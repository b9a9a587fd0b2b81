import {
  closeSync,
  existsSync,
  fdatasync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { AgentError } from '../errors.ts';
import type { AgentLog } from '../log.ts';

/** How far one file has been delivered to one stream. */
export interface Progress {
  readonly group: string;
  readonly stream: string;
  path: string;
  readonly dev: number;
  readonly ino: number;
  /** How many of its first bytes the digest is of. */
  startLength: number;
  startDigest: string;
  /** Everything before it is with AWS. */
  offset: number;
  /** ms since 1970 */
  seen: number;
  /** ms since 1970: since when no file is that one any more */
  goneSince?: number | undefined;
}

const NAME = 'offsets.jsonl';
const LARGEST_JOURNAL = 1 << 20;

/**
 * Offsets on disk: one line for each file, then one for each step forward. A line is written with one call, the file is replaced as a
 * whole when it has grown: whenever the agent dies, what is there is a state that was true. Where nothing can be written (a full
 * disk), delivery goes on and writing is tried again.
 */
export class State {
  readonly entries = new Map<number, Progress>();
  private readonly file: string;
  private readonly log: AgentLog;
  private fd: number | undefined;
  private written = 0;
  private nextId = 1;
  private behind = false;
  private unsynced = false;
  private readonly onDisk = new Set<number>();

  private constructor(file: string, log: AgentLog) {
    this.file = file;
    this.log = log;
  }

  /** @throws AgentError when the folder cannot be made */
  static open(folder: string, log: AgentLog): State {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o750 });
    } catch (error) {
      throw new AgentError(`${folder}: cannot keep state there (${(error as Error).message}); say where with --state`);
    }
    const state = new State(path.join(folder, NAME), log);
    state.read();
    state.compact();
    return state;
  }

  add(progress: Progress): number {
    const id = this.nextId++;
    this.entries.set(id, progress);
    this.save(id);
    return id;
  }

  /** Writes an entry as it is now. */
  save(id: number): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    if (this.append(`${JSON.stringify({ id, ...entry })}\n`)) this.onDisk.add(id);
  }

  /** Notes that everything before `offset` is delivered. */
  advance(id: number, offset: number): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    entry.offset = offset;
    if (this.onDisk.has(id)) this.append(`[${id},${offset}]\n`);
    else this.save(id);
  }

  remove(id: number): void {
    if (this.entries.delete(id)) this.append(`[${id}]\n`);
    this.onDisk.delete(id);
  }

  /** From time to time: brings to disk what is not there, and tries again what failed. */
  tick(): void {
    if (this.behind || this.written > LARGEST_JOURNAL) this.compact();
    if (!this.unsynced || this.fd === undefined) return;
    this.unsynced = false;
    fdatasync(this.fd, (error) => {
      if (error && error.code !== 'EBADF') this.failed(error);
    });
  }

  close(): void {
    if (this.behind) this.compact();
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = undefined;
  }

  private append(line: string): boolean {
    if (this.behind || this.fd === undefined) {
      this.behind = true;
      return false;
    }
    try {
      const bytes = Buffer.from(line);
      if (writeSync(this.fd, bytes) < bytes.length)
        throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
      this.written += bytes.length;
      this.unsynced = true;
      return true;
    } catch (error) {
      this.failed(error as Error);
      return false;
    }
  }

  private compact(): void {
    const fresh = `${this.file}.new`;
    try {
      const fd = openSync(fresh, 'w', 0o640);
      const text = [...this.entries].map(([id, entry]) => `${JSON.stringify({ id, ...entry })}\n`).join('');
      const bytes = Buffer.from(text);
      try {
        for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
        fsyncSync(fd);
      } catch (error) {
        closeSync(fd);
        throw error;
      }
      renameSync(fresh, this.file);
      if (this.fd !== undefined) closeSync(this.fd);
      this.fd = fd;
      this.written = bytes.length;
      this.behind = false;
      this.onDisk.clear();
      for (const id of this.entries.keys()) this.onDisk.add(id);
    } catch (error) {
      this.failed(error as Error);
    }
  }

  private failed(error: Error): void {
    this.behind = true;
    const what = `${this.file}: cannot be written (${error.message}); sending goes on, after a restart some events may come twice`;
    this.log.say('error', 'state', what);
  }

  private read(): void {
    if (!existsSync(this.file)) return;
    for (const line of readFileSync(this.file, 'utf8').split('\n')) {
      const record = parsed(line);
      if (record === undefined) continue;
      if (Array.isArray(record)) {
        const [id, offset] = record as [number, number | undefined];
        const entry = this.entries.get(id);
        if (offset === undefined) this.entries.delete(id);
        else if (entry) entry.offset = offset;
        continue;
      }
      const { id, ...entry } = record as Progress & { id: number };
      this.entries.set(id, entry);
      this.nextId = Math.max(this.nextId, id + 1);
    }
  }
}

/** The line, or nothing where the agent died writing it. */
function parsed(line: string): unknown {
  if (line === '') return undefined;
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
