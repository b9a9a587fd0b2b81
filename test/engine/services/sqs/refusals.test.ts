import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type MessageAttributeValue,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';
import { queue } from '../../../support/queue.ts';

const arn = (name: string, region = 'us-east-1') => `arn:aws:sqs:${region}:123456789012:${name}`;

async function given() {
  const running = await engine();
  const sqs = new SQSClient(clientOptions(running));
  const create = (QueueName: string, Attributes: Record<string, string>) =>
    sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  return { running, sqs, create };
}

const redrive = (deadLetterTargetArn?: string, maxReceiveCount?: number) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
});
const allow = (redrivePermission: string, sourceQueueArns?: string[]) => ({
  RedriveAllowPolicy: JSON.stringify({ redrivePermission, sourceQueueArns }),
});

// The wording is what users measured of AWS.
describe('CreateQueue', () => {
  it.each<[message: string, attributes: Record<string, string>]>([
    ['Unknown Attribute FifoQueue.', { FifoQueue: 'false' }],
    ['Unknown Attribute ContentBasedDeduplication.', { ContentBasedDeduplication: 'true' }],
    [
      'You can specify the DeduplicationScope only when FifoQueue is set to true.',
      { DeduplicationScope: 'messageGroup' },
    ],
    ['Redrive policy does not contain mandatory attribute: maxReceiveCount.', redrive(arn('dead'))],
    ['Redrive policy does not contain mandatory attribute: deadLetterTargetArn.', redrive(undefined, 3)],
    ['Redrive policy is not a valid JSON map.', { RedrivePolicy: '[]' }],
    [
      'Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.',
      redrive(arn('dead'), 1001),
    ],
    ['Only SQS queues are valid resources for deadLetterTargetArn.', redrive('arn:aws:sns:us-east-1:1:t', 3)],
    ['Dead-letter target must be in same region as the source.', redrive(arn('dead', 'eu-west-1'), 3)],
    ['Dead letter target does not exist.', redrive(arn('gone'), 3)],
    ['Dead-letter queue must be same type of queue as the source.', redrive(arn('dead.fifo'), 3)],
    ["create the redrive allow policy, as it's in an unsupported format.", allow('some')],
    ['you must also specify between 1 and 10 source queue ARNs.', allow('byQueue')],
    ['You can specify source queue ARNs only when the permission type is byQueue.', allow('denyAll', [arn('a')])],
    ['You can use one type of server-side encryption', { KmsMasterKeyId: 'alias/k', SqsManagedSseEnabled: 'true' }],
  ])('refuses: %s', async (message, attributes) => {
    const { running, create } = await given();
    await queue(running, 'dead');
    await queue(running, 'dead.fifo');

    await expect(create('other', attributes)).rejects.toThrow(message);
  });

  it('refuses a limit by group where messages are told apart by queue', async () => {
    const { create } = await given();

    await expect(create('other.fifo', { FifoQueue: 'true', FifoThroughputLimit: 'perMessageGroupId' })).rejects.toThrow(
      'the DeduplicationScope must be messageGroup.',
    );
  });

  it('shows that a key of its own takes the place of the managed one', async () => {
    const { sqs, create } = await given();
    const { QueueUrl } = await create('own', { KmsMasterKeyId: 'alias/own' });

    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));

    expect(Attributes).toMatchObject({ SqsManagedSseEnabled: 'false', KmsDataKeyReusePeriodSeconds: '300' });
  });
});

describe('a dead-letter queue that says who may name it', () => {
  it('may be named by those alone', async () => {
    const { running, sqs, create } = await given();
    const dead = await queue(running, 'dead');
    const Attributes = allow('byQueue', [arn('friend')]);
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: dead.url, Attributes }));

    await expect(create('stranger', redrive(dead.arn, 3))).rejects.toThrow('for parameter RedrivePolicy is invalid');
    await expect(create('friend', redrive(dead.arn, 3))).resolves.toBeDefined();
  });
});

describe('SendMessage', () => {
  const typed = (DataType: string, StringValue: string): MessageAttributeValue => ({ DataType, StringValue });
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a${i}`, typed('String', 'x')]));

  it.each<[message: string, name: string, input: Partial<SendMessageCommandInput>]>([
    [
      'Value 5 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
      'to.fifo',
      { MessageGroupId: 'g', MessageDeduplicationId: '1', DelaySeconds: 5 },
    ],
    [
      'Value 1 for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.',
      'to',
      { MessageDeduplicationId: '1' },
    ],
    [
      'MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
      'to.fifo',
      { MessageGroupId: 'a b', MessageDeduplicationId: '1' },
    ],
    ['Number of message attributes [11] exceeds the allowed maximum [10].', 'to', { MessageAttributes: many }],
    ["The message attribute name 'a..b' is invalid.", 'to', { MessageAttributes: { 'a..b': typed('String', 'x') } }],
    ["The message attribute name 'aws.a' is invalid.", 'to', { MessageAttributes: { 'aws.a': typed('String', 'x') } }],
    [
      "Can't cast the value of message (user) attribute 'n' to a number.",
      'to',
      { MessageAttributes: { n: typed('Number', 'x') } },
    ],
  ])('refuses: %s', async (message, name, input) => {
    const { running, sqs } = await given();
    const { url: QueueUrl } = await queue(running, name);

    await expect(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', ...input }))).rejects.toThrow(message);
  });

  it('tells messages apart within their group where the queue says so', async () => {
    const { running, sqs, create } = await given();
    const scope = { DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' };
    await create('to.fifo', { FifoQueue: 'true', ...scope });
    const to = await queue(running, 'to.fifo');
    const send = (MessageGroupId: string) =>
      sqs.send(
        new SendMessageCommand({ QueueUrl: to.url, MessageBody: 'x', MessageGroupId, MessageDeduplicationId: '1' }),
      );

    for (const group of ['a', 'b', 'a']) await send(group);

    expect((await to.receive()).map(({ Attributes }) => Attributes!.MessageGroupId)).toEqual(['a', 'b']);
  });
});

describe('a receipt', () => {
  it('of a FIFO queue no longer deletes once its message can be seen again', async () => {
    const { running, sqs } = await given();
    const { url: QueueUrl } = await queue(running, 'to.fifo');
    const ids = { MessageGroupId: 'g', MessageDeduplicationId: '1' };
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', ...ids }));
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
    const { ReceiptHandle } = Messages![0]!;

    await expect(sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))).rejects.toThrow(
      'Reason: The receipt handle has expired.',
    );
  });

  it('that is none is named', async () => {
    const { running, sqs } = await given();
    const { url: QueueUrl } = await queue(running);

    await expect(sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'zzz' }))).rejects.toThrow(
      'The input receipt handle "zzz" is not a valid receipt handle.',
    );
  });
});

describe('ReceiveMessage', () => {
  it('takes a fraction for the whole number in it', async () => {
    const { running, sqs } = await given();
    const { url: QueueUrl } = await queue(running);
    for (const MessageBody of ['a', 'b']) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));

    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1.9 }));

    expect(Messages).toHaveLength(1);
  });
});

describe('PurgeQueue', () => {
  it('empties a queue once a minute', async () => {
    const { running, sqs } = await given();
    const { url: QueueUrl } = await queue(running);
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));

    await expect(sqs.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toThrow(
      'Only one PurgeQueue operation on queue is allowed every 60 seconds.',
    );
  });
});
