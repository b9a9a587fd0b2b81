import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';
import { AwsError } from '../errors.ts';
import { unchunk } from './aws-chunked.ts';
import { serializationError } from './codec/errors.ts';

const MIB = 2 ** 20;

/** Bodies of most services: PutLogEvents' 1 MiB of events may take several as JSON. */
const LARGEST = 6 * MIB;
/** Objects and zipped functions, the latter in base64. */
const LARGEST_UPLOAD = 70 * MIB;

/** How large a request's body may be, known before it is read. */
export function bodyLimit(service: string | undefined): number {
  return service === 's3' || service === 'lambda' ? LARGEST_UPLOAD : LARGEST;
}

/** Thrown for a body that is larger than its service takes, as sent or once inflated. */
export class BodyTooLarge extends AwsError {
  constructor(limit: number) {
    super('RequestEntityTooLargeException', `Request body exceeds the limit of ${limit} bytes.`, { status: 413 });
  }
}

/** How much more than the limit is read, and dropped, so that a caller still sending gets to see its answer. */
const LINGER = 16 * MIB;

/** @throws BodyTooLarge; or an error when the connection breaks */
export function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else if (length > limit + LINGER) reject(new BodyTooLarge(limit));
      else chunks.length = 0;
    });
    incoming.on('end', () => {
      if (length > limit) reject(new BodyTooLarge(limit));
      else resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length));
    });
    incoming.on('error', reject);
    incoming.on('aborted', () => reject(new Error('the caller hung up')));
  });
}

export interface DecodedBody {
  readonly body: Buffer;
  /** With the trailers of an `aws-chunked` body among them. */
  readonly headers: IncomingHttpHeaders;
}

const inflate = promisify(gunzip);

/** Small bodies are inflated at once: going to a thread and back takes longer. */
const SMALL = 64 * 1024;

/**
 * Undoes the encodings a request's body came in. At S3 `gzip` is the object's own and stays.
 * @param limit how large the body may be once inflated
 */
export function decodeBody(
  body: Buffer,
  headers: IncomingHttpHeaders,
  service: string | undefined,
  limit: number,
): DecodedBody | Promise<DecodedBody> {
  const encoding = headers['content-encoding'];
  const chunked = headers['x-amz-content-sha256']?.toString().startsWith('STREAMING-') || encoding === 'aws-chunked';
  if (!chunked && encoding === undefined) return { body, headers };
  if (chunked) {
    const { body: whole, trailers } = unchunk(body);
    const rest = encoding?.split(/\s*,\s*/).filter((name) => name !== 'aws-chunked') ?? [];
    const kept = { ...headers, ...trailers, 'content-encoding': rest.join(',') || undefined };
    return { body: whole, headers: { ...kept, 'content-length': String(whole.length) } };
  }
  if (service === 's3') return { body, headers };
  if (encoding !== 'gzip' && encoding !== 'identity')
    throw serializationError(`Unsupported content encoding ${encoding}.`);
  return encoding === 'gzip' ? unzip(body, headers, limit) : { body, headers };
}

function unzip(body: Buffer, headers: IncomingHttpHeaders, limit: number): DecodedBody | Promise<DecodedBody> {
  const options = { maxOutputLength: limit };
  if (body.length > SMALL) {
    return inflate(body, options).then(
      (inflated) => ({ body: inflated, headers }),
      (error: unknown) => refused(error, limit),
    );
  }
  try {
    return { body: gunzipSync(body, options), headers };
  } catch (error) {
    return refused(error, limit);
  }
}

function refused(error: unknown, limit: number): never {
  if (error instanceof RangeError) throw new BodyTooLarge(limit);
  throw serializationError('The body is not valid gzip.', error);
}
