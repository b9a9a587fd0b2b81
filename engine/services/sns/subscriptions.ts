import { randomBytes, randomUUID } from 'node:crypto';
import type {
  GetSubscriptionAttributesInput,
  GetSubscriptionAttributesResponse,
  Subscription as ListedSubscription,
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse,
  ListSubscriptionsInput,
  ListSubscriptionsResponse,
  SetSubscriptionAttributesInput,
  SubscribeInput,
  SubscribeResponse,
} from '@aws-sdk/client-sns';
import { parseArn } from '../../arn.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import type { Confirmations } from './confirmations.ts';
import { shownPolicies } from './delivery-policy.ts';
import { checkEndpoint, confirmsItself } from './endpoints.ts';
import { invalid, noSubscription } from './errors.ts';
import { isFifo, type Subscription, type Topic } from './model.ts';
import { checkArn, type SnsState } from './state.ts';
import { checkAttributes, isNoFilter } from './subscription-attributes.ts';

export function subscriptions(state: SnsState, confirmations: Confirmations) {
  const { store, clock, settings } = state.parts;

  const subscribe: Operation<SubscribeInput, SubscribeResponse> = (call) => {
    const { Protocol: protocol = '', Endpoint: endpoint = '', TopicArn: arn } = call.input;
    const attributes = withoutEmpty(call.input.Attributes ?? {});
    const topic = state.topic(call, arn);
    checkEndpoint(protocol, endpoint);
    if (protocol === 'application' && !state.pushEndpointAt(endpoint)) {
      throw invalid(`Endpoint Reason: Endpoint does not exist for endpoint arn${endpoint}`);
    }
    if (protocol === 'sqs' && endpoint.endsWith('.fifo') && !isFifo(topic)) {
      throw invalid('Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics');
    }
    if (isFifo(topic) && protocol !== 'sqs') throw invalid(`Invalid protocol type: ${protocol}`);
    checkAttributes(topic, { protocol, endpoint }, attributes, 'Attributes Reason: ');
    if (protocol === 'firehose' && !attributes.SubscriptionRoleArn) {
      throw invalid('Delivery protocol firehose can only be subscribed with subscription role arn');
    }
    const subscription = store.write(() => {
      const found = state
        .subscriptionsOf(topic)
        .find((each) => each.protocol === protocol && each.endpoint === endpoint);
      const it = found ?? create(call, topic, protocol, endpoint, attributes);
      if (found) checkSame(found, attributes);
      if (it.confirmed) return it;
      const asked = { ...it, askedAt: clock.now() };
      state.putSubscription(asked);
      confirmations.ask(asked);
      return asked;
    });
    const shown = subscription.confirmed || call.input.ReturnSubscriptionArn;
    return { SubscriptionArn: shown ? subscription.arn : 'pending confirmation' };
  };

  function create(
    call: Pick<Call, 'account' | 'caller'>,
    topic: Topic,
    protocol: string,
    endpoint: string,
    attributes: Readonly<Record<string, string>>,
  ): Subscription {
    const confirmed = confirmsItself(protocol) || settings.confirmedAddresses.includes(endpoint);
    const subscription: Subscription = {
      arn: `${topic.arn}:${randomUUID()}`,
      topicArn: topic.arn,
      owner: call.account,
      principal: call.caller.arn,
      protocol,
      endpoint,
      attributes,
      confirmed,
      authenticated: confirmsItself(protocol),
      token: randomBytes(64).toString('hex'),
      createdAt: clock.now(),
    };
    state.putSubscription(subscription);
    return subscription;
  }

  const listSubscriptions: Operation<ListSubscriptionsInput, ListSubscriptionsResponse> = (call) => {
    const here = state.subscriptions
      .scopes()
      .filter((scope) => {
        const arn = parseArn(scope);
        return arn?.region === call.region && arn.account === call.account;
      })
      .sort();
    const all = here.flatMap((scope) => state.subscriptions.list(scope));
    return listed(all, call.input.NextToken);
  };

  const listSubscriptionsByTopic: Operation<ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse> = (call) =>
    listed(state.subscriptionsOf(state.topic(call, call.input.TopicArn)), call.input.NextToken);

  const getSubscriptionAttributes: Operation<GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse> = (
    call,
  ) => {
    const { SubscriptionArn: arn = '' } = call.input;
    checkArn(arn, 'SubscriptionArn');
    const found = state.subscription(arn) ?? state.former.get('topic deleted', arn);
    if (!found) throw noSubscription();
    return { Attributes: { ...attributesOf(found), ...policiesOf(found) } };
  };

  const setSubscriptionAttributes: Operation<SetSubscriptionAttributesInput, void> = (call) => {
    const { SubscriptionArn: arn = '', AttributeName: name = '', AttributeValue: value = '' } = call.input;
    checkArn(arn, 'SubscriptionArn');
    const found = state.subscription(arn);
    const topic = state.topicAt(found?.topicArn ?? '');
    if (!found || !topic) throw noSubscription();
    const scope = name === 'FilterPolicy' ? found.attributes.FilterPolicyScope : undefined;
    checkAttributes(topic, found, { [name]: value, ...(scope && { FilterPolicyScope: scope }) }, '');
    state.putSubscription({ ...found, attributes: withoutEmpty({ ...found.attributes, [name]: value }) });
  };

  /** What is delivered by HTTP shows how it is delivered. */
  const policiesOf = ({ protocol, topicArn, attributes }: Subscription) =>
    /^https?$/.test(protocol)
      ? shownPolicies(state.topicAt(topicArn)?.attributes.DeliveryPolicy, attributes.DeliveryPolicy)
      : {};

  return {
    Subscribe: subscribe,
    ListSubscriptions: listSubscriptions,
    ListSubscriptionsByTopic: listSubscriptionsByTopic,
    GetSubscriptionAttributes: getSubscriptionAttributes,
    SetSubscriptionAttributes: setSubscriptionAttributes,
  };
}

const withoutEmpty = (attributes: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).filter(
      ([name, value]) => value !== '' && !(name === 'FilterPolicy' && isNoFilter(value)),
    ),
  );

function checkSame(before: Subscription, attributes: Readonly<Record<string, string>>): void {
  const kept: Readonly<Record<string, string>> = attributesOf(before);
  for (const [name, value] of Object.entries(attributes)) {
    if (kept[name] !== value) {
      throw invalid('Attributes Reason: Subscription already exists with different attributes');
    }
  }
}

function listed(all: readonly Subscription[], token: string | undefined): ListSubscriptionsResponse {
  const { items, next } = page(all, 100, token, ({ arn }) => arn);
  const Subscriptions = items.map(
    (each): ListedSubscription => ({
      SubscriptionArn: each.confirmed ? each.arn : 'PendingConfirmation',
      Owner: each.owner,
      Protocol: each.protocol,
      Endpoint: each.endpoint,
      TopicArn: each.topicArn,
    }),
  );
  return { Subscriptions, NextToken: next };
}

/** A scope is kept without a policy and shown with one (recorded, test_set_subscription_filter_policy_scope). */
function attributesOf(it: Subscription): Record<string, string> {
  const { FilterPolicyScope: scope = 'MessageAttributes', ...attributes } = it.attributes;
  return {
    SubscriptionPrincipal: it.principal,
    RawMessageDelivery: 'false',
    ...attributes,
    ...(attributes.FilterPolicy && { FilterPolicyScope: scope }),
    Owner: it.owner,
    SubscriptionArn: it.arn,
    TopicArn: it.topicArn,
    Protocol: it.protocol,
    Endpoint: it.endpoint,
    PendingConfirmation: String(!it.confirmed),
    ConfirmationWasAuthenticated: String(it.authenticated),
  };
}
