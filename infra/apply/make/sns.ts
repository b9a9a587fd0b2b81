import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import type { RegionClients } from '../clients.ts';
import { maker, saysTheSame } from '../maker.ts';

interface Topic {
  readonly TopicName: string;
  readonly DisplayName?: string;
  readonly KmsMasterKeyId?: string;
}

/** Attributes are set one by one: a topic that is there with others would be refused. */
export const makeTopic = maker<Topic>(async ({ TopicName, ...attributes }, { clients }) => {
  const { TopicArn } = await clients.sns.send(new CreateTopicCommand({ Name: TopicName }));
  const now = await attributesOf(clients, TopicArn!);
  for (const [AttributeName, AttributeValue] of Object.entries(attributes)) {
    if (now[AttributeName] === AttributeValue) continue;
    await clients.sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
  }
  return { Ref: TopicArn!, Arn: TopicArn! };
});

const attributesOf = async ({ sns }: RegionClients, TopicArn: string): Promise<Record<string, string>> =>
  (await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};

export const makeTopicPolicy = maker<{ Topics: readonly string[]; PolicyDocument: object }>(
  async ({ Topics, PolicyDocument }, { clients }) => {
    for (const TopicArn of Topics) {
      if (saysTheSame((await attributesOf(clients, TopicArn)).Policy, PolicyDocument)) continue;
      const AttributeValue = JSON.stringify(PolicyDocument);
      await clients.sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
    }
    return { Ref: Topics.join(), Arn: '' };
  },
);

export const makeSubscription = maker<{ TopicArn: string; Protocol: string; Endpoint: string }>(
  async ({ TopicArn, Protocol, Endpoint }, { clients }) => {
    const made = await clients.sns.send(
      new SubscribeCommand({ TopicArn, Protocol, Endpoint, ReturnSubscriptionArn: true }),
    );
    return { Ref: made.SubscriptionArn!, Arn: made.SubscriptionArn! };
  },
);
