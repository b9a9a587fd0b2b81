/** A part of the input that could not be used. The rest still plays; `count` parts of one file failed for this reason. */
export interface Skipped {
  readonly path: string;
  /** Where the first of them is: a line (from 1) of a line-by-line file, else a byte offset into the (unpacked) content. */
  readonly line?: number;
  readonly offset?: number;
  readonly reason: string;
  readonly count: number;
}

/** Thrown when nothing of the input can be used, or an option makes no sense; the message names what is at fault. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

/** `trail/a.ndjson:12: not JSON at column 7 (3 more like it)` */
export function describeSkipped({ path, line, offset, reason, count }: Skipped): string {
  const place = line !== undefined ? `:${line}` : offset !== undefined ? `, byte ${offset}` : '';
  return `${path}${place}: ${reason}${count > 1 ? ` (and ${count - 1} more like it)` : ''}`;
}

/** Gathers what was skipped, one entry a file and reason, however many parts fail. */
export class SkippedList {
  readonly #entries = new Map<string, Skipped>();

  add(path: string, reason: string, place: { line?: number; offset?: number } = {}): void {
    const key = `${path}\0${reason.replace(/\d+/g, '#')}`;
    const known = this.#entries.get(key);
    this.#entries.set(key, known ? { ...known, count: known.count + 1 } : { path, ...place, reason, count: 1 });
  }

  list(): readonly Skipped[] {
    return [...this.#entries.values()];
  }
}
