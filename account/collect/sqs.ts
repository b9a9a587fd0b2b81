import { GetQueueAttributesCommand, ListQueueTagsCommand, paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import { type Asking, each } from './asking.ts';
import type { Collector } from './collector.ts';
import type { Seen } from './item.ts';

/** Attributes that count messages. */
const COUNTS = /^Approximate/;

/** What AWS Config has as numbers; the rest are texts. */
const NUMBERS = new Set([
  'DelaySeconds',
  'KmsDataKeyReusePeriodSeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
]);

/** Queues with their attributes. */
export const sqs: Collector = {
  service: 'sqs',
  async *collect(asking, settings) {
    const client = new SQSClient(settings);
    try {
      for await (const { QueueUrls = [] } of asking.pages(
        'sqs.ListQueues',
        paginateListQueues({ client }, { MaxResults: 1000 }),
      )) {
        yield* each(QueueUrls, (url) => queueItem(asking, client, url));
      }
    } finally {
      client.destroy();
    }
  },
};

async function queueItem(asking: Asking, client: SQSClient, QueueUrl: string): Promise<Seen> {
  const [found, tags] = await Promise.all([
    asking.ask('sqs.GetQueueAttributes', () =>
      client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] })),
    ),
    asking.ask('sqs.ListQueueTags', () => client.send(new ListQueueTagsCommand({ QueueUrl }))),
  ]);
  const QueueName = QueueUrl.split('/').at(-1) ?? QueueUrl;
  const attributes = Object.entries(found?.Attributes ?? {})
    .filter(([name]) => !COUNTS.test(name))
    .map(([name, value]) => [name, NUMBERS.has(name) ? Number(value) : value]);
  return {
    resourceType: 'AWS::SQS::Queue',
    resourceId: QueueUrl,
    resourceName: QueueName,
    arn: found?.Attributes?.QueueArn,
    configuration: { QueueUrl, QueueName, ...Object.fromEntries(attributes) },
    tags: tags?.Tags ?? {},
    unknown: [...(found ? [] : ['configuration.*']), ...(tags ? [] : ['tags.*'])],
  };
}
