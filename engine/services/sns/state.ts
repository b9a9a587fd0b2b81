import { parseArn, scopeOf, scopeOfArn } from '../../arn.ts';
import type { EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { invalid, noTopic } from './errors.ts';
import type { PushApplication, PushEndpoint, Subscription, Topic } from './model.ts';
import { applicationArnOf } from './push-arn.ts';

/** What the operations share: topics, and subscriptions by topic. */
export class SnsState {
  readonly parts: EngineParts;
  readonly topics: Documents<Topic>;
  /** Scope: the topic's ARN; key: the subscription's. */
  readonly subscriptions: Documents<Subscription>;
  /** Those unsubscribed by a link, that the link of the farewell brings back; and those whose topic is gone. */
  readonly former: Documents<Subscription>;
  /** By ARN. */
  readonly applications: Documents<PushApplication>;
  /** Scope: the application's ARN; key: the endpoint's. */
  readonly pushEndpoints: Documents<PushEndpoint>;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.topics = parts.store.documents<Topic>('sns.topics');
    this.subscriptions = parts.store.documents<Subscription>('sns.subscriptions');
    this.former = parts.store.documents<Subscription>('sns.formerSubscriptions');
    this.applications = parts.store.documents('sns.applications');
    this.pushEndpoints = parts.store.documents('sns.pushEndpoints');
  }

  /** The topic of an ARN, wherever it is; undefined when there is none. */
  topicAt(arn: string): Topic | undefined {
    const parts = parseArn(arn);
    return parts?.service === 'sns' ? this.topics.get(scopeOf(parts), parts.resource) : undefined;
  }

  /** The topic a request names, which must be of the request's own region. */
  topic(call: { readonly region: string }, arn: string | undefined, parameter = 'TopicArn'): Topic {
    const topic = this.topicAt(arn ?? '');
    checkArn(arn ?? '', parameter);
    if (parseArn(arn ?? '')?.region !== call.region) throw invalid(parameter);
    if (!topic) throw noTopic();
    return topic;
  }

  /** The push application of an ARN. */
  applicationAt(arn: string): PushApplication | undefined {
    return this.applications.get(scopeOfArn(arn), arn);
  }

  /** The push endpoint of an ARN. */
  pushEndpointAt(arn: string): PushEndpoint | undefined {
    return this.pushEndpoints.get(applicationArnOf(arn) ?? '', arn);
  }

  putTopic(topic: Topic): void {
    this.topics.put(scopeOf(topic), topic.name, topic);
  }

  subscription(arn: string): Subscription | undefined {
    return this.subscriptions.get(topicArnOf(arn), arn);
  }

  putSubscription(subscription: Subscription): void {
    this.subscriptions.put(subscription.topicArn, subscription.arn, subscription);
  }

  subscriptionsOf(topic: Pick<Topic, 'arn'>): Subscription[] {
    return this.subscriptions.list(topic.arn);
  }
}

/** A subscription's ARN is its topic's with an id behind it. */
export const topicArnOf = (subscriptionArn: string): string =>
  subscriptionArn.slice(0, Math.max(0, subscriptionArn.lastIndexOf(':')));

export function checkArn(arn: string, parameter: string): void {
  const parts = arn.split(':').length;
  if (parts < 6) throw invalid(`${parameter} Reason: An ARN must have at least 6 elements, not ${parts}`);
}
