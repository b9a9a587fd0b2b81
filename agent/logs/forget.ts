import path from 'node:path';
import { filesIn } from './glob.ts';
import { digest, TELLING } from './identity.ts';
import { readStart } from './rotations.ts';
import type { Progress, State } from './state.ts';

/** ms: events that old AWS would not take, so that nothing of such a file is missed. */
const FORGET_AFTER = 14 * 86_400_000;

/**
 * Lets go of what the state knows of files that have been gone for two weeks. A file is there while one in its folder begins as it does,
 * itself or its copy; one that comes back within that time (a mount that was away) is known again.
 * @param now ms since 1970
 */
export function forgetLongGone(state: State, now: number): void {
  const folders = new Map<string, [number, Progress][]>();
  for (const each of state.entries) {
    const folder = path.dirname(each[1].path);
    folders.set(folder, [...(folders.get(folder) ?? []), each]);
  }
  for (const [folder, entries] of folders) {
    const files = filesIn(folder).flatMap((file) => {
      const start = readStart(file);
      return start ? [{ key: `${file.dev}:${file.ino}`, start }] : [];
    });
    const lengths = new Set(entries.map(([, { startLength }]) => startLength));
    const beginnings = new Set(
      [...lengths].flatMap((length) =>
        files
          .filter(({ start }) => start.length >= length)
          .map(({ key, start }) => beginning(length, digest(start.subarray(0, length)), key)),
      ),
    );
    for (const [id, entry] of entries) {
      const { startLength, startDigest, dev, ino } = entry;
      if (beginnings.has(beginning(startLength, startDigest, `${dev}:${ino}`))) found(state, id, entry);
      else missed(state, id, entry, now);
    }
  }
}

/** What tells a file: how it begins; where that is too little, also where it lies. */
const beginning = (length: number, startDigest: string, key: string): string =>
  `${length} ${startDigest}${length < TELLING ? ` ${key}` : ''}`;

function found(state: State, id: number, entry: Progress): void {
  if (entry.goneSince === undefined) return;
  entry.goneSince = undefined;
  state.save(id);
}

function missed(state: State, id: number, entry: Progress, now: number): void {
  if (entry.goneSince !== undefined && now - entry.goneSince > FORGET_AFTER) {
    state.remove(id);
    return;
  }
  if (entry.goneSince !== undefined) return;
  entry.goneSince = now;
  state.save(id);
}
