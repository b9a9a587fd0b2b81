import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';

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

/** Whether a file that begins so is the one an offset was kept for. */
export const beginsAs = (
  start: Buffer,
  kept: { readonly startLength: number; readonly startDigest: string; readonly offset: number },
): boolean =>
  // An offset of nothing in particular is of no file.
  (kept.startLength > 0 || kept.offset === 0) &&
  start.length >= kept.startLength &&
  digest(start.subarray(0, kept.startLength)) === kept.startDigest;

/** ms in which something may change twice and show it once: file times are coarse */
const TICK = 50;

/** A time of a file or folder that is sure to be another one after the next change; one that is too fresh for that equals nothing. */
export const settledTime = (modified: number): number => (Date.now() - modified < TICK ? Number.NaN : modified);
