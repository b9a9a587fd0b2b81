import { readFileSync } from 'node:fs';

/** Where the kernel tells of itself; another folder in tests. */
export interface Proc {
  /** A file's text. */
  text(name: string): string;
  /** A file's text, or nothing where it is not there or not ours to read. */
  maybe(name: string): string | undefined;
  readonly folder: string;
}

export const procAt = (folder = '/proc'): Proc => ({
  folder,
  text: (name) => readFileSync(`${folder}/${name}`, 'utf8'),
  maybe(name) {
    try {
      return readFileSync(`${folder}/${name}`, 'utf8');
    } catch {
      // A process that has ended meanwhile, or one of another user.
      return undefined;
    }
  },
});

/** Ticks of the kernel's clock in a second, as /proc counts them on every Linux there is. */
export const TICKS = 100;

/** `Key:   12 kB` lines as bytes, other numbers as they are. */
export function keyed(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, key, value, unit] = /^([\w()]+):\s+(\d+)(?:\s+(kB))?/.exec(line) ?? [];
    if (key !== undefined) found.set(key, Number(value) * (unit ? 1024 : 1));
  }
  return found;
}
