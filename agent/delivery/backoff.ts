/** How long to wait before another try. */
export interface Backoff {
  /** ms; longer with each failure in a row, spread so that many hosts do not come back at once */
  after(failures: number, kind: Failure): number;
}

/** What went wrong with a request, as far as the next step depends on it. */
export type Failure =
  /** The endpoint is there and asks for less. */
  | 'throttled'
  /** It is away, or answered with a fault of its own. */
  | 'unavailable'
  /** It does not let us: credentials, a policy. Somebody may put that right. */
  | 'denied'
  /** Group or stream is not there. */
  | 'absent'
  /** Sent before: it has the events. */
  | 'accepted'
  /** It will never take this request. */
  | 'refused';

const LONGEST = 60_000;
const FIRST: Readonly<Record<Failure, number>> = {
  throttled: 500,
  unavailable: 200,
  denied: 5_000,
  absent: 100,
  accepted: 0,
  refused: 0,
};

export const backoff = (random: () => number = Math.random): Backoff => ({
  after(failures, kind) {
    const full = Math.min(LONGEST, FIRST[kind] * 2 ** Math.min(failures - 1, 16));
    return Math.round(full * (0.5 + random() / 2));
  },
});

const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|LimitExceeded/i;
const DENIED =
  /AccessDenied|UnrecognizedClient|InvalidClientToken|ExpiredToken|SignatureDoesNotMatch|InvalidSignature|MissingAuth|IncompleteSignature|Credential|TokenProvider|RequestExpired|OptInRequired/i;

/** What kind of failure an SDK error is. */
export function failureOf(error: unknown): Failure {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  if (name === 'ResourceNotFoundException') return 'absent';
  if (name === 'DataAlreadyAcceptedException') return 'accepted';
  if (name && THROTTLED.test(name)) return 'throttled';
  if (status === 429) return 'throttled';
  if (name && DENIED.test(name)) return 'denied';
  if (status === undefined || status >= 500 || status === 408) return 'unavailable';
  if (name === 'OperationAbortedException' || name === 'ResourceAlreadyExistsException') return 'unavailable';
  return status === 401 || status === 403 ? 'denied' : 'refused';
}

/** ms the answer asks to wait, where it does. */
export function retryAfter(error: unknown): number {
  const headers = (error as { $response?: { headers?: Record<string, string> } }).$response?.headers;
  const seconds = Number(headers?.['retry-after'] ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST) : 0;
}
