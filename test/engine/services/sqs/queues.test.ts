import {
  AddPermissionCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  RemovePermissionCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';

async function given(
  QueueName = 'queue',
  Attributes?: Record<string, string>,
  clock: 'virtual' | 'system' = 'virtual',
) {
  const running = await engine({ clock });
  const sqs = new SQSClient(clientOptions(running));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  const send = (MessageBody: string, more = {}) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
  const receive = async (more = {}) =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl, AttributeNames: ['All'], ...more }))).Messages ?? [];
  const wait = (seconds: number) => running.clock.advanceTo(running.clock.now() + 1000 * seconds);
  return { running, sqs, QueueUrl, send, receive, wait };
}

describe('a message', () => {
  it('is hidden once received, back after its visibility timeout, gone once deleted', async () => {
    const { sqs, QueueUrl, send, receive, wait } = await given();
    await send('hello');

    const [first] = await receive();
    const hidden = await receive();
    await wait(31);
    const [again] = await receive();
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again!.ReceiptHandle }));
    await wait(31);

    expect(first!.Body).toBe('hello');
    expect(hidden).toEqual([]);
    expect(again!.MessageId).toBe(first!.MessageId);
    expect(again!.Attributes!.ApproximateReceiveCount).toBe('2');
    expect(await receive()).toEqual([]);
  });

  it('has the checksums the SDK verifies, attributes with it', async () => {
    const { send, receive } = await given();
    const MessageAttributes = {
      attr1: { DataType: 'Number', StringValue: '99.12' },
      attr2: { DataType: 'Number', StringValue: '109.12' },
    };
    const sent = await send('Test Message with two attributes', { MessageAttributes });
    const [message] = await receive({ MessageAttributeNames: ['All'] });

    // Recorded from AWS.
    expect(sent.MD5OfMessageAttributes).toBe('9b720b3af309c1c4b0d395c53b08c502');
    expect(message!.MD5OfMessageAttributes).toBe('9b720b3af309c1c4b0d395c53b08c502');
    expect(message!.MessageAttributes).toEqual(MessageAttributes);
  });

  it('can be shown to others at once, or kept longer', async () => {
    const { sqs, QueueUrl, send, receive, wait } = await given();
    await send('hello');
    const [message] = await receive();
    const change = (VisibilityTimeout: number) =>
      sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: message!.ReceiptHandle, VisibilityTimeout }),
      );

    await change(100);
    await wait(60);
    expect(await receive()).toEqual([]);
    await change(0);

    expect(await receive()).toHaveLength(1);
  });

  it('received too often goes to the dead-letter queue', async () => {
    const { sqs, QueueUrl, send, receive, wait } = await given();
    const dead = await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:123456789012:dead',
      maxReceiveCount: 2,
    });
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
    await send('poison');

    for (let i = 0; i < 2; i++) {
      expect(await receive()).toHaveLength(1);
      await wait(31);
    }
    expect(await receive()).toEqual([]);
    const moved = await sqs.send(new ReceiveMessageCommand({ QueueUrl: dead.QueueUrl, AttributeNames: ['All'] }));

    expect(moved.Messages![0]).toMatchObject({
      Body: 'poison',
      Attributes: { DeadLetterQueueSourceArn: 'arn:aws:sqs:us-east-1:123456789012:queue' },
    });
  });

  it('may be delayed', async () => {
    const { send, receive, wait } = await given();
    await send('later', { DelaySeconds: 10 });

    expect(await receive()).toEqual([]);
    await wait(10);

    expect(await receive()).toHaveLength(1);
  });

  it('reaches a receiver that is waiting', async () => {
    const { send, receive } = await given('queue', undefined, 'system');
    const waiting = receive({ WaitTimeSeconds: 20 });
    await new Promise((resolve) => setTimeout(resolve, 50));

    await send('at last');

    expect((await waiting)[0]!.Body).toBe('at last');
  });
});

describe('a FIFO queue', () => {
  it('keeps the order within a group, one in flight at a time, and takes the same message once', async () => {
    const { sqs, QueueUrl, send, receive } = await given('queue.fifo', {
      FifoQueue: 'true',
      ContentBasedDeduplication: 'true',
    });
    const first = await send('a1', { MessageGroupId: 'a' });
    const same = await send('a1', { MessageGroupId: 'a' });
    await send('a2', { MessageGroupId: 'a' });
    await send('b1', { MessageGroupId: 'b' });

    const [a1] = await receive();
    const others = await receive({ MaxNumberOfMessages: 10 });
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: a1!.ReceiptHandle }));
    const rest = await receive({ MaxNumberOfMessages: 10 });

    expect(same.MessageId).toBe(first.MessageId);
    expect(same.SequenceNumber).toBe(first.SequenceNumber);
    expect(a1!.Body).toBe('a1');
    expect(others.map(({ Body }) => Body)).toEqual(['b1']);
    expect(rest.map(({ Body }) => Body)).toEqual(['a2']);
  });

  it('wants a group', async () => {
    const { send } = await given('queue.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });

    await expect(send('x')).rejects.toThrow('The request must contain the parameter MessageGroupId.');
  });
});

describe('queues', () => {
  it('are found by name, listed by prefix, counted and emptied', async () => {
    const { sqs, QueueUrl, send, receive } = await given();
    await sqs.send(new CreateQueueCommand({ QueueName: 'other' }));
    await send('one');
    await send('two');
    await receive();

    const found = await sqs.send(new GetQueueUrlCommand({ QueueName: 'queue' }));
    const listed = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'qu' }));
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));

    expect(found.QueueUrl).toBe(QueueUrl);
    expect(listed.QueueUrls).toEqual([QueueUrl]);
    expect(Attributes).toMatchObject({
      QueueArn: 'arn:aws:sqs:us-east-1:123456789012:queue',
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
      VisibilityTimeout: '30',
    });
    expect(await receive()).toEqual([]);
  });

  it('that are not there are refused as AWS refuses them', async () => {
    const { sqs } = await given();

    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'nowhere' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      message: 'The specified queue does not exist.',
    });
  });

  it('take a batch in which one entry is wrong', async () => {
    const { sqs, QueueUrl } = await given();
    const Entries = [
      { Id: 'good', MessageBody: 'x' },
      { Id: 'bad', MessageBody: '\u0001' },
    ];

    const result = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

    expect(result.Successful).toMatchObject([{ Id: 'good' }]);
    expect(result.Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'InvalidMessageContents' }]);
  });
});

describe("a queue's policy", () => {
  it('gets and loses statements by their labels', async () => {
    const { sqs, QueueUrl } = await given();
    const add = (Label: string, AWSAccountIds: string[], Actions: string[]) =>
      sqs.send(new AddPermissionCommand({ QueueUrl, Label, AWSAccountIds, Actions }));
    const policy = async () => {
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }));
      return Attributes?.Policy && JSON.parse(Attributes.Policy);
    };
    const before = await policy();

    await add('one', ['111111111111'], ['SendMessage']);
    await add('two', ['111111111111', '222222222222'], ['SendMessage', 'ReceiveMessage']);
    await sqs.send(new RemovePermissionCommand({ QueueUrl, Label: 'one' }));
    const after = await policy();
    await sqs.send(new RemovePermissionCommand({ QueueUrl, Label: 'two' }));

    expect(before).toBeUndefined();
    expect(after).toEqual({
      Version: '2012-10-17',
      Id: 'arn:aws:sqs:us-east-1:123456789012:queue/SQSDefaultPolicy',
      Statement: [
        {
          Sid: 'two',
          Effect: 'Allow',
          Principal: { AWS: ['arn:aws:iam::111111111111:root', 'arn:aws:iam::222222222222:root'] },
          Action: ['SQS:SendMessage', 'SQS:ReceiveMessage'],
          Resource: 'arn:aws:sqs:us-east-1:123456789012:queue',
        },
      ],
    });
    expect(await policy()).toBeUndefined();
  });

  it('takes a label once, and only what an owner may grant', async () => {
    const { sqs, QueueUrl } = await given();
    const add = (change = {}) =>
      sqs.send(
        new AddPermissionCommand({
          QueueUrl,
          Label: 'one',
          AWSAccountIds: ['111111111111'],
          Actions: ['SendMessage'],
          ...change,
        }),
      );
    await add();

    await expect(add()).rejects.toThrow('Value one for parameter Label is invalid. Reason: Already exists.');
    await expect(add({ Label: 'two', Actions: ['DeleteQueue'] })).rejects.toThrow(
      'Value SQS:DeleteQueue for parameter ActionName is invalid.',
    );
    await expect(add({ Label: 'two', Actions: Array(8).fill('SendMessage') })).rejects.toMatchObject({
      name: 'OverLimit',
    });
    await expect(sqs.send(new RemovePermissionCommand({ QueueUrl, Label: 'two' }))).rejects.toThrow(
      "Value two for parameter Label is invalid. Reason: can't find label on existing policy.",
    );
    await expect(
      sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: 'none' } })),
    ).rejects.toMatchObject({ name: 'InvalidAttributeValue' });
  });
});
