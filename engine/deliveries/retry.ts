import type { Delivery, RetryCurve } from './delivery.ts';

/** What is left to do with a delivery that failed once more. */
export type Verdict =
  | { readonly retryAt: number }
  | { readonly giveUp: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds' };

interface Policy {
  readonly attempts: number;
  readonly ageSeconds: number;
  /** Milliseconds to wait after so many failed attempts (1 or more). */
  wait(failed: number, delivery: Delivery): number;
}

/** @see AWS, "Amazon SNS message delivery retries": what is done for Lambda, SQS and Firehose; 100,015 retries over 23 days */
const awsManaged: RetryCurve = {
  numRetries: 100_015,
  numNoDelayRetries: 3,
  minDelayTarget: 1,
  numMinDelayRetries: 2,
  maxDelayTarget: 20,
  numMaxDelayRetries: 100_000,
  backoffFunction: 'exponential',
};

/** The same page: SMTP, SMS and mobile push; 50 retries over 6 hours. */
const customerManaged: RetryCurve = {
  numRetries: 50,
  numNoDelayRetries: 0,
  minDelayTarget: 10,
  numMinDelayRetries: 2,
  maxDelayTarget: 600,
  numMaxDelayRetries: 38,
  backoffFunction: 'exponential',
};

/** A topic's default policy for HTTP: three retries, 20 seconds apart. */
export const defaultHttpCurve: RetryCurve = {
  numRetries: 3,
  numNoDelayRetries: 0,
  minDelayTarget: 20,
  numMinDelayRetries: 0,
  maxDelayTarget: 20,
  numMaxDelayRetries: 0,
  backoffFunction: 'linear',
};

const day = 24 * 3600;

const policies: Readonly<Record<Delivery['retry'], Policy>> = {
  // AWS says 24 hours, up to 185 retries, exponential with jitter. One second doubling up to ten minutes, each wait between half and
  // all of it, spends the 185 in just about those 24 hours.
  eventbridge: {
    attempts: 186,
    ageSeconds: day,
    wait: (failed, { id }) => 1000 * Math.min(600, 2 ** (failed - 1)) * (0.5 + 0.5 * fraction(`${id}/${failed}`)),
  },
  'sns-aws': alongCurve(awsManaged, 23 * day),
  'sns-customer': alongCurve(customerManaged, day),
  'sns-http': alongCurve(defaultHttpCurve, 23 * day),
  // A minute before the first retry, two before the second; an event older than six hours is dropped.
  'lambda-async': { attempts: 3, ageSeconds: 6 * 3600, wait: (failed) => failed * 60_000 },
  none: { attempts: 1, ageSeconds: day, wait: () => 0 },
};

/**
 * Whether and when a delivery that has failed so many times is tried again.
 * @param failed attempts made so far, all in vain
 * @param now ms since 1970
 */
export function verdict(delivery: Delivery, failed: number, now: number): Verdict {
  const policy = policies[delivery.retry];
  const curve = delivery.curve;
  const attempts = Math.min(delivery.maximumAttempts ?? Infinity, curve ? curve.numRetries + 1 : policy.attempts);
  if (failed >= attempts) return { giveUp: 'MaximumRetryAttempts' };
  const oldest = delivery.createdAt + 1000 * Math.min(delivery.maximumAgeSeconds ?? Infinity, policy.ageSeconds);
  const retryAt = Math.round(now + policy.wait(failed, delivery));
  return retryAt > oldest ? { giveUp: 'MaximumEventAgeInSeconds' } : { retryAt };
}

/** Seconds to wait before the retry of this number (from 1) on a curve. */
export function waitOnCurve(curve: RetryCurve, retry: number): number {
  const { numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries, minDelayTarget: min, maxDelayTarget: max } = curve;
  if (retry <= numNoDelayRetries) return 0;
  if (retry <= numNoDelayRetries + numMinDelayRetries) return min;
  if (retry > curve.numRetries - numMaxDelayRetries) return max;
  const steps = curve.numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  const step = retry - numNoDelayRetries - numMinDelayRetries - 1;
  return min + (max - min) * (steps <= 1 ? 1 : rise[curve.backoffFunction](step, steps - 1));
}

/** How far up from the shortest to the longest wait (0 to 1) after `step` of `last` steps. */
const rise: Readonly<Record<RetryCurve['backoffFunction'], (step: number, last: number) => number>> = {
  linear: (step, last) => step / last,
  arithmetic: (step, last) => (step * (step + 1)) / (last * (last + 1)),
  geometric: (step, last) => (1.5 ** step - 1) / (1.5 ** last - 1),
  exponential: (step, last) => (2 ** step - 1) / (2 ** last - 1),
};

function alongCurve(own: RetryCurve, ageSeconds: number): Policy {
  return {
    attempts: own.numRetries + 1,
    ageSeconds,
    wait: (failed, { curve }) => 1000 * waitOnCurve(curve ?? own, failed),
  };
}

/** A number from 0 up to 1 made of the text (FNV-1a): jitter that is the same in every run. */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
