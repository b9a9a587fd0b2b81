import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createGunzip, gunzipSync } from 'node:zlib';
import { systemReason } from '../core/faults/system-reason.ts';

/** Files up to this many (packed) bytes are read in one go; longer ones in pieces, unpacked beside whatever else goes on. */
const SMALL = 512 * 1024;
/** What a small file may unpack to before it is taken for a long one. */
const SMALL_CONTENT = 32 * 1024 * 1024;
const PIECE = 1024 * 1024;

/** Thrown when a file's bytes cannot be had any further; what came before is good. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
}

/**
 * The content of a file in order, unpacked if its name ends in `.gz`.
 * @throws ContentError after the last good piece, when the file cannot be read or its gzip data is broken or ends early
 */
export async function* contentOf(path: string): AsyncGenerator<Buffer> {
  const isPacked = path.endsWith('.gz');
  const small = smallContent(path, isPacked);
  if (small !== undefined) yield small;
  else if (isPacked) yield* unpacked(path);
  else yield* inPieces(path);
}

/** The whole content of a small file; undefined for one that is long, or broken: what is good in it comes piece by piece. */
function smallContent(path: string, isPacked: boolean): Buffer | undefined {
  try {
    if (statSync(path).size > SMALL) return undefined;
    const bytes = readFileSync(path);
    return isPacked ? gunzipSync(bytes, { maxOutputLength: SMALL_CONTENT }) : bytes;
  } catch {
    return undefined;
  }
}

async function* inPieces(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw new ContentError(`cannot be read (${systemReason(error)})`);
  }
}

/** Packed bytes given to the unpacker at once; where the data breaks, what the step unpacked is lost, so it goes on in smaller ones. */
const STEP = 256 * 1024;
const CAREFUL_STEP = 256;

async function* unpacked(path: string): AsyncGenerator<Buffer> {
  let done = 0;
  try {
    for await (const piece of inflated(path, STEP)) {
      done += piece.length;
      yield piece;
    }
  } catch (error) {
    if (!isGzipError(error)) throw new ContentError(`cannot be read (${systemReason(error)})`);
    yield* untilTheBreak(path, done);
  }
}

/** What is good from the byte `from` of the content on, up to where the data breaks. */
async function* untilTheBreak(path: string, from: number): AsyncGenerator<Buffer> {
  let done = 0;
  try {
    for await (const piece of inflated(path, CAREFUL_STEP)) {
      const rest = piece.subarray(Math.max(0, from - done));
      done += piece.length;
      if (rest.length > 0) yield rest;
    }
  } catch (error) {
    throw new ContentError(`broken gzip after ${done} bytes of content: ${systemReason(error)}`);
  }
}

/** In object mode the pieces come as they are unpacked; otherwise Node would join those that wait. */
async function* inflated(path: string, step: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: PIECE, ...{ readableObjectMode: true, readableHighWaterMark: 4 } });
  const file = createReadStream(path, { highWaterMark: step });
  file.on('error', (error) => gunzip.destroy(error));
  try {
    yield* file.pipe(gunzip) as AsyncIterable<Buffer>;
  } finally {
    file.destroy();
  }
}

const isGzipError = (error: unknown) =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
