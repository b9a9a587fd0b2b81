import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createGunzip, gunzipSync } from 'node:zlib';

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
    throw new ContentError(messageOf(error));
  }
}

async function* unpacked(path: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: PIECE });
  // Steps of the packed side: where the data is broken, at most one step before the break is lost with it.
  const file = createReadStream(path, { highWaterMark: 16 * 1024 });
  file.on('error', (error) => gunzip.destroy(error));
  let unpackedBytes = 0;
  try {
    for await (const piece of file.pipe(gunzip) as AsyncIterable<Buffer>) {
      unpackedBytes += piece.length;
      yield piece;
    }
  } catch (error) {
    const isGzip = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
    throw new ContentError(
      isGzip ? `broken gzip after ${unpackedBytes} bytes of content: ${messageOf(error)}` : messageOf(error),
    );
  } finally {
    file.destroy();
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
