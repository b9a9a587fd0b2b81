import { closeSync, fstatSync, openSync } from 'node:fs';
import path from 'node:path';
import { expand, type Found, filesIn } from './glob.ts';
import { beginsAs, startOf, TELLING } from './identity.ts';
import type { Progress, State } from './state.ts';

/** A file from which something may still be to read. */
export interface Leftover {
  readonly found: Found;
  /** Where reading goes on. */
  readonly offset: number;
  /** The state's entry it continues, when it is the same file. */
  readonly id: number | undefined;
  /** The entry of the file this one is a copy of. */
  readonly copyOf: number | undefined;
  /** How it begins. */
  readonly start: Buffer;
}

/** How rotated files are called: the name, and behind it a number, a date or "old". */
const ROTATED = /^[.\-_](\d[\d\-_.T:]*|old)(\.log|\.txt)?$/;
const COMPRESSED = /\.(gz|zst|zip|bz2|rar|tar|xz)$/;

export const isCompressed = (file: string): boolean => COMPRESSED.test(file);

/**
 * The entry of the state that tells of this very file: the same place on the disk, and the same beginning.
 */
export function entryOf(
  state: State,
  group: string,
  stream: string,
  found: Found,
): readonly [number, Progress] | undefined {
  const there = [...state.entries].filter(
    ([, entry]) =>
      entry.dev === found.dev && entry.ino === found.ino && entry.group === group && entry.stream === stream,
  );
  if (there.length === 0) return undefined;
  const start = readStart(found);
  return there.reverse().find(([, entry]) => start !== undefined && beginsAs(start, entry));
}

/**
 * What was rotated away from a path and is not read to its end: the renamed file, a copy made before the file was truncated, and files that
 * came and went between two looks. A path that was never followed has none: what was there before is not fetched.
 * @param busy keys of files that are being read
 */
export function leftovers(
  state: State,
  group: string,
  stream: string,
  followed: string,
  busy: ReadonlySet<string>,
): Leftover[] {
  const entries = [...state.entries].filter(
    ([, entry]) => entry.group === group && entry.stream === stream && isSibling(followed, entry.path, true),
  );
  if (entries.length === 0) return [];
  const since = Math.min(...entries.map(([, { seen }]) => seen));
  const files = filesIn(path.dirname(followed)).filter(({ path: file }) => isSibling(followed, file, false));
  const here = new Map(files.map((file) => [keyOf(file), file]));
  const current = expand(followed)[0];
  if (current) here.set(keyOf(current), current);
  const found: Leftover[] = [];
  for (const file of files.sort((a, b) => a.modified - b.modified)) {
    if (busy.has(keyOf(file))) continue;
    const start = readStart(file);
    if (start === undefined) continue;
    const own = entries.findLast(
      ([, entry]) => entry.dev === file.dev && entry.ino === file.ino && beginsAs(start, entry),
    );
    if (own) {
      if (file.size > own[1].offset)
        found.push({ found: file, offset: own[1].offset, id: own[0], copyOf: undefined, start });
      continue;
    }
    const original = entries.findLast(([, entry]) => entry.startLength >= TELLING && beginsAs(start, entry));
    if (original) {
      const [copyOf, entry] = original;
      const still = here.get(`${entry.dev}:${entry.ino}`);
      if (still && still.path !== file.path) {
        // While the original is there and whole, it is read from there.
        const begin = readStart(still);
        if (begin === undefined || (still.size >= entry.offset && beginsAs(begin, entry))) continue;
      }
      if (file.size > entry.offset) found.push({ found: file, offset: entry.offset, id: undefined, copyOf, start });
      continue;
    }
    if (file.modified >= since && file.size > 0)
      found.push({ found: file, offset: 0, id: undefined, copyOf: undefined, start });
  }
  return found;
}

const keyOf = ({ dev, ino }: Found): string => `${dev}:${ino}`;

/** Whether a path is a rotated name of another, or (with `same`) that path itself. */
function isSibling(followed: string, file: string, same: boolean): boolean {
  if (file === followed) return same;
  return file.startsWith(followed) && ROTATED.test(file.slice(followed.length)) && !isCompressed(file);
}

/** The first bytes of a file that was found, if it can be read and its path has not come to name another since. */
export function readStart({ path: file, dev, ino }: Found): Buffer | undefined {
  try {
    const fd = openSync(file, 'r');
    try {
      const stat = fstatSync(fd);
      return stat.dev === dev && stat.ino === ino ? startOf(fd) : undefined;
    } finally {
      closeSync(fd);
    }
  } catch {
    // It cannot be read now; the next look tries again.
    return undefined;
  }
}
