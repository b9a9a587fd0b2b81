import type { RetryCurve } from '../../deliveries/index.ts';

/** A topic's policy for HTTP subscribers, as its JSON has it. */
interface DeliveryPolicy {
  readonly http: {
    readonly defaultHealthyRetryPolicy: RetryCurve;
    readonly disableSubscriptionOverrides: boolean;
    readonly defaultRequestPolicy: { readonly headerContentType: string };
    readonly defaultThrottlePolicy?: object;
  };
}

/** A subscription's own, as its JSON has it. */
interface SubscriptionPolicy {
  readonly healthyRetryPolicy?: Partial<RetryCurve> | null;
  readonly sicklyRetryPolicy?: object | null;
  readonly throttlePolicy?: object | null;
  readonly requestPolicy?: { readonly headerContentType?: string | null } | null;
  readonly guaranteed?: boolean;
}

const defaults: DeliveryPolicy = {
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
};

/** What a topic's deliveries to HTTP follow: its own policy over AWS's. */
export function effectiveDeliveryPolicy(text: string | undefined): DeliveryPolicy {
  const { http } = (text ? JSON.parse(text) : {}) as { readonly http?: Partial<DeliveryPolicy['http']> | null };
  const own = withoutNulls(http);
  return {
    http: {
      ...defaults.http,
      ...own,
      defaultHealthyRetryPolicy: {
        ...defaults.http.defaultHealthyRetryPolicy,
        ...withoutNulls(own.defaultHealthyRetryPolicy),
      },
      defaultRequestPolicy: { ...defaults.http.defaultRequestPolicy, ...withoutNulls(own.defaultRequestPolicy) },
    },
  };
}

/** How one HTTP subscription is retried and with what content type: its own policy over the topic's. */
export function httpDelivery(topicPolicy: string | undefined, subscriptionPolicy: string | undefined) {
  const { http } = effectiveDeliveryPolicy(topicPolicy);
  const own = subscriptionPolicy && !http.disableSubscriptionOverrides ? ownPolicy(subscriptionPolicy) : {};
  const curve: RetryCurve = { ...http.defaultHealthyRetryPolicy, ...withoutNulls(own.healthyRetryPolicy) };
  return {
    curve,
    contentType: own.requestPolicy?.headerContentType ?? http.defaultRequestPolicy.headerContentType,
  };
}

/**
 * The policies GetSubscriptionAttributes shows of an HTTP subscription: its own with all members, and what it comes to (recorded,
 * test_subscribe_external_http_endpoint_content_type; that the latter is there without the former is unverified).
 */
export function shownPolicies(topicPolicy: string | undefined, subscriptionPolicy: string | undefined) {
  const { http } = effectiveDeliveryPolicy(topicPolicy);
  const { curve, contentType } = httpDelivery(topicPolicy, subscriptionPolicy);
  const own = subscriptionPolicy ? ownPolicy(subscriptionPolicy) : {};
  const complete = {
    healthyRetryPolicy: own.healthyRetryPolicy
      ? { ...defaults.http.defaultHealthyRetryPolicy, ...withoutNulls(own.healthyRetryPolicy) }
      : null,
    sicklyRetryPolicy: own.sicklyRetryPolicy ?? null,
    throttlePolicy: own.throttlePolicy ?? null,
    requestPolicy: own.requestPolicy ?? null,
    guaranteed: own.guaranteed ?? false,
  };
  const effective = {
    ...complete,
    healthyRetryPolicy: curve,
    throttlePolicy: own.throttlePolicy ?? http.defaultThrottlePolicy ?? null,
    requestPolicy: { headerContentType: contentType },
  };
  return {
    ...(subscriptionPolicy && { DeliveryPolicy: JSON.stringify(complete) }),
    EffectiveDeliveryPolicy: JSON.stringify(effective),
  };
}

const ownPolicy = (text: string): SubscriptionPolicy => JSON.parse(text) as SubscriptionPolicy;

const withoutNulls = <T extends object>(value: T | null | undefined): Partial<T> =>
  Object.fromEntries(Object.entries(value ?? {}).filter(([, each]) => each !== null)) as Partial<T>;
