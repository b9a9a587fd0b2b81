import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { maker } from '../maker.ts';

export const makeTopic = maker<{ TopicName: string; DisplayName?: string }>(
  async ({ TopicName, DisplayName }, { clients }) => {
    const { TopicArn } = await clients.sns.send(
      new CreateTopicCommand({ Name: TopicName, Attributes: DisplayName === undefined ? {} : { DisplayName } }),
    );
    return { Ref: TopicArn!, Arn: TopicArn! };
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
