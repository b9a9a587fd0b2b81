import type {
  CreateTopicInput,
  CreateTopicResponse,
  DeleteTopicInput,
  GetTopicAttributesInput,
  GetTopicAttributesResponse,
  ListTopicsInput,
  ListTopicsResponse,
  SetTopicAttributesInput,
} from '@aws-sdk/client-sns';
import { parseArn, scopeOf } from '../../arn.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { effectiveDeliveryPolicy } from './delivery-policy.ts';
import { invalid } from './errors.ts';
import { isFifo, type Topic } from './model.ts';
import { defaultPolicy } from './policy.ts';
import { checkArn, type SnsState } from './state.ts';
import { tagsOf } from './tags.ts';
import { checkTopicAttribute, isSettable } from './topic-attributes.ts';

const NAME = /^[A-Za-z0-9_-]{1,256}$/;

export function topics(state: SnsState) {
  const { store, clock } = state.parts;

  const createTopic: Operation<CreateTopicInput, CreateTopicResponse> = (call) => {
    const { Name: name = '' } = call.input;
    const given = withPlainBooleans(call.input.Attributes ?? {});
    const tags = tagsOf(call.input.Tags);
    const fifo = given.FifoTopic === 'true';
    checkName(name, fifo);
    for (const [each, value] of Object.entries(given)) {
      if (!isSettable(each, fifo)) throw invalid(`Attributes Reason: Unknown attribute ${each}`);
      checkTopicAttribute(each, value, 'Attributes Reason: ');
    }
    const attributes = Object.fromEntries(Object.entries(given).map(([each, value]) => [each, kept(each, value)]));
    const { account, region } = call;
    const before = state.topics.get(scopeOf(call), name);
    if (before) {
      checkSame(before, attributes, tags);
      return { TopicArn: before.arn };
    }
    const topic: Topic = {
      arn: `arn:aws:sns:${region}:${account}:${name}`,
      name,
      account,
      region,
      attributes,
      tags,
      deletedSubscriptions: 0,
      createdAt: clock.now(),
    };
    state.putTopic(topic);
    return { TopicArn: topic.arn };
  };

  const deleteTopic: Operation<DeleteTopicInput, void> = (call) => {
    const { TopicArn: arn = '' } = call.input;
    checkArn(arn, 'TopicArn');
    if (parseArn(arn)?.region !== call.region) throw invalid('TopicArn');
    const topic = state.topicAt(arn);
    if (!topic) return;
    store.write(() => {
      for (const each of state.subscriptionsOf(topic)) {
        state.subscriptions.delete(topic.arn, each.arn);
        state.former.put('topic deleted', each.arn, each);
      }
      state.topics.delete(scopeOf(topic), topic.name);
    });
  };

  const listTopics: Operation<ListTopicsInput, ListTopicsResponse> = (call) => {
    const { items, next } = page(state.topics.list(scopeOf(call)), 100, call.input.NextToken, ({ name }) => name);
    return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken: next };
  };

  const getTopicAttributes: Operation<GetTopicAttributesInput, GetTopicAttributesResponse> = (call) => ({
    Attributes: shown(state, state.topic(call, call.input.TopicArn)),
  });

  const setTopicAttributes: Operation<SetTopicAttributesInput, void> = (call) => {
    const { TopicArn: arn, AttributeName: name = '', AttributeValue: value = '' } = call.input;
    const topic = state.topic(call, arn);
    if (!isSettable(name, isFifo(topic)) || name === 'FifoTopic') throw invalid('AttributeName');
    checkTopicAttribute(name, value, '');
    const attributes: Record<string, string> = { ...topic.attributes, [name]: kept(name, value) };
    if (value === '' && name !== 'DisplayName') delete attributes[name];
    state.putTopic({ ...topic, attributes });
  };

  return {
    CreateTopic: createTopic,
    DeleteTopic: deleteTopic,
    ListTopics: listTopics,
    GetTopicAttributes: getTopicAttributes,
    SetTopicAttributes: setTopicAttributes,
  };
}

/** `True` counts as `true`. */
const withPlainBooleans = (attributes: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      /^(true|false)$/i.test(value) ? value.toLowerCase() : value,
    ]),
  );

/** A policy is kept and shown without blanks, as moto has it. */
const kept = (name: string, value: string): string =>
  name === 'Policy' && value !== '' ? JSON.stringify(JSON.parse(value)) : value;

function checkName(name: string, fifo: boolean): void {
  const stem = fifo && name.endsWith('.fifo') ? name.slice(0, -'.fifo'.length) : name;
  if (!NAME.test(stem) || name.length > 256 || fifo !== name.endsWith('.fifo')) throw invalid('Topic Name');
}

function checkSame(
  before: Topic,
  attributes: Readonly<Record<string, string>>,
  tags: Readonly<Record<string, string>>,
) {
  for (const [name, value] of Object.entries(attributes)) {
    const kept = before.attributes[name] ?? (name === 'DisplayName' ? '' : name === 'FifoTopic' ? 'false' : undefined);
    if (kept !== value) throw invalid('Attributes Reason: Topic already exists with different attributes');
  }
  for (const [key, value] of Object.entries(tags)) {
    if (before.tags[key] !== value) throw invalid('Tags Reason: Topic already exists with different tags');
  }
}

function shown(state: SnsState, topic: Topic): Record<string, string> {
  const subscriptions = state.subscriptionsOf(topic);
  const confirmed = subscriptions.filter((each) => each.confirmed).length;
  const { FifoTopic: _fifo, ...attributes } = topic.attributes;
  return {
    Policy: defaultPolicy(topic),
    Owner: topic.account,
    SubscriptionsPending: String(subscriptions.length - confirmed),
    SubscriptionsConfirmed: String(confirmed),
    SubscriptionsDeleted: String(topic.deletedSubscriptions),
    TopicArn: topic.arn,
    EffectiveDeliveryPolicy: JSON.stringify(effectiveDeliveryPolicy(topic.attributes.DeliveryPolicy)),
    DisplayName: '',
    ...(isFifo(topic) && { FifoTopic: 'true', ContentBasedDeduplication: 'false' }),
    ...attributes,
  };
}
