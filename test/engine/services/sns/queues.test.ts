import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  PublishBatchCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';
import { queue } from '../../../support/queue.ts';

async function given(Name = 'topic', Attributes?: Record<string, string>, queueName = 'queue') {
  const running = await engine({ log: { warn: () => {}, error: () => {} } });
  const sns = new SNSClient(clientOptions(running));
  const { TopicArn } = await sns.send(
    new CreateTopicCommand({ Name, Attributes: Name.endsWith('.fifo') ? { FifoTopic: 'true' } : undefined }),
  );
  const to = await queue(running, queueName);
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: to.arn, Attributes }),
  );
  const publish = (input: object) => sns.send(new PublishCommand({ TopicArn, Message: 'hello', ...input }));
  return { running, sns, TopicArn, SubscriptionArn, to, publish };
}

describe('a queue subscribed to a topic', () => {
  it("gets notifications in AWS's form", async () => {
    const { TopicArn, SubscriptionArn, to, publish } = await given();
    const MessageAttributes = { attr1: { DataType: 'Number', StringValue: '99.12' } };

    const { MessageId } = await publish({ Subject: 'about', MessageAttributes });
    const [message] = await to.messages(1);
    const body = JSON.parse(message!.Body!);

    expect(Object.keys(body)).toEqual([
      'Type',
      'MessageId',
      'TopicArn',
      'Subject',
      'Message',
      'Timestamp',
      'SignatureVersion',
      'Signature',
      'SigningCertURL',
      'UnsubscribeURL',
      'MessageAttributes',
    ]);
    expect(body).toMatchObject({
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: 'about',
      Message: 'hello',
      SignatureVersion: '1',
      MessageAttributes: { attr1: { Type: 'Number', Value: '99.12' } },
    });
    expect(body.UnsubscribeURL).toContain(`?Action=Unsubscribe&SubscriptionArn=${SubscriptionArn}`);
    expect(message!.Body).toMatch(/^\{\n {2}"Type" : "Notification",\n/);
  });

  it('gets the bare message with its attributes when delivery is raw', async () => {
    const { to, publish } = await given('topic', { RawMessageDelivery: 'true' });

    await publish({
      MessageAttributes: {
        text: { DataType: 'String', StringValue: 'x' },
        bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([2, 3, 4]) },
      },
    });
    const [message] = await to.messages(1);

    expect(message!.Body).toBe('hello');
    expect(message!.MessageAttributes).toMatchObject({
      text: { DataType: 'String', StringValue: 'x' },
      bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([2, 3, 4]) },
    });
  });

  it('gets only what its filter lets through, by attributes or by body', async () => {
    const { sns, SubscriptionArn, to, publish } = await given('topic', {
      RawMessageDelivery: 'true',
      FilterPolicy: '{"severity":["high"]}',
    });
    const set = (AttributeName: string, AttributeValue: string) =>
      sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
    const severity = (StringValue: string) => ({
      MessageAttributes: { severity: { DataType: 'String', StringValue } },
    });

    await publish({ Message: 'low', ...severity('low') });
    await publish({ Message: 'high', ...severity('high') });
    expect((await to.messages(1)).map(({ Body }) => Body)).toEqual(['high']);
    await set('FilterPolicyScope', 'MessageBody');
    await publish({ Message: '{"severity":"low"}' });
    await publish({ Message: '{"severity":"high"}' });
    expect((await to.messages(1)).map(({ Body }) => Body)).toEqual(['{"severity":"high"}']);
    await set('FilterPolicy', '{}');
    await publish({ Message: 'anything' });

    expect((await to.messages(1)).map(({ Body }) => Body)).toEqual(['anything']);
  });

  it('shows the scope of a filter only while it has a filter', async () => {
    const { sns, SubscriptionArn } = await given('topic', { FilterPolicyScope: 'MessageBody' });
    const scopeAfter = async (FilterPolicy: string) => {
      await sns.send(
        new SetSubscriptionAttributesCommand({
          SubscriptionArn,
          AttributeName: 'FilterPolicy',
          AttributeValue: FilterPolicy,
        }),
      );
      const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
      return Attributes?.FilterPolicyScope;
    };

    // Recorded from AWS: test_set_subscription_filter_policy_scope.
    expect(await scopeAfter('')).toBeUndefined();
    expect(await scopeAfter('{"attr":["match-this"]}')).toBe('MessageBody');
    expect(await scopeAfter('{}')).toBeUndefined();
  });

  it('gets the text meant for it of a message with one for each protocol', async () => {
    const { to, publish } = await given('topic', { RawMessageDelivery: 'true' });

    await publish({
      MessageStructure: 'json',
      Message: '{"default":"for all","sqs":"for queues","email":"for people"}',
    });

    expect((await to.messages(1))[0]!.Body).toBe('for queues');
  });

  it('that is gone leaves its messages to the dead-letter queue, as they would have come', async () => {
    const { running, sns, TopicArn } = await given();
    const dead = await queue(running, 'dead');
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: 'arn:aws:sqs:us-east-1:123456789012:gone',
        Attributes: { RawMessageDelivery: 'true', RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }) },
      }),
    );

    const MessageAttributes = { attr1: { DataType: 'Number', StringValue: '111' } };
    await sns.send(new PublishCommand({ TopicArn, Message: 'lost and found', MessageAttributes }));
    const [message] = await dead.messages(1);

    expect(message!.Body).toBe('lost and found');
    expect(message!.MessageAttributes).toEqual(MessageAttributes);
  });
});

describe('a FIFO topic', () => {
  it('keeps order and takes a message once', async () => {
    const { sns, TopicArn, to, publish } = await given('topic.fifo', { RawMessageDelivery: 'true' }, 'queue.fifo');
    const group = { MessageGroupId: 'g' };
    const first = await publish({ ...group, Message: 'one', MessageDeduplicationId: 'd1' });
    const same = await publish({ ...group, Message: 'one again', MessageDeduplicationId: 'd1' });
    await sns.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: ['two', 'three'].map((Message) => ({
          Id: Message,
          Message,
          MessageDeduplicationId: Message,
          ...group,
        })),
      }),
    );
    const messages = await to.messages(3);

    expect(same).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
    expect(messages.map(({ Body }) => Body)).toEqual(['one', 'two', 'three']);
    expect(messages[0]!.Attributes).toMatchObject({ MessageGroupId: 'g', MessageDeduplicationId: 'd1' });
  });
});
