import { AwsError } from '../../errors.ts';

/** How services differ in saying no: S3, the query protocol, and the newer ones. */
export type Family = 's3' | 'query' | 'json';

type Refusal = 'missing' | 'incomplete' | 'unknownKey' | 'mismatch' | 'skew' | 'expired' | 'payload';

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

const TOKEN_INVALID = 'The security token included in the request is invalid.';

const CODES: Record<Refusal, Record<Family, readonly [code: string, message: string, status: number]>> = {
  missing: {
    s3: ['AccessDenied', 'Access Denied', 403],
    query: ['MissingAuthenticationToken', 'Request is missing Authentication Token', 403],
    json: ['MissingAuthenticationTokenException', 'Missing Authentication Token', 400],
  },
  incomplete: {
    s3: ['AuthorizationHeaderMalformed', 'The authorization header that you provided is not valid.', 400],
    query: ['IncompleteSignature', 'The request signature does not conform to AWS standards.', 400],
    json: ['IncompleteSignatureException', 'The request signature does not conform to AWS standards.', 400],
  },
  unknownKey: {
    s3: ['InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403],
    query: ['InvalidClientTokenId', TOKEN_INVALID, 403],
    json: ['UnrecognizedClientException', TOKEN_INVALID, 400],
  },
  mismatch: {
    s3: ['SignatureDoesNotMatch', MISMATCH, 403],
    query: ['SignatureDoesNotMatch', MISMATCH, 403],
    json: ['InvalidSignatureException', MISMATCH, 400],
  },
  skew: {
    s3: ['RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', 403],
    query: ['SignatureDoesNotMatch', 'Signature expired', 403],
    json: ['InvalidSignatureException', 'Signature expired', 400],
  },
  expired: {
    s3: ['AccessDenied', 'Request has expired', 403],
    query: ['RequestExpired', 'Request has expired.', 400],
    json: ['RequestExpired', 'Request has expired.', 400],
  },
  payload: {
    s3: [
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      400,
    ],
    query: ['SignatureDoesNotMatch', MISMATCH, 403],
    json: ['InvalidSignatureException', MISMATCH, 400],
  },
};

/** The answer to a request that is not signed as it must be. */
export function refusal(why: Refusal, family: Family, detail = ''): AwsError {
  const [code, message, status] = CODES[why][family];
  return new AwsError(code, `${message}${detail}`, { status });
}
