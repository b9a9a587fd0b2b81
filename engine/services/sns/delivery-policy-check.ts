import type { RetryCurve } from '../../deliveries/index.ts';
import { jsonObject } from '../../json-text.ts';

/** What members a policy has: a topic's, under `http`, with `default` before most of them, and a subscription's. */
const members = {
  topic: {
    retry: 'defaultHealthyRetryPolicy',
    throttle: 'defaultThrottlePolicy',
    others: ['defaultSicklyRetryPolicy', 'defaultRequestPolicy', 'disableSubscriptionOverrides'],
  },
  subscription: {
    retry: 'healthyRetryPolicy',
    throttle: 'throttlePolicy',
    others: ['sicklyRetryPolicy', 'requestPolicy', 'guaranteed'],
  },
};

const limits: Readonly<Record<Exclude<keyof RetryCurve, 'backoffFunction'>, readonly [least: number, most: number]>> = {
  minDelayTarget: [1, 3_600],
  maxDelayTarget: [1, 3_600],
  numRetries: [0, 100],
  numNoDelayRetries: [0, 100],
  numMinDelayRetries: [0, 100],
  numMaxDelayRetries: [0, 100],
};

/**
 * What is wrong with a delivery policy, in SNS's words; undefined when nothing is.
 * @see AWS, "Creating an HTTP/S delivery policy": the limits; the words from what users measured
 */
export function deliveryPolicyFault(text: string, of: keyof typeof members): string | undefined {
  const whole = jsonObject(text);
  if (!whole) return 'DeliveryPolicy: failed to parse JSON.';
  const strange = of === 'topic' ? Object.keys(whole).find((name) => name !== 'http') : undefined;
  const fault = strange ? `Unexpected JSON member: ${strange}` : policyFault(of, whole);
  return fault && `DeliveryPolicy: ${fault}`;
}

function policyFault(of: keyof typeof members, whole: Readonly<Record<string, unknown>>): string | undefined {
  const { retry, throttle, others } = members[of];
  const [policy, path] = of === 'topic' ? [whole.http ?? {}, 'http.'] : [whole, ''];
  if (!isObject(policy)) return 'http must be a JSON object';
  for (const [name, value] of Object.entries(policy)) {
    if (![retry, throttle, ...others].includes(name)) return `Unexpected JSON member: ${name}`;
    if (value === null || typeof value === 'boolean') continue;
    if (!isObject(value)) return `${path}${name} must be a JSON object`;
    const fault = name === retry ? curveFault(`${path}${name}`, value) : throttleFault(`${path}${name}`, value);
    if (fault) return fault;
  }
  return undefined;
}

function throttleFault(path: string, { maxReceivesPerSecond: most }: Readonly<Record<string, unknown>>) {
  return typeof most === 'number' && most < 1 ? `${path}.maxReceivesPerSecond must be >= 1` : undefined;
}

function curveFault(path: string, curve: Readonly<Record<string, unknown>>): string | undefined {
  const { backoffFunction, ...counts } = curve as Record<string, unknown>;
  for (const [name, value] of Object.entries(counts)) {
    if (!Object.hasOwn(limits, name)) return `Unexpected JSON member: ${name}`;
    if (value === null) continue;
    const [least, most] = limits[name as keyof typeof limits];
    if (!Number.isInteger(value)) return `${path}.${name} must be an integer`;
    if (Number(value) < least) return `${path}.${name} must be greater than or equal to ${least}`;
    if (Number(value) > most) return `${path}.${name} must be less than or equal to ${most}`;
  }
  const given = (name: keyof typeof limits): number | undefined =>
    typeof counts[name] === 'number' ? counts[name] : undefined;
  const [min, max, retries] = [given('minDelayTarget'), given('maxDelayTarget'), given('numRetries')];
  if (min !== undefined && max !== undefined && max < min) {
    return `${path}.maxDelayTarget must be greater than or equal to minDelayTarget`;
  }
  const phases =
    (given('numNoDelayRetries') ?? 0) + (given('numMinDelayRetries') ?? 0) + (given('numMaxDelayRetries') ?? 0);
  if (retries !== undefined && retries < phases) {
    return `${path}.numRetries must be greater than or equal to total of numMinDelayRetries, numNoDelayRetries and numMaxDelayRetries`;
  }
  const known = ['arithmetic', 'exponential', 'geometric', 'linear', null, undefined];
  return known.includes(backoffFunction as string | null | undefined)
    ? undefined
    : `${path}.backoffFunction: the value [${backoffFunction}] is not a valid backoff function`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
