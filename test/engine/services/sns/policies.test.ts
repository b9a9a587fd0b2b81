import {
  AddPermissionCommand,
  CreateTopicCommand,
  GetTopicAttributesCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';

async function given() {
  const sns = new SNSClient(clientOptions(await engine()));
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'topic' }));
  const set = (AttributeName: string, AttributeValue: string) =>
    sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
  const attributes = async () =>
    (await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes as Record<string, string>;
  return { sns, TopicArn, set, attributes };
}

describe('the policies of a topic', () => {
  it('are JSON: nothing else is kept, and the topic stays of use', async () => {
    const { sns, TopicArn, set, attributes } = await given();
    const before = await attributes();

    for (const nonsense of ['nonsense', 'null', '[]', '"x"', '{}']) {
      await expect(set('Policy', nonsense)).rejects.toThrow('Invalid parameter: Policy Error: null');
    }
    for (const nonsense of ['nonsense', 'null', '[]']) {
      await expect(set('DeliveryPolicy', nonsense)).rejects.toThrow(
        'Invalid parameter: DeliveryPolicy: failed to parse JSON.',
      );
    }
    await expect(
      sns.send(new CreateTopicCommand({ Name: 'other', Attributes: { DeliveryPolicy: '{' } })),
    ).rejects.toThrow('Invalid parameter: Attributes Reason: DeliveryPolicy: failed to parse JSON.');

    expect(await attributes()).toEqual(before);
    await sns.send(new PublishCommand({ TopicArn, Message: 'still delivered' }));
  });

  it('are shown without blanks, and take permissions beside a single statement', async () => {
    const { sns, TopicArn, set, attributes } = await given();
    const Statement = { Sid: 'mine', Effect: 'Allow', Principal: '*', Action: 'SNS:Publish', Resource: TopicArn };

    await set('Policy', JSON.stringify({ Version: '2012-10-17', Statement }, undefined, 2));
    expect((await attributes()).Policy).toBe(JSON.stringify({ Version: '2012-10-17', Statement }));
    await sns.send(
      new AddPermissionCommand({ TopicArn, Label: 'theirs', AWSAccountId: ['111111111111'], ActionName: ['Publish'] }),
    );

    const { Statement: statements } = JSON.parse((await attributes()).Policy!);
    expect(statements.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['mine', 'theirs']);
  });
});

describe('the delivery policy of a subscription', () => {
  it('is JSON', async () => {
    const { sns, TopicArn } = await given();
    const subscribe = (Attributes?: Record<string, string>) =>
      sns.send(
        new SubscribeCommand({
          TopicArn,
          Protocol: 'sqs',
          Endpoint: 'arn:aws:sqs:us-east-1:123456789012:q',
          Attributes,
        }),
      );

    await expect(subscribe({ DeliveryPolicy: 'nonsense' })).rejects.toThrow(
      'Invalid parameter: Attributes Reason: DeliveryPolicy: failed to parse JSON.',
    );
    const { SubscriptionArn } = await subscribe();
    await expect(
      sns.send(
        new SetSubscriptionAttributesCommand({
          SubscriptionArn,
          AttributeName: 'DeliveryPolicy',
          AttributeValue: 'null',
        }),
      ),
    ).rejects.toThrow('Invalid parameter: DeliveryPolicy: failed to parse JSON.');
  });
});

describe('a text message', () => {
  it('has 1,600 characters at most', async () => {
    const { sns } = await given();
    const text = (length: number) =>
      sns.send(new PublishCommand({ PhoneNumber: '+15551234567', Message: 'a'.repeat(length) }));

    await text(1600);
    await expect(text(1601)).rejects.toThrow('Invalid parameter: Message too long');
  });
});
