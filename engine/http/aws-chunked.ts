import { AwsError } from '../errors.ts';

export interface Unchunked {
  readonly body: Buffer;
  /** What follows the last chunk: `x-amz-checksum-crc32` and its kind, names in lower case. */
  readonly trailers: Record<string, string>;
}

/**
 * Undoes `aws-chunked`, the framing SDKs put on uploads whose checksum they only know at the end: chunks led by their length in
 * hex (and a signature, which is not looked at), then trailing headers.
 */
export function unchunk(body: Buffer): Unchunked {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const length = /^([0-9a-fA-F]{1,8})(;|$)/.exec(body.toString('latin1', at, Math.min(end, at + 4096)))?.[1];
    if (end === -1 || length === undefined) throw incomplete();
    const size = Number.parseInt(length, 16);
    at = end + 2;
    if (size === 0) break;
    if (at + size + 2 > body.length) throw incomplete();
    chunks.push(body.subarray(at, at + size));
    at += size + 2;
  }
  const trailers: Record<string, string> = {};
  for (const line of body.toString('latin1', at).split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks), trailers };
}

const incomplete = () => new AwsError('IncompleteBody', 'The request body terminated unexpectedly', { status: 400 });
