import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { maker, saysTheSame, unless } from '../maker.ts';

interface Queue {
  readonly QueueName: string;
  readonly MessageRetentionPeriod?: number;
  readonly SqsManagedSseEnabled?: boolean;
}

export const makeQueue = maker<Queue>(async ({ QueueName, ...attributes }, { clients: { sqs }, clients, resolver }) => {
  const Attributes = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
  const found = await unless('QueueDoesNotExist', () => sqs.send(new GetQueueUrlCommand({ QueueName })));
  const QueueUrl = found?.QueueUrl ?? (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl;
  if (found) {
    const now = await attributesOf(sqs, QueueUrl!);
    if (Object.entries(Attributes).some(([name, value]) => now[name] !== value)) {
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    }
  }
  return { Ref: QueueUrl!, Arn: `arn:aws:sqs:${clients.region}:${resolver.account}:${QueueName}` };
});

export const makeQueuePolicy = maker<{ Queues: readonly string[]; PolicyDocument: object }>(
  async ({ Queues, PolicyDocument }, { clients: { sqs } }) => {
    for (const QueueUrl of Queues) {
      if (saysTheSame((await attributesOf(sqs, QueueUrl)).Policy, PolicyDocument)) continue;
      const Policy = JSON.stringify(PolicyDocument);
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    }
    return { Ref: Queues.join(), Arn: '' };
  },
);

const attributesOf = async (sqs: SQSClient, QueueUrl: string): Promise<Record<string, string>> =>
  (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes ?? {};
