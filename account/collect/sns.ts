import {
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  paginateListTopics,
  SNSClient,
} from '@aws-sdk/client-sns';
import { type Asking, each } from './asking.ts';
import type { Collector } from './collector.ts';
import { type Seen, tagsOf } from './item.ts';

/** Attributes that count what happens to come and go. */
const COUNTS = ['SubscriptionsConfirmed', 'SubscriptionsDeleted', 'SubscriptionsPending'];

/** Topics with their attributes. */
export const sns: Collector = {
  service: 'sns',
  async *collect(asking, settings) {
    const client = new SNSClient(settings);
    try {
      for await (const { Topics = [] } of asking.pages('sns.ListTopics', paginateListTopics({ client }, {}))) {
        yield* each(Topics, ({ TopicArn = '' }) => topicItem(asking, client, TopicArn));
      }
    } finally {
      client.destroy();
    }
  },
};

async function topicItem(asking: Asking, client: SNSClient, TopicArn: string): Promise<Seen> {
  const [found, tags] = await Promise.all([
    asking.ask('sns.GetTopicAttributes', () => client.send(new GetTopicAttributesCommand({ TopicArn }))),
    asking.ask('sns.ListTagsForResource', () => client.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }))),
  ]);
  const attributes = Object.entries(found?.Attributes ?? { TopicArn }).filter(([name]) => !COUNTS.includes(name));
  return {
    resourceType: 'AWS::SNS::Topic',
    resourceId: TopicArn,
    resourceName: TopicArn.split(':').at(-1),
    arn: TopicArn,
    configuration: Object.fromEntries(attributes),
    tags: tagsOf(tags?.Tags),
    unknown: [...(found ? [] : ['configuration.*']), ...(tags ? [] : ['tags.*'])],
  };
}
