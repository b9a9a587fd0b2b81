import { once } from 'node:events';
import { createServer, get as getPlainly } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import MessageValidator from 'sns-validator';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';
import { eventually } from '../../../support/eventually.ts';

type Message = Record<string, string>;

const closing: (() => void)[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  for (const close of closing.splice(0)) close();
});

/**
 * A subscriber that believes what AWS's published validator believes. The validator takes certificates over HTTPS only, and the
 * engine serves its own over HTTP: the subscriber stands behind what ends TLS, here as a detour of the download alone.
 */
async function given(Attributes?: Record<string, string>) {
  const running = await engine({ log: { warn: () => {}, error: () => {} } });
  const { host } = new URL(running.url);
  const validator = new MessageValidator(new RegExp(`^${host.replaceAll('.', '\\.')}$`));
  const download = vi
    .spyOn(https, 'get')
    .mockImplementation(((url: string, done: Parameters<typeof getPlainly>[1]) =>
      getPlainly(url.replace(/^https:/, 'http:'), done)) as typeof https.get);

  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    bodies.push(Buffer.concat(await request.toArray()).toString());
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());

  const sns = new SNSClient(clientOptions(running));
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'topic', Attributes }));
  const Endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint }));
  const posted = async (count: number): Promise<Message> => {
    const body = await eventually(() => bodies[count - 1]);
    const message = JSON.parse(body) as Message;
    return { ...message, SigningCertURL: message.SigningCertURL!.replace(/^http:/, 'https:') };
  };
  const verdict = (message: Message) =>
    new Promise<string>((resolve) => {
      validator.validate({ ...message }, (error) => resolve(error?.message ?? 'genuine'));
    });
  return { sns, TopicArn, posted, verdict, download };
}

describe("AWS's published validator", () => {
  it.each(['1', '2'])('accepts questions and notifications signed in version %s', async (SignatureVersion) => {
    const { sns, TopicArn, posted, verdict, download } = await given({ SignatureVersion });
    const question = await posted(1);
    await fetch(question.SubscribeURL!);
    await sns.send(new PublishCommand({ TopicArn, Subject: 'Größe', Message: 'line one\nline two: 안녕' }));
    await sns.send(new PublishCommand({ TopicArn, Message: 'no subject' }));
    const notifications = [await posted(2), await posted(3)];

    expect(await verdict(question)).toBe('genuine');
    for (const notification of notifications) expect(await verdict(notification)).toBe('genuine');
    expect(download).toHaveBeenCalledOnce();
  });

  it.each(['1', '2'])('refuses whatever was tampered with, version %s', async (SignatureVersion) => {
    const { sns, TopicArn, posted, verdict } = await given({ SignatureVersion });
    const question = await posted(1);
    await fetch(question.SubscribeURL!);
    await sns.send(new PublishCommand({ TopicArn, Subject: 'subject', Message: 'message' }));
    const notification = await posted(2);

    const invalid = 'The message signature is invalid.';
    for (const name of ['Message', 'Subject', 'Timestamp', 'TopicArn', 'MessageId']) {
      expect([name, await verdict({ ...notification, [name]: `${notification[name]}x` })]).toEqual([name, invalid]);
    }
    for (const name of ['Token', 'SubscribeURL', 'Message']) {
      expect([name, await verdict({ ...question, [name]: `${question[name]}x` })]).toEqual([name, invalid]);
    }
    const other = SignatureVersion === '1' ? '2' : '1';
    expect(await verdict({ ...notification, SignatureVersion: other })).toBe(invalid);
    expect(await verdict({ ...notification, Signature: question.Signature! })).toBe(invalid);
  });
});
