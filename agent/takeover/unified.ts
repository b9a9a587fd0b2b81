import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AgentError } from '../errors.ts';
import { fillIn, type Instance } from '../host/instance.ts';
import { expand, lookAt } from '../logs/glob.ts';
import type { State } from '../logs/state.ts';
import type { FileSource } from '../settings/model.ts';
import { remember } from './awslogs.ts';
import type { Continued, TakeOver } from './report.ts';

/**
 * The unified agent's state files: the path and how far it was delivered. Where it kept several ranges, what lies before the first gap counts.
 * @throws AgentError when the folder cannot be read
 */
export function readUnifiedState(folder: string): ReadonlyMap<string, number> {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw new AgentError(`${folder}: no state of the unified agent can be read there (${(error as Error).message})`);
  }
  const found = new Map<string, number>();
  for (const name of names) {
    const file = path.join(folder, name);
    if (!lookAt(file)) continue;
    const [offset, followed, ranges] = readFileSync(file, 'utf8').split('\n');
    if (followed?.startsWith('/') && /^\d+$/.test(offset ?? ''))
      found.set(followed, firstRange(ranges) ?? Number(offset));
  }
  return found;
}

/** The end of the range that begins at 0, where there are ranges. */
function firstRange(ranges: string | undefined): number | undefined {
  if (!ranges) return undefined;
  const first = ranges.split(',').find((range) => range.startsWith('0-'));
  const end = first?.slice(2);
  return first === undefined ? 0 : end ? Number(end) : undefined;
}

/** Continues where the unified agent was. It knows files by their path alone. */
export function takeOverUnified(
  offsets: ReadonlyMap<string, number>,
  sources: readonly FileSource[],
  state: State,
  instance: Instance,
  now: number,
): TakeOver {
  const continued: Continued[] = [];
  const left: { about: string; why: string }[] = [];
  for (const source of sources) {
    for (const found of expand(source.glob)) {
      const offset = offsets.get(found.path);
      if (offset === undefined) left.push({ about: found.path, why: 'is not in the state: read from its beginning' });
      else if (offset > found.size)
        left.push({ about: found.path, why: 'is shorter than what was sent: read from its beginning' });
      else {
        const group = fillIn(source.group, instance, now);
        const named = fillIn(source.stream, instance, now);
        const stream = source.all ? `${named}_${found.path.replaceAll(/[^\w.#-]/g, '_')}` : named;
        remember(state, { group, stream }, found, offset, now);
        continued.push({ path: found.path, group, stream, offset, size: found.size });
      }
    }
  }
  return { continued, left };
}
