import { readFileSync } from 'node:fs';
import { systemReason } from '../core/faults/system-reason.ts';
import { type FilterPattern, FilterPatternError, parseFilterPattern } from '../core/filter-pattern/index.ts';
import { ArchiveError } from './errors.ts';

/** A filter someone wants counted; `fault` instead of a pattern where AWS would refuse it. */
export type CountedFilter =
  | { readonly id: string; readonly pattern: FilterPattern; readonly fault?: undefined }
  | { readonly id: string; readonly pattern?: undefined; readonly fault: FilterPatternError };

/**
 * Reads a file of filter patterns, `[{"id": ..., "pattern": ...}]`.
 * @throws ArchiveError when it is no such list; a pattern that AWS would refuse is no reason to
 */
export function readFilters(path: string): CountedFilter[] {
  const entries = readList(path);
  const filters = entries.map((entry, index): CountedFilter => {
    const { id, pattern } = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>;
    if ((typeof id !== 'string' && typeof id !== 'number') || typeof pattern !== 'string') {
      throw new ArchiveError(`${path}: entry ${index + 1} is not {"id": ..., "pattern": "..."}`);
    }
    return asFilter(String(id), pattern);
  });
  const ids = filters.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new ArchiveError(`${path}: two filters have the id ${JSON.stringify(twice)}`);
  return filters;
}

function readList(path: string): unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) throw new ArchiveError(`${path}: not JSON (${error.message})`);
    throw new ArchiveError(`${path}: cannot be read (${systemReason(error)})`);
  }
  if (!Array.isArray(parsed)) throw new ArchiveError(`${path}: not a list of {"id": ..., "pattern": "..."}`);
  return parsed;
}

function asFilter(id: string, pattern: string): CountedFilter {
  try {
    return { id, pattern: parseFilterPattern(pattern) };
  } catch (error) {
    if (error instanceof FilterPatternError) return { id, fault: error };
    throw error;
  }
}
