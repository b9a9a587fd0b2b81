import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { AgentError } from '../errors.ts';
import { fillIn, type Instance } from '../host/instance.ts';
import { expand, type Found, filesIn } from '../logs/glob.ts';
import { digest, startOf } from '../logs/identity.ts';
import { entryOf, isCompressed } from '../logs/rotations.ts';
import type { State } from '../logs/state.ts';
import type { FileSource } from '../settings/model.ts';
import type { Continued, TakeOver } from './report.ts';

interface PushState {
  readonly start_position: number;
  readonly end_position: number;
}

/**
 * Reads the old agent's state file. It saves a batch's place before it sends the batch, so only what lies before `start_position` is
 * known to be with AWS.
 * @throws AgentError when it is not there or not the old agent's
 */
export async function readAwslogsState(file: string): Promise<ReadonlyMap<string, PushState>> {
  if (!existsSync(file)) throw new AgentError(`${file}: there is no such state file; say where with --state`);
  const { DatabaseSync } = await import('node:sqlite').catch(() => {
    throw new AgentError(`reading ${file} needs Node 24; this is ${process.versions.node}`);
  });
  const found = new Map<string, PushState>();
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      for (const { k, v } of database.prepare('SELECT k, v FROM push_state').all()) {
        const value = JSON.parse(String(v)) as Partial<PushState>;
        if (typeof value.start_position !== 'number') continue;
        found.set(String(k), {
          start_position: value.start_position,
          end_position: value.end_position ?? value.start_position,
        });
      }
    } finally {
      database.close();
    }
  } catch (error) {
    throw new AgentError(`${file}: not the state of awslogs (${(error as Error).message})`);
  }
  return found;
}

/**
 * Continues where the old agent was acknowledged. A file is known by the hash of its section's name and its fingerprint lines, under
 * whatever name it is by now.
 * @param acknowledged whether the last batch is taken to have arrived
 */
export function takeOverAwslogs(
  states: ReadonlyMap<string, PushState>,
  sources: readonly FileSource[],
  state: State,
  instance: Instance,
  acknowledged: boolean,
  now: number,
): TakeOver {
  const continued: Continued[] = [];
  const left: { about: string; why: string }[] = [];
  for (const source of sources) {
    const group = fillIn(source.group, instance, now);
    const stream = fillIn(source.stream, instance, now);
    const before = continued.length;
    for (const found of candidates(source)) {
      const id = sourceId(source, found.path);
      const known = id === undefined ? undefined : states.get(id);
      if (!known) continue;
      const offset = acknowledged ? known.end_position : known.start_position;
      if (offset > found.size) {
        left.push({
          about: found.path,
          why: `is shorter (${found.size}) than what was sent (${offset}): read from its beginning`,
        });
        continue;
      }
      remember(state, { group, stream }, found, offset, now);
      const batch = known.end_position - known.start_position;
      const note = acknowledged || batch === 0 ? undefined : `the last batch (${batch} bytes) may come twice`;
      continued.push({ path: found.path, group, stream, offset, size: found.size, ...(note ? { note } : {}) });
    }
    if (continued.length === before)
      left.push({ about: `[${source.name}]`, why: 'no file of it is in the state: read from its beginning' });
  }
  return { continued, left };
}

/** Puts a file's offset into the agent's own state. */
export function remember(
  state: State,
  to: { readonly group: string; readonly stream: string },
  found: Found,
  offset: number,
  now: number,
): void {
  const known = entryOf(state, to.group, to.stream, found);
  if (known) {
    state.advance(known[0], offset);
    return;
  }
  const fd = openSync(found.path, 'r');
  try {
    const start = startOf(fd);
    const { path, dev, ino } = found;
    state.add({ ...to, path, dev, ino, startLength: start.length, startDigest: digest(start), offset, seen: now });
  } finally {
    closeSync(fd);
  }
}

/** Files of the section, and what may have been rotated away from them. */
function candidates(source: FileSource): Found[] {
  const matches = expand(source.glob);
  const siblings = matches.flatMap(({ path: file }) =>
    filesIn(path.dirname(file)).filter(
      (each) => each.path.startsWith(file) && each.path !== file && !isCompressed(each.path),
    ),
  );
  const all = new Map([...matches, ...siblings].map((found) => [found.path, found]));
  return [...all.values()].sort((a, b) => a.modified - b.modified);
}

const LARGEST_FINGERPRINT = 1 << 20;

/** The old agent's id of a file, or nothing while its fingerprint lines are not all there. */
export function sourceId(source: Pick<FileSource, 'name' | 'fingerprintLines'>, file: string): string | undefined {
  const buffer = Buffer.alloc(LARGEST_FINGERPRINT);
  const fd = openSync(file, 'r');
  let length: number;
  try {
    length = readSync(fd, buffer, 0, buffer.length, 0);
  } finally {
    closeSync(fd);
  }
  const [first, last] = source.fingerprintLines;
  let [from, at] = [0, 0];
  for (let line = 1; line <= last; line += 1) {
    if (line === first) from = at;
    const end = buffer.subarray(0, length).indexOf(10, at);
    if (end < 0) return undefined;
    at = end + 1;
  }
  return createHash('md5').update(source.name).update(buffer.subarray(from, at)).digest('hex');
}
