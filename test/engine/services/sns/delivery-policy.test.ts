import { describe, expect, it } from 'vitest';
import { shownPolicies } from '../../../../engine/services/sns/delivery-policy.ts';

const parsed = (topic: object | undefined, own: object | undefined) => {
  const text = (policy: object | undefined) => policy && JSON.stringify(policy);
  return Object.fromEntries(
    Object.entries(shownPolicies(text(topic), text(own))).map(([name, shown]) => [name, JSON.parse(shown)]),
  );
};

const asByDefault = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
};

// Recorded from AWS: test_subscribe_external_http_endpoint_content_type.
describe('the delivery policies shown of an HTTP subscription', () => {
  it('have every member, with AWS’s retries where it has none of its own', () => {
    const requestPolicy = { headerContentType: 'text/csv' };
    const shown = parsed(undefined, { requestPolicy });

    const rest = { sicklyRetryPolicy: null, throttlePolicy: null, requestPolicy, guaranteed: false };
    expect(shown).toEqual({
      DeliveryPolicy: { healthyRetryPolicy: null, ...rest },
      EffectiveDeliveryPolicy: { healthyRetryPolicy: asByDefault, ...rest },
    });
  });

  it('have the topic’s content type and its own retries and throttle', () => {
    const topic = { http: { defaultRequestPolicy: { headerContentType: 'application/json' } } };
    const healthyRetryPolicy = { minDelayTarget: 1, maxDelayTarget: 1, numRetries: 0 };
    const throttlePolicy = { maxReceivesPerSecond: 1000 };
    const shown = parsed(topic, { healthyRetryPolicy, throttlePolicy });

    const common = {
      healthyRetryPolicy: { ...asByDefault, ...healthyRetryPolicy },
      sicklyRetryPolicy: null,
      throttlePolicy,
      guaranteed: false,
    };
    expect(shown).toEqual({
      DeliveryPolicy: { ...common, requestPolicy: null },
      EffectiveDeliveryPolicy: { ...common, requestPolicy: { headerContentType: 'application/json' } },
    });
  });

  it('are the effective one alone where the subscription has none', () => {
    expect(Object.keys(parsed(undefined, undefined))).toEqual(['EffectiveDeliveryPolicy']);
  });
});
