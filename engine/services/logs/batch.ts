import type { InputLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { LogEvent } from './chunk.ts';
import { invalid } from './errors.ts';

const HOUR = 3600 * 1000;
const DAY = 24 * HOUR;

/** @see CloudWatch Logs API, PutLogEvents: "The batch of events must satisfy the following constraints" */
export const batchLimits = {
  bytes: 1_048_576,
  /** Counted for each event beside its message's UTF-8. */
  overhead: 26,
  events: 10_000,
  span: DAY,
  oldest: 14 * DAY,
  newest: 2 * HOUR,
} as const;

/** A batch taken apart into what is stored and what is not. */
export interface Batch {
  /** In order of time, within 24 hours; perhaps none. */
  readonly accepted: readonly LogEvent[];
  /** UTF-8 bytes of each accepted message. */
  readonly sizes: readonly number[];
  readonly rejected: Rejected | undefined;
}

/** Indexes into the batch, as the API spells them: `EndIndex` exclusive, `StartIndex` inclusive. */
export interface Rejected {
  readonly tooOldLogEventEndIndex?: number;
  readonly expiredLogEventEndIndex?: number;
  readonly tooNewLogEventStartIndex?: number;
}

/**
 * Checks a batch by every rule of PutLogEvents. Events too old, expired or too new are left out and named; any other broken rule
 * refuses the batch.
 *
 * @param now ms since 1970
 * @param retention the group's, in ms; undefined keeps events for ever
 * @throws AwsError InvalidParameterException; the texts for size and span are unverified
 */
export function checkBatch(events: readonly InputLogEvent[], now: number, retention: number | undefined): Batch {
  const sizes = sizesOf(events);
  assertInOrder(events);
  const tooOld = countBefore(events, now - batchLimits.oldest);
  const expired = retention === undefined ? 0 : countBefore(events, now - retention);
  const tooNew = countBefore(events, now + batchLimits.newest + 1);
  const start = Math.max(tooOld, expired);
  const accepted = events.slice(start, Math.max(start, tooNew)) as LogEvent[];
  assertSpan(accepted);
  return {
    accepted,
    sizes: sizes.slice(start, start + accepted.length),
    rejected:
      accepted.length === events.length
        ? undefined
        : {
            ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
            ...(expired > tooOld && { expiredLogEventEndIndex: expired }),
            ...(tooNew < events.length && { tooNewLogEventStartIndex: tooNew }),
          },
  };
}

function sizesOf(events: readonly InputLogEvent[]): number[] {
  let total = events.length * batchLimits.overhead;
  const sizes = new Array<number>(events.length);
  for (let index = 0; index < events.length; index++) {
    const size = Buffer.byteLength(events[index]!.message!);
    const counted = size + batchLimits.overhead;
    if (counted > batchLimits.bytes) {
      throw invalid(`Log event too large: ${counted} bytes exceeds limit of ${batchLimits.bytes}`);
    }
    sizes[index] = size;
    total += size;
  }
  if (total > batchLimits.bytes) {
    throw invalid(`Upload too large: ${total} bytes exceeds limit of ${batchLimits.bytes}`);
  }
  return sizes;
}

function assertInOrder(events: readonly InputLogEvent[]): void {
  for (let index = 1; index < events.length; index++) {
    if (events[index]!.timestamp! < events[index - 1]!.timestamp!) {
      throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
    }
  }
}

function assertSpan(events: readonly LogEvent[]): void {
  if (events.length === 0) return;
  if (events.at(-1)!.timestamp - events[0]!.timestamp > batchLimits.span) {
    throw invalid('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
  }
}

/** How many events, which are in order, lie before a moment. */
function countBefore(events: readonly InputLogEvent[], moment: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle]!.timestamp! < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
