import { createVerify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterEach, describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';
import { eventually } from '../../../support/eventually.ts';
import { queue } from '../../../support/queue.ts';

const silent = { log: { warn: () => {}, error: () => {} } };
const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A subscriber that keeps what it is sent and answers with these statuses, then 200. */
async function subscriber(statuses: number[] = []) {
  const posted: Posted[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      posted.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, posted };
}

/** Is a message signed by whom it says? As AWS tells subscribers to find out. */
async function isGenuine(message: Record<string, string>): Promise<boolean> {
  const names =
    message.Type === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const text = names.flatMap((name) => (message[name] === undefined ? [] : [`${name}\n${message[name]}\n`])).join('');
  const certificate = await (await fetch(message.SigningCertURL!)).text();
  const algorithm = message.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
  return createVerify(algorithm).update(text, 'utf8').verify(certificate, message.Signature!, 'base64');
}

async function given(statuses: number[] = [], Attributes?: Record<string, string>) {
  const running = await engine({ clock: 'virtual', ...silent });
  const sns = new SNSClient(clientOptions(running));
  const there = await subscriber(statuses);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'topic', Attributes }));
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: there.url, ReturnSubscriptionArn: true }),
  );
  const posted = (count: number) => eventually(() => (there.posted.length >= count ? there.posted : undefined));
  const wait = (seconds: number) => running.clock.advanceTo(running.clock.now() + 1000 * seconds);
  return { running, sns, TopicArn, SubscriptionArn, posted, wait };
}

describe('an HTTP subscriber', () => {
  it.each(['1', '2'])('is asked, and then told, in messages signed in version %s', async (SignatureVersion) => {
    const { sns, TopicArn, posted } = await given([], { SignatureVersion });

    const [asked] = await posted(1);
    const question = JSON.parse(asked!.body);
    await fetch(question.SubscribeURL);
    await sns.send(new PublishCommand({ TopicArn, Subject: 'hello', Message: 'a message' }));
    const [, told] = await posted(2);
    const notification = JSON.parse(told!.body);

    expect(asked!.headers).toMatchObject({
      'content-type': 'text/plain; charset=UTF-8',
      'user-agent': 'Amazon Simple Notification Service Agent',
      'x-amz-sns-message-type': 'SubscriptionConfirmation',
      'x-amz-sns-topic-arn': TopicArn,
      'x-amz-sns-message-id': question.MessageId,
    });
    expect(told!.headers['x-amz-sns-subscription-arn']).toMatch(`${TopicArn}:`);
    expect(notification).toMatchObject({
      Type: 'Notification',
      Subject: 'hello',
      Message: 'a message',
      SignatureVersion,
    });
    expect(await isGenuine(question)).toBe(true);
    expect(await isGenuine(notification)).toBe(true);
    expect(await isGenuine({ ...notification, Message: 'another' })).toBe(false);
  });

  it('gets the message alone when delivery is raw', async () => {
    const { sns, TopicArn, SubscriptionArn, posted } = await given();
    const [asked] = await posted(1);
    const { Token } = JSON.parse(asked!.body);
    await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
    await sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: 'RawMessageDelivery',
        AttributeValue: 'true',
      }),
    );

    await sns.send(new PublishCommand({ TopicArn, Message: 'just this' }));
    const [, told] = await posted(2);

    expect(told!.body).toBe('just this');
    expect(told!.headers['x-amz-sns-rawdelivery']).toBe('true');
  });

  it('that fails is asked three times more, 20 seconds apart, and then the message is dead', async () => {
    const { running, sns, TopicArn, SubscriptionArn, posted, wait } = await given([200, 500, 503, 500, 500]);
    const dead = await queue(running, 'dead');
    const [asked] = await posted(1);
    await fetch(JSON.parse(asked!.body).SubscribeURL);
    await sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: 'RedrivePolicy',
        AttributeValue: JSON.stringify({ deadLetterTargetArn: dead.arn }),
      }),
    );

    await sns.send(new PublishCommand({ TopicArn, Message: 'persistent' }));
    await wait(39);
    expect(await posted(3)).toHaveLength(3);
    await wait(100);
    const [message] = await dead.messages(1);

    expect(await posted(5)).toHaveLength(5);
    expect(JSON.parse(message!.Body!)).toMatchObject({ Type: 'Notification', Message: 'persistent' });
  });

  it('that refuses is not asked again', async () => {
    const { sns, TopicArn, posted, wait } = await given([200, 404]);
    const [asked] = await posted(1);
    await fetch(JSON.parse(asked!.body).SubscribeURL);

    await sns.send(new PublishCommand({ TopicArn, Message: 'unwanted' }));
    await posted(2);
    await wait(3600);

    expect(await posted(2)).toHaveLength(2);
  });
});
