import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AwsError } from '../../errors.ts';
import { type CredentialScope, credentialScope } from '../credential.ts';
import type { HttpRequest } from '../exchange.ts';
import { canonicalRequest, sha256 } from './canonical.ts';
import { type Family, refusal } from './refusals.ts';
import type { Secrets } from './secrets.ts';

const MINUTE = 60_000;
const LARGEST_SKEW = 15 * MINUTE;
/** A presigned URL lives for a week at most, in seconds. */
const LONGEST_LIFE = 604_800;
const ALGORITHM = 'AWS4-HMAC-SHA256';

/** A signature as it stands in the header or in the query of a presigned URL. */
interface Signature {
  readonly scope: CredentialScope;
  /** `20261121T010203Z` */
  readonly date: string;
  readonly headers: readonly string[];
  readonly signature: string;
  /** Seconds a presigned URL lives. */
  readonly expires: number | undefined;
}

/**
 * Verifies a request's signature of version 4, in the header or presigned. The request must be as it was sent: signatures are over encoded
 * bodies.
 *
 * @param now the system's time, ms since 1970: signatures are made by it, whatever the engine's clock says
 * @returns the answer to a request that is not signed as it must be
 */
export function verify(request: HttpRequest, family: Family, secrets: Secrets, now: number): AwsError | undefined {
  const query = new URLSearchParams(request.query);
  const { authorization } = request.headers;
  if (authorization === undefined && !query.has('X-Amz-Signature')) return refusal('missing', family);
  const found = authorization === undefined ? fromQuery(request, query) : fromHeader(request, authorization);
  if (!found) return refusal('incomplete', family);
  const secret = secrets(found.scope.accessKeyId);
  if (secret === undefined) return refusal('unknownKey', family);
  return timeliness(found, family, now) ?? payloadOf(request, family, found, secret);
}

function fromHeader(request: HttpRequest, authorization: string): Signature | undefined {
  const scope = credentialScope(request);
  const headers = /SignedHeaders=([^,\s]+)/.exec(authorization)?.[1];
  const signature = /Signature=([0-9a-f]{64})\b/.exec(authorization)?.[1];
  const date = request.headers['x-amz-date'];
  const complete = authorization.startsWith(`${ALGORITHM} `) && scope && headers && signature;
  if (!complete || typeof date !== 'string') return undefined;
  return { scope, date, headers: headers.split(';'), signature, expires: undefined };
}

function fromQuery(request: HttpRequest, query: URLSearchParams): Signature | undefined {
  const scope = credentialScope(request);
  const [date, headers, signature] = ['Date', 'SignedHeaders', 'Signature'].map((name) => query.get(`X-Amz-${name}`));
  const expires = Number(query.get('X-Amz-Expires') ?? Number.NaN);
  if (query.get('X-Amz-Algorithm') !== ALGORITHM || !scope || !date || !headers || !signature) return undefined;
  if (!(expires >= 0 && expires <= LONGEST_LIFE)) return undefined;
  return { scope, date, headers: headers.split(';'), signature, expires };
}

function timeliness({ date, scope, expires }: Signature, family: Family, now: number): AwsError | undefined {
  const signedAt = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(signedAt) || !date.startsWith(scope.date)) return refusal('incomplete', family);
  if (expires !== undefined) {
    if (signedAt - now > LARGEST_SKEW) return refusal('skew', family);
    return now > signedAt + expires * 1000 ? refusal('expired', family) : undefined;
  }
  if (Math.abs(now - signedAt) <= LARGEST_SKEW) return undefined;
  const detail = `: ${date} is now ${signedAt < now ? 'earlier' : 'later'} than the ${LARGEST_SKEW / MINUTE} min. that are allowed`;
  return refusal('skew', family, family === 's3' ? '' : detail);
}

function payloadOf(request: HttpRequest, family: Family, found: Signature, secret: string): AwsError | undefined {
  const named = request.headers['x-amz-content-sha256'];
  const presigned = found.expires !== undefined;
  const payload =
    typeof named === 'string' ? named : presigned && family === 's3' ? 'UNSIGNED-PAYLOAD' : sha256(request.body);
  const hashed = typeof named === 'string' && !/^(UNSIGNED|STREAMING)-/.test(named);
  if (hashed && named !== sha256(request.body)) return refusal('payload', family);
  const { headers, signature } = found;
  // What names the host and the date must be under the signature.
  if (!headers.includes('host')) return refusal('incomplete', family);
  const canonical = canonicalRequest({ request, headers, payload, pathAsSent: family === 's3' });
  const expected = sign(found, secret, canonical);
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature.padEnd(64).slice(0, 64)))
    ? undefined
    : refusal('mismatch', family);
}

/** @see AWS, "Create a signed AWS API request", steps 2 to 4 */
export function sign({ scope, date }: Pick<Signature, 'scope' | 'date'>, secret: string, canonical: string): string {
  const parts = [scope.date, scope.region, scope.service, 'aws4_request'];
  const text = [ALGORITHM, date, parts.join('/'), sha256(canonical)].join('\n');
  const key = parts.reduce<string | Buffer>(
    (kept, part) => createHmac('sha256', kept).update(part).digest(),
    `AWS4${secret}`,
  );
  return createHmac('sha256', key).update(text).digest('hex');
}
