import type { RetryCurve } from '../../deliveries/index.ts';

/** A topic's policy for HTTP subscribers, as its JSON has it. */
interface DeliveryPolicy {
  readonly http: {
    readonly defaultHealthyRetryPolicy: RetryCurve;
    readonly disableSubscriptionOverrides: boolean;
    readonly defaultRequestPolicy: { readonly headerContentType: string };
  };
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
  const own = (text ? JSON.parse(text) : {}) as { readonly http?: Partial<DeliveryPolicy['http']> };
  return {
    http: {
      ...defaults.http,
      ...own.http,
      defaultHealthyRetryPolicy: {
        ...defaults.http.defaultHealthyRetryPolicy,
        ...own.http?.defaultHealthyRetryPolicy,
      },
      defaultRequestPolicy: { ...defaults.http.defaultRequestPolicy, ...own.http?.defaultRequestPolicy },
    },
  };
}

/** How one HTTP subscription is retried and with what content type: its own policy over the topic's. */
export function httpDelivery(topicPolicy: string | undefined, subscriptionPolicy: string | undefined) {
  const { http } = effectiveDeliveryPolicy(topicPolicy);
  const own = (subscriptionPolicy && !http.disableSubscriptionOverrides ? JSON.parse(subscriptionPolicy) : {}) as {
    readonly healthyRetryPolicy?: Partial<RetryCurve>;
    readonly requestPolicy?: { readonly headerContentType?: string };
  };
  const curve: RetryCurve = { ...http.defaultHealthyRetryPolicy, ...own.healthyRetryPolicy };
  return {
    curve,
    contentType: own.requestPolicy?.headerContentType ?? http.defaultRequestPolicy.headerContentType,
  };
}
