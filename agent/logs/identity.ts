import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';

/** A file by more than its name: where it lies, and how it begins. */
export interface Identity {
  readonly dev: number;
  readonly ino: number;
  /** The first bytes, up to `FINGERPRINT`. */
  readonly start: Buffer;
}

/** How many of a file's first bytes tell it from another. */
export const FINGERPRINT = 256;

/** Fewer bytes than this can be alike by chance. */
export const TELLING = 16;

const scratch = Buffer.allocUnsafe(FINGERPRINT);

/** The first bytes of an open file. */
export function startOf(fd: number): Buffer {
  const length = readSync(fd, scratch, 0, FINGERPRINT, 0);
  return Buffer.from(scratch.subarray(0, length));
}

/** Whether an open file begins with those bytes. */
export function beginsWith(fd: number, start: Buffer): boolean {
  if (start.length === 0) return true;
  const length = readSync(fd, scratch, 0, start.length, 0);
  return length === start.length && scratch.compare(start, 0, start.length, 0, length) === 0;
}

/** What is kept of a file's beginning: no content, so that no secret of a log lies in the state. */
export const digest = (start: Buffer): string => createHash('sha1').update(start).digest('base64url');
