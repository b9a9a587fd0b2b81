import { readFileSync } from 'node:fs';
import { UsageError } from './errors.ts';

/** An argument that is the text itself, or `@file` with the text in it. */
export const argumentText = (written: string): string =>
  written.startsWith('@') ? readText(written.slice(1)).trimEnd() : written;

/**
 * A file's text; `-` is standard input.
 * @throws UsageError when it cannot be read
 */
export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file}: cannot be read (${error instanceof Error ? error.message : error})`);
  }
}
