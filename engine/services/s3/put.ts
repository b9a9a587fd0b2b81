import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../../errors.ts';
import type { S3State, StoredObject } from './state.ts';

/** What is put, whoever puts it. */
export interface NewObject {
  readonly bucket: string;
  readonly key: string;
  readonly body: Uint8Array;
  /** Content type, encoding and the like, by the names of the SDK's members. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly checksums?: Readonly<Record<string, string>>;
  /** ETag the object must have now. */
  readonly ifMatch?: string;
  /** `*`: the object must not be there yet. */
  readonly ifNoneMatch?: string;
}

const LONGEST_KEY = 1024;

/**
 * Puts an object in place of what was there.
 * @throws AwsError NoSuchBucket, KeyTooLongError, PreconditionFailed, BadDigest
 */
export function putObject(state: S3State, { bucket: name, key, body, ...rest }: NewObject): StoredObject {
  const { headers = {}, metadata = {}, checksums = {}, ifMatch, ifNoneMatch } = rest;
  const bucket = state.bucket(name);
  if (Buffer.byteLength(key) > LONGEST_KEY) {
    throw new AwsError('KeyTooLongError', 'Your key is too long', {
      fields: { Size: Buffer.byteLength(key), MaxSizeAllowed: LONGEST_KEY },
    });
  }
  const before = state.objects.get(name, key);
  if (ifNoneMatch === '*' && before) throw preconditionFailed('If-None-Match');
  if (ifMatch !== undefined && before?.etag !== quoted(ifMatch)) {
    if (!before)
      throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, fields: { Key: key } });
    throw preconditionFailed('If-Match');
  }
  assertChecksums(body, checksums);
  const { store } = state.parts;
  const written = state.bodies.write(name, key, body);
  const object: StoredObject = {
    key,
    size: body.length,
    etag: `"${createHash('md5').update(body).digest('hex')}"`,
    modifiedAt: state.parts.clock.now(),
    headers,
    metadata,
    checksums,
    location: written.location,
  };
  store.write(() => {
    store.onUndo(written.undo);
    store.afterCommit(written.keep);
    state.objects.put(name, key, object);
    state.changed.tell({ kind: 'created', bucket, key, size: object.size, etag: object.etag });
  });
  if (before && before.location !== object.location) {
    store.afterCommit(() => state.bodies.remove(before.location));
  }
  return object;
}

export const preconditionFailed = (condition: string): AwsError =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
    fields: { Condition: condition },
  });

/** ETags come with and without quotes. */
export const quoted = (etag: string): string => (etag.startsWith('"') ? etag : `"${etag}"`);

const DIGESTS: Record<string, (body: Uint8Array) => string> = {
  ChecksumCRC32: (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes.toString('base64');
  },
  ChecksumSHA1: (body) => createHash('sha1').update(body).digest('base64'),
  ChecksumSHA256: (body) => createHash('sha256').update(body).digest('base64'),
  ContentMD5: (body) => createHash('md5').update(body).digest('base64'),
};

/** Checks what can be checked; checksums of other kinds are kept as they were given. */
function assertChecksums(body: Uint8Array, checksums: Readonly<Record<string, string>>): void {
  for (const [name, digest] of Object.entries(DIGESTS)) {
    if (checksums[name] === undefined || checksums[name] === digest(body)) continue;
    const kind = name === 'ContentMD5' ? 'Content-MD5' : name.replace('Checksum', '');
    throw new AwsError('BadDigest', `The ${kind} you specified did not match the calculated checksum.`);
  }
}
