import {
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
import { queue } from '../../../support/queue.ts';

async function given(fifo = false) {
  const running = await engine();
  const sns = new SNSClient(clientOptions(running));
  const Attributes = fifo ? { FifoTopic: 'true' } : undefined;
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: fifo ? 'topic.fifo' : 'topic', Attributes }));
  const subscribe = (Protocol: string, Endpoint: string, attributes?: Record<string, string>) =>
    sns.send(
      new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes: attributes, ReturnSubscriptionArn: true }),
    );
  return { running, sns, TopicArn, subscribe };
}

const curve = (values: object) => JSON.stringify({ http: { defaultHealthyRetryPolicy: values } });
const limit = 'DeliveryPolicy: http.defaultHealthyRetryPolicy';

// The wording is what users measured of AWS.
describe("a topic's attributes", () => {
  it.each<[attribute: string, value: string, fault: string]>([
    ['DisplayName', 'x'.repeat(101), 'DisplayName'],
    ['SignatureVersion', '3', 'SignatureVersion: Invalid value. Must be 1 or 2.'],
    ['TracingConfig', 'On', 'Invalid tracing config value: On'],
    [
      'SQSSuccessFeedbackSampleRate',
      '500',
      'SQSSuccessFeedbackSampleRate: 500 value provided is not an integer between 0-100',
    ],
    ['DeliveryPolicy', curve({ numRetries: 300 }), `${limit}.numRetries must be less than or equal to 100`],
    ['DeliveryPolicy', curve({ minDelayTarget: 0 }), `${limit}.minDelayTarget must be greater than or equal to 1`],
    [
      'DeliveryPolicy',
      curve({ minDelayTarget: 9, maxDelayTarget: 8 }),
      `${limit}.maxDelayTarget must be greater than or equal to minDelayTarget`,
    ],
    [
      'DeliveryPolicy',
      curve({ numRetries: 1, numNoDelayRetries: 1, numMinDelayRetries: 1 }),
      `${limit}.numRetries must be greater than or equal to total of numMinDelayRetries, numNoDelayRetries and numMaxDelayRetries`,
    ],
    ['DeliveryPolicy', '{"throttlePolicy":{}}', 'DeliveryPolicy: Unexpected JSON member: throttlePolicy'],
    ['Policy', '{bad', 'Policy Error: null'],
    [
      'Policy',
      '{"Statement":[{"Effect":"Allow","Action":"SNS:Publishx"}]}',
      'Policy statement action out of service scope!',
    ],
  ])('%s is refused when it is %s', async (AttributeName, AttributeValue, fault) => {
    const { sns, TopicArn } = await given();
    const Attributes = { [AttributeName]: AttributeValue };

    await expect(sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }))).rejects.toThrow(
      `Invalid parameter: ${fault}`,
    );
    await expect(sns.send(new CreateTopicCommand({ Name: 'other', Attributes }))).rejects.toThrow(
      `Invalid parameter: Attributes Reason: ${fault}`,
    );
  });

  it('of FIFO topics are unknown to others', async () => {
    const { sns } = await given();
    const Attributes = { ContentBasedDeduplication: 'true' };

    await expect(sns.send(new CreateTopicCommand({ Name: 'other', Attributes }))).rejects.toThrow(
      'Invalid parameter: Attributes Reason: Unknown attribute ContentBasedDeduplication',
    );
  });

  it('may be null within a delivery policy, as the console writes them', async () => {
    const { sns, TopicArn, subscribe } = await given();
    const http = { defaultHealthyRetryPolicy: { numRetries: 7, backoffFunction: null }, defaultThrottlePolicy: null };
    const AttributeValue = JSON.stringify({ http });

    await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'DeliveryPolicy', AttributeValue }));
    await subscribe('http', 'http://127.0.0.1:1/');
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));

    expect(JSON.parse(Attributes!.EffectiveDeliveryPolicy!).http.defaultHealthyRetryPolicy).toMatchObject({
      numRetries: 7,
      backoffFunction: 'linear',
    });
  });
});

describe('Subscribe', () => {
  const stream = 'arn:aws:firehose:us-east-1:123456789012:deliverystream/s';

  it.each<[protocol: string, endpoint: string, attributes: Record<string, string> | undefined, fault: string]>([
    [
      'email',
      'kim@example.com',
      { RawMessageDelivery: 'true' },
      'Attributes Reason: Delivery protocol [email] does not support raw message delivery.',
    ],
    ['firehose', stream, undefined, 'Delivery protocol firehose can only be subscribed with subscription role arn'],
    [
      'email',
      'kim@example.com',
      { RedrivePolicy: '{}' },
      'Attributes Reason: RedrivePolicy: Missing deadLetterTargetArn attribute',
    ],
    [
      'email',
      'kim@example.com',
      { RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:123456789012:q"}' },
      'Attributes Reason: RedrivePolicy: deadLetterTargetArn must be in the same region as the subscription',
    ],
    [
      'http',
      'http://127.0.0.1:1/',
      { DeliveryPolicy: '{"healthyRetryPolicy":{"numRetries":101}}' },
      'Attributes Reason: DeliveryPolicy: healthyRetryPolicy.numRetries must be less than or equal to 100',
    ],
  ])('refuses %s to %s with %o', async (protocol, endpoint, attributes, fault) => {
    const { subscribe } = await given();

    await expect(subscribe(protocol, endpoint, attributes)).rejects.toThrow(`Invalid parameter: ${fault}`);
  });

  it.each(['email', 'http', 'sms', 'lambda'])('refuses %s for a FIFO topic', async (protocol) => {
    const { subscribe } = await given(true);
    const endpoints: Record<string, string> = {
      email: 'kim@example.com',
      http: 'http://127.0.0.1:1/',
      sms: '+821012345678',
      lambda: 'arn:aws:lambda:us-east-1:123456789012:function:f',
    };

    await expect(subscribe(protocol, endpoints[protocol]!)).rejects.toThrow(
      `Invalid parameter: Invalid protocol type: ${protocol}`,
    );
  });

  it('takes a standard dead-letter queue for a standard queue on a FIFO topic', async () => {
    const { running, subscribe } = await given(true);
    const [to, dead] = [await queue(running, 'to'), await queue(running, 'dead')];
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn });

    await expect(subscribe('sqs', to.arn, { RedrivePolicy })).resolves.toBeDefined();
  });
});

describe('raw delivery', () => {
  it('is raw however true is spelled', async () => {
    const { running, sns, TopicArn, subscribe } = await given();
    const to = await queue(running);
    const { SubscriptionArn } = await subscribe('sqs', to.arn);
    await sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: 'RawMessageDelivery',
        AttributeValue: 'TRUE',
      }),
    );

    await sns.send(new PublishCommand({ TopicArn, Message: 'plain' }));

    expect((await to.messages(1))[0]!.Body).toBe('plain');
  });

  it('drops a message with more attributes than a queue takes, into the dead-letter queue if there is one', async () => {
    const { running, sns, TopicArn, subscribe } = await given();
    const [to, dead] = [await queue(running, 'to'), await queue(running, 'dead')];
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn });
    await subscribe('sqs', to.arn, { RawMessageDelivery: 'true', RedrivePolicy });
    const attributes = Array.from({ length: 11 }, (_, i) => [`a${i}`, { DataType: 'String', StringValue: 'x' }]);

    await sns.send(
      new PublishCommand({ TopicArn, Message: 'many', MessageAttributes: Object.fromEntries(attributes) }),
    );

    expect((await dead.messages(1))[0]!.Body).toBe('many');
    expect(await to.receive()).toEqual([]);
  });
});
