import { isObject, listAt, textAt } from './read.ts';
import type { Json, JsonObject } from './record.ts';

/** A log file as a digest lists it. */
export interface DigestedFile {
  readonly key: string;
  /** SHA-256 of the unpacked file, hex */
  readonly hash: string;
}

/** A digest file: what a trail delivered of one account and region in one hour, and which digest came before. */
export interface Digest {
  readonly account: string;
  readonly bucket: string;
  readonly key: string;
  /** ISO 8601, as written: the signature is over the text */
  readonly startTime: string;
  readonly endTime: string;
  readonly fingerprint: string;
  readonly files: readonly DigestedFile[];
  /** Absent in the first of a chain. */
  readonly previous?: { readonly key: string; readonly hash: string; readonly signature: string };
}

/** Thrown for a text that is no digest file; the message says what is missing. */
export class DigestError extends Error {
  override readonly name = 'DigestError';
}

/**
 * Reads a digest file.
 * @throws DigestError
 * @see AWS CloudTrail User Guide, "CloudTrail digest file structure"
 */
export function parseDigest(text: string): Digest {
  const document = objectOf(text);
  const needed = (name: string, of: Json = document): string => {
    const value = textAt(of, name);
    if (value === undefined) throw new DigestError(`no digest file: it has no ${name}`);
    return value;
  };
  const timed = (name: string): string => {
    const time = needed(name);
    if (Number.isNaN(Date.parse(time))) throw new DigestError(`no digest file: ${name} is no time`);
    return time;
  };
  const listed = listAt(document, 'logFiles');
  if (!Array.isArray(document.logFiles)) throw new DigestError('no digest file: it has no logFiles');
  onlyKnown('digestSignatureAlgorithm', 'SHA256withRSA', document);
  for (const file of listed) onlyKnown('hashAlgorithm', 'SHA-256', file);
  const before = textAt(document, 'previousDigestS3Object');
  return {
    account: needed('awsAccountId'),
    bucket: needed('digestS3Bucket'),
    key: needed('digestS3Object'),
    startTime: timed('digestStartTime'),
    endTime: timed('digestEndTime'),
    fingerprint: needed('digestPublicKeyFingerprint'),
    files: listed.map((file) => ({ key: needed('s3Object', file), hash: needed('hashValue', file) })),
    previous:
      before === undefined
        ? undefined
        : { key: before, hash: needed('previousDigestHashValue'), signature: needed('previousDigestSignature') },
  };
}

/**
 * The text a digest's signature is over (RSA, PKCS #1 v1.5, SHA-256).
 * @param hash of the unpacked digest file: SHA-256, hex
 * @see AWS CloudTrail User Guide, "Custom implementations of CloudTrail log file integrity validation"
 */
export const signedText = ({ endTime, bucket, key, previous }: Digest, hash: string): string =>
  `${endTime}\n${bucket}/${key}\n${hash}\n${previous?.signature ?? 'null'}`;

/** What a file in a trail's bucket is, from its key alone. */
export interface TrailFileName {
  readonly kind: 'log' | 'digest';
  readonly account: string;
  readonly region: string;
  /** When it was delivered, ms since 1970; log files say the minute only. */
  readonly time: number;
  /** Digests of one chain share it. */
  readonly chain: string;
}

const FILE_NAME =
  /^(?<chain>(?<account>\d{12})_CloudTrail(?<kind>-Digest|-Insight)?_(?<region>[a-z0-9-]+)_.*?)(?<time>\d{8}T\d{4}(?:\d\d)?Z)(?<rest>[^/.]*)\.json(?:\.gz)?$/;

/** Reads the name of a log or digest file; undefined for any other. */
export function trailFileName(path: string): TrailFileName | undefined {
  const cut = path.lastIndexOf('/') + 1;
  const parts = FILE_NAME.exec(path.slice(cut))?.groups;
  if (!parts) return undefined;
  const [, day, hours, minutes, seconds = '00'] = /^(\d{8})T(\d\d)(\d\d)(\d\d)?Z$/.exec(parts.time!)!;
  const time = Date.parse(`${day!.replace(/(....)(..)(..)/, '$1-$2-$3')}T${hours}:${minutes}:${seconds ?? '00'}Z`);
  if (Number.isNaN(time)) return undefined;
  const kind = parts.kind === '-Digest' ? 'digest' : 'log';
  // Digests delivered afterwards for a gap (`..._backfill.json.gz`) are a chain of their own.
  const root = path.slice(0, cut).replace(/\d{4}\/\d\d\/\d\d\/$/, '');
  return { kind, account: parts.account!, region: parts.region!, time, chain: `${root}${parts.chain}${parts.rest}` };
}

function objectOf(text: string): JsonObject {
  let document: Json;
  try {
    document = JSON.parse(text) as Json;
  } catch {
    throw new DigestError('no digest file: it is not JSON');
  }
  if (!isObject(document)) throw new DigestError('no digest file: it is not a JSON object');
  return document;
}

/** AWS writes one algorithm of each kind; what is hashed or signed by another cannot be checked here. */
function onlyKnown(name: string, wanted: string, of: Json): void {
  const value = textAt(of, name);
  if (value !== wanted) throw new DigestError(`${name} is ${value ?? 'missing'}, and only ${wanted} is known`);
}
