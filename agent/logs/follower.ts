import { statSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { RE2JS } from 're2js';
import type { Counters } from '../delivery/counters.ts';
import type { StreamWriter } from '../delivery/stream-writer.ts';
import type { AgentLog } from '../log.ts';
import type { Destination, FileSource } from '../settings/model.ts';
import { EventReader } from './event-reader.ts';
import { expand, type Found, isLiteral, lookAt } from './glob.ts';
import { digest, settledTime } from './identity.ts';
import { entryOf, isCompressed, leftovers, readStart } from './rotations.ts';
import type { State } from './state.ts';
import { Tail } from './tail.ts';

/** What the follower works with. */
export interface Surroundings {
  readonly state: State;
  readonly log: AgentLog;
  readonly counters: Counters;
  readonly writerFor: (source: FileSource, target: Destination) => StreamWriter;
  /** Names with their placeholders filled in. */
  readonly resolve: (name: string) => string;
  readonly now: () => number;
  /** Folders whose files are the agent's own. */
  readonly ownFolders: readonly string[];
  /** Bytes of memory writers hold, and how many they may. */
  readonly memory: () => number;
}

const CHUNK = 128 * 1024;
const LARGEST_CHUNK = 1_400_000;
const MOST_MEMORY = 48 * 1024 * 1024;
const GLOB_EVERY = 1_000;
const IDLE_CLOSE = 60_000;
const LEAVE_AFTER = 10_000;
const MOST_OPEN = 512;
const QUIET_AFTER = 10_000;
const LOOK_QUIET_EVERY = 1_000;

/** Finds the files of all sources, follows them through rotations, and reads what comes. */
export class Follower {
  private readonly around: Surroundings;
  private readonly sources: readonly FileSource[];
  private readonly tails = new Map<FileSource, Tail[]>();
  private readonly scanned = new Map<FileSource, number>();
  private readonly begun = new Set<FileSource>();
  /** Entries of the state of whose files a copy is being read. */
  private readonly copied = new Set<number>();
  private readonly folders = new Map<FileSource, number>();
  private readonly excluded = new Map<FileSource, RE2JS>();
  private readonly chunk = Buffer.allocUnsafeSlow(CHUNK);
  private large: Buffer | undefined;
  private stopped = false;

  constructor(sources: readonly FileSource[], around: Surroundings) {
    this.sources = sources;
    this.around = around;
    for (const source of sources) {
      this.tails.set(source, []);
      if (source.exclude !== undefined) this.excluded.set(source, RE2JS.compile(source.exclude));
    }
  }

  /** Everything there was has been read and delivered. */
  get finished(): boolean {
    return [...this.tails.values()].every((tails) => tails.every((tail) => tail.finished));
  }

  /** How many files are being followed. */
  get files(): number {
    return [...this.tails.values()].reduce((sum, tails) => sum + tails.length, 0);
  }

  stop(): void {
    this.stopped = true;
    for (const tails of this.tails.values()) for (const tail of tails) tail.close();
  }

  /**
   * One round: looks for files, and reads until nothing is left or writers are full.
   * @param last what is there is all there will be
   * @returns whether writers were full with something left to read
   */
  async round(last: boolean): Promise<boolean> {
    const now = this.around.now();
    for (const source of this.sources) {
      const every = isLiteral(source.glob) ? 0 : GLOB_EVERY;
      if (now - (this.scanned.get(source) ?? -Infinity) < every && !last) continue;
      this.scanned.set(source, now);
      this.scan(source, now);
    }
    let held = false;
    for (let busy = true; busy && !this.stopped; ) {
      [busy, held] = [false, false];
      for (const tails of this.tails.values()) {
        for (const tail of [...tails]) {
          if (this.stopped) return false;
          if (tail.gone) continue;
          if (tail.writer.full || this.around.memory() > MOST_MEMORY) {
            held = true;
            continue;
          }
          if (!last && tail.nextLook > now && tail.offset >= tail.size) continue;
          const { offset } = tail;
          if (this.readSome(tail, last)) busy = true;
          if (tail.offset !== offset) await turn();
          else if (now - tail.grew > QUIET_AFTER) tail.nextLook = now + LOOK_QUIET_EVERY;
        }
      }
    }
    for (const [source, tails] of this.tails) this.letGo(source, tails, last);
    return held;
  }

  private scan(source: FileSource, now: number): void {
    const tails = this.tails.get(source)!;
    const found = this.matches(source);
    const first = !this.begun.has(source);
    this.begun.add(source);
    const wanted = new Map(found.map((file) => [`${file.dev}:${file.ino}`, file]));
    for (const tail of tails) {
      const file = wanted.get(tail.key);
      if (file) tail.moved(file.path);
      tail.leaving = file === undefined || tail.gone;
    }
    if (!first && isLiteral(source.glob) && this.folderChanged(source)) this.fetchLeftovers(source, source.glob, now);
    if (first) for (const file of this.followedBefore(source)) this.fetchLeftovers(source, file, now);
    const followed = new Set(tails.filter(({ gone }) => !gone).map(({ key }) => key));
    let counted = tails.length;
    for (const file of found) {
      // One may have been found as what was rotated away from another.
      for (; counted < tails.length; counted += 1) followed.add(tails[counted]!.key);
      if (followed.has(`${file.dev}:${file.ino}`)) continue;
      if (!first || isLiteral(source.glob)) this.fetchLeftovers(source, file.path, now, `${file.dev}:${file.ino}`);
      this.follow(source, file, now, first && !source.fromBeginning);
    }
  }

  /** Whether files have come or gone beside the source's since the last call. */
  private folderChanged(source: FileSource): boolean {
    const changed = statSync(path.dirname(source.glob), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const before = this.folders.get(source);
    this.folders.set(source, settledTime(changed));
    return before !== undefined && before !== changed;
  }

  /** Paths of this source that the state tells of. */
  private followedBefore(source: FileSource): string[] {
    if (isLiteral(source.glob)) return [];
    const names = new Set(expand(source.glob).map(({ path: file }) => file));
    return [...new Set([...this.around.state.entries.values()].map(({ path: file }) => file))].filter((file) =>
      names.has(file),
    );
  }

  private matches(source: FileSource): Found[] {
    const excluded = this.excluded.get(source);
    const found = expand(source.glob).filter(
      ({ path: file }) =>
        !isCompressed(file) &&
        !this.around.ownFolders.some((folder) => file.startsWith(`${folder}/`)) &&
        !(excluded?.test(path.basename(file)) ?? false),
    );
    if (source.all || found.length < 2) return found;
    return [found.reduce((newest, file) => (file.modified > newest.modified ? file : newest))];
  }

  /** What was rotated away from that path is read first, so that its events come first. */
  private fetchLeftovers(source: FileSource, followed: string, now: number, except?: string): void {
    const { group, stream } = this.target(source, followed);
    const tails = this.tails.get(source)!;
    const busy = new Set(tails.filter(({ gone }) => !gone).map(({ key }) => key));
    if (except) busy.add(except);
    for (const { found, offset, id, copyOf, start } of leftovers(this.around.state, group, stream, followed, busy)) {
      const tail = this.open(source, followed, found, now, { id, offset, start });
      tail.leaving = true;
      const original = tails.findLast((each) => each.id === copyOf);
      if (original) tail.inherit(original);
      if (copyOf !== undefined) this.copied.add(copyOf);
      this.around.log.say(
        'info',
        'rotation',
        `${found.path}: rotated away from ${followed}, read on from byte ${offset}`,
      );
    }
  }

  private follow(source: FileSource, file: Found, now: number, atEnd: boolean): void {
    const { group, stream } = this.target(source, file.path);
    const known = entryOf(this.around.state, group, stream, file);
    const usable = known && known[1].offset <= file.size ? known : undefined;
    if (known && !usable) this.fetchLeftovers(source, file.path, now, `${file.dev}:${file.ino}`);
    const offset = usable?.[1].offset ?? (atEnd ? file.size : 0);
    const start = (offset > 0 && readStart(file)) || Buffer.alloc(0);
    this.open(source, file.path, file, now, { id: usable?.[0], offset, start });
  }

  private open(
    source: FileSource,
    named: string,
    found: Found,
    now: number,
    { id, offset, start }: { id: number | undefined; offset: number; start: Buffer },
  ): Tail {
    const { state, counters } = this.around;
    const target = this.target(source, named);
    const writer = this.around.writerFor(source, target);
    const entry = {
      group: target.group,
      stream: target.stream,
      path: found.path,
      dev: found.dev,
      ino: found.ino,
      startLength: start.length,
      startDigest: digest(start),
      offset,
      seen: now,
    };
    const from = { id: id ?? state.add(entry), offset };
    const tail = new Tail(source, writer, new EventReader(source, writer, counters), state, found, from, now);
    this.tails.get(source)!.push(tail);
    this.attempt(tail, () => tail.learn());
    return tail;
  }

  private target(source: FileSource, file: string): Destination {
    const { resolve } = this.around;
    const stream = resolve(source.stream);
    return {
      group: resolve(source.group),
      stream: source.all ? `${stream}_${file.replaceAll(/[^\w.#-]/g, '_')}` : stream,
      groupClass: source.groupClass,
      retention: source.retention,
    };
  }

  /** Reads one buffer of a file; whether there is more. */
  private readSome(tail: Tail, last: boolean): boolean {
    return this.attempt(tail, () => this.readOn(tail, last)) ?? false;
  }

  /** What an act on a file gives; nothing where the file cannot be read now, which is tried again, or is gone. */
  private attempt<T>(tail: Tail, act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      tail.close();
      if (code === 'ENOENT') tail.gone = tail.leaving = true;
      else
        this.around.log.say(
          'warn',
          `read ${tail.path}`,
          `${tail.path}: cannot be read (${message}); it is tried again`,
        );
      return undefined;
    }
  }

  private readOn(tail: Tail, last: boolean): boolean {
    const time = this.around.now();
    const look = tail.look(time);
    if (look === 'away') {
      tail.leaving = true;
      tail.gone = true;
      return false;
    }
    if (look === 'truncated') return this.truncated(tail);
    if (look === 'same') return false;
    const leave = tail.leaving && time - tail.grew >= LEAVE_AFTER;
    const quiet = time - tail.grew >= tail.source.multiLineWait && tail.quietAt !== tail.size;
    const atEnd = tail.size - tail.offset <= CHUNK;
    if (atEnd && !quiet && !last && !leave && tail.quietAt === tail.size) return false;
    const end = last || leave ? 'last' : quiet ? 'quiet' : 'open';
    const before = tail.offset;
    let outcome = tail.read(this.chunk, end, false, time);
    if (outcome === 'stuck' && tail.size - tail.offset > CHUNK) {
      this.large ??= Buffer.allocUnsafeSlow(LARGEST_CHUNK);
      outcome = tail.read(this.large, end, true, time);
    } else if (this.large) this.large = undefined;
    if (outcome === 'truncated') return this.truncated(tail);
    if (quiet && atEnd) tail.quietAt = tail.size;
    return tail.offset > before && tail.size > tail.offset;
  }

  /** The file is another one by now: what was not read may be in a copy; the new content is read from its beginning. */
  private truncated(tail: Tail): boolean {
    const { counters, log, now } = this.around;
    const unread = Math.max(0, tail.size - tail.offset);
    tail.close();
    tail.gone = true;
    const file = lookAt(tail.path);
    const here = file && `${file.dev}:${file.ino}` === tail.key ? file : undefined;
    // Renamed since, with what came after it was truncated, it is a leftover itself.
    this.fetchLeftovers(tail.source, tail.path, now(), here && tail.key);
    if (!this.copied.has(tail.id) && unread > 0) {
      counters.lostToTruncation += unread;
      log.say(
        'warn',
        `truncated ${tail.path}`,
        `${tail.path}: truncated with ${unread} bytes not read, and no copy of it is here`,
      );
    }
    tail.size = tail.offset;
    if (here) this.open(tail.source, here.path, here, now(), { id: undefined, offset: 0, start: Buffer.alloc(0) });
    return true;
  }

  /** A newer file has come, and AWS has everything of this one. */
  private removeFile(tail: Tail): void {
    const there = lookAt(tail.path);
    if (!there || `${there.dev}:${there.ino}` !== tail.key || there.size > tail.offset) return;
    try {
      unlinkSync(tail.path);
      this.around.log.say('info', 'removed', `${tail.path}: delivered and removed, as auto_removal says`);
    } catch (error) {
      this.around.log.say('warn', 'removed', `${tail.path}: cannot be removed (${(error as Error).message})`);
    }
  }

  private letGo(source: FileSource, tails: Tail[], last: boolean): void {
    const now = this.around.now();
    let open = 0;
    for (const tail of tails) {
      const idle = now - tail.grew;
      const read = tail.offset >= tail.size;
      if (tail.open && read && !tail.leaving && (idle > IDLE_CLOSE || open >= MOST_OPEN)) tail.close();
      if (tail.open) open += 1;
    }
    const kept = tails.filter((tail) => {
      const read = tail.leaving && tail.offset >= tail.size && (last || now - tail.grew >= LEAVE_AFTER);
      if (!tail.gone && !(read && tail.finished)) return true;
      tail.close();
      if (source.autoRemoval && !tail.gone) this.removeFile(tail);
      return false;
    });
    this.tails.set(source, kept);
  }
}
