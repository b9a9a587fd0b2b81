import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { systemReason } from '../core/faults/system-reason.ts';
import { UsageError } from './errors.ts';

/** An argument that is the text itself, or `@file` with the text in it. */
export const argumentText = (written: string): string =>
  written.startsWith('@') ? readText(written.slice(1)).trimEnd() : written;

/**
 * A file's text, unpacked where it is gzip data and without a byte order mark; `-` is standard input.
 * @throws UsageError when it cannot be read
 */
export function readText(file: string): string {
  try {
    const bytes = readFileSync(file === '-' ? 0 : file);
    return (isPacked(bytes) ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UsageError(`${file}: cannot be read (${systemReason(error)})`);
  }
}

const isPacked = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
