import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../../engine/service.ts';
import { madeUp, type ServedForTest, serveServices } from '../../support/serve.ts';

let server: ServedForTest<Record<string, never>>;
const calls: string[] = [];

beforeAll(async () => {
  const noted = (name: string) => (_: Call) => {
    calls.push(name);
    return {};
  };
  const sns = madeUp(
    { sdk: () => import('@aws-sdk/client-sns'), signingName: 'sns' },
    { CreateTopic: noted('CreateTopic'), ConfirmSubscription: noted('ConfirmSubscription') },
  );
  const extras = ({ path }: { path: string }) =>
    path === '/_trailkeeper/inbox' ? { status: 200, headers: {}, body: 'mails' } : undefined;
  server = (await serveServices({ sns }, { extras })) as never;
});
afterAll(() => server.close());

const CREATE = '/?Action=CreateTopic&Name=t&Version=2010-03-31';
const CONFIRM = `/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:123456789012:t&Token=t&Version=2010-03-31`;

/** What a browser would send; `fetch` would not let the headers be set. */
function ask(method: string, path: string, headers: Record<string, string> = {}, body = '') {
  const { port } = new URL(server.url);
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, async (answer) => {
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part as Buffer);
      resolve({ status: answer.statusCode, body: Buffer.concat(parts).toString() });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const form = (headers: Record<string, string>) =>
  ask('POST', '/', { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, CREATE.slice(2));

describe("somebody else's web page in a browser of this machine", () => {
  it('cannot make calls, by a form, a script, a picture or a link', async () => {
    const before = calls.length;
    const attempts = [
      form({ origin: 'https://shop.example' }),
      form({ origin: 'null' }),
      ask('OPTIONS', '/', { origin: 'https://shop.example', 'access-control-request-method': 'POST' }),
      ask('GET', CREATE, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }),
      ask('GET', CREATE, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }),
      ask('GET', CREATE, { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' }),
      ask('GET', `${CONFIRM}&Action=CreateTopic`, { 'sec-fetch-site': 'cross-site' }),
    ];

    for (const { status } of await Promise.all(attempts)) expect(status).toBe(403);
    expect(calls.length).toBe(before);
  });

  it('cannot let its own name lead here', async () => {
    const headers = { host: 'shop.example:4566', 'sec-fetch-site': 'same-origin' };

    for (const path of [CREATE, '/_trailkeeper/inbox', CONFIRM]) {
      const { status, body } = await ask('GET', path, headers);
      expect(status).toBe(403);
      expect(body).toContain('call 127.0.0.1 or localhost');
    }
  });
});

describe('a browser', () => {
  it('follows the link of a mail from wherever the mail is read', async () => {
    const { status } = await ask('GET', CONFIRM, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' });
    expect(status).toBe(200);
    expect(calls.at(-1)).toBe('ConfirmSubscription');
  });

  it('makes calls for a page the engine itself serves', async () => {
    const host = `127.0.0.1:${new URL(server.url).port}`;
    const posted = await form({ host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' });
    const got = await ask('GET', CREATE, { host, 'sec-fetch-site': 'same-origin' });
    expect([posted.status, got.status]).toEqual([200, 200]);
    expect((await ask('GET', '/_trailkeeper/inbox', { 'sec-fetch-site': 'none' })).body).toBe('mails');
  });
});

describe('the name a call is sent to', () => {
  it.each([
    'localhost:4566',
    'trailkeeper:4566',
    'sns.localhost:4566',
    'host.docker.internal',
    '[::1]:4566',
    '192.168.1.7:4566',
    'sns.us-east-1.amazonaws.com',
    'bucket.s3.cn-north-1.amazonaws.com.cn',
  ])('may be %s', async (host) => {
    expect((await ask('GET', CREATE, { host })).status).toBe(200);
  });

  it.each(['shop.example', 'localhost.shop.example:4566', '127.0.0.1.nip.io', 'evil-amazonaws.com', 'a.b:4566'])(
    'may not be %s',
    async (host) => {
      expect((await ask('GET', CREATE, { host })).status).toBe(403);
    },
  );
});
