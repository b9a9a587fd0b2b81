import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { NodeHttp2Handler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../../engine/service.ts';
import { madeUp, type ServedForTest, serveServices } from '../../support/serve.ts';

let server: ServedForTest<Record<string, never>>;
const inputs: unknown[] = [];
let hangUps = 0;

beforeAll(async () => {
  const logs = madeUp(
    { sdk: () => import('@aws-sdk/client-cloudwatch-logs'), signingName: 'logs' },
    {
      DescribeLogGroups: ({ input }: Call) => {
        inputs.push(input);
        return { logGroups: [] };
      },
      DescribeLogStreams: (call: Call) =>
        new Promise((resolve) => {
          call.hungUp.addEventListener('abort', () => {
            hangUps++;
            resolve({ logStreams: [] });
          });
        }),
    },
  );
  server = (await serveServices({ logs })) as never;
});
afterAll(() => server.close());

const headers = { 'x-amz-target': 'Logs_20140328.DescribeLogGroups', 'content-type': 'application/x-amz-json-1.1' };
const post = (body: string | Uint8Array<ArrayBuffer>, more: Record<string, string> = {}) =>
  fetch(server.url, { method: 'POST', headers: { ...headers, ...more }, body });
const typeOf = async (response: Response) => ((await response.json()) as { __type: string }).__type;
const port = () => Number(new URL(server.url).port);

describe('the port', () => {
  it('speaks HTTP/2 to a client that begins with it', async () => {
    const client = new CloudWatchLogsClient({ ...server.config, requestHandler: new NodeHttp2Handler() });

    await expect(client.send(new DescribeLogGroupsCommand({ limit: 7 }))).resolves.toMatchObject({ logGroups: [] });
    expect(inputs.at(-1)).toEqual({ limit: 7 });
    client.destroy();
  });

  it('answers several HTTP/2 requests of one connection', async () => {
    const session = connectHttp2(server.url);
    const ask = async () => {
      const stream = session.request({ ':method': 'POST', ':path': '/', ...headers });
      stream.end('{}');
      const [answer] = await once(stream, 'response');
      stream.resume();
      await once(stream, 'end');
      return answer[':status'];
    };

    expect(await Promise.all([ask(), ask(), ask()])).toEqual([200, 200, 200]);
    session.close();
  });

  it('takes a request that comes byte by byte', async () => {
    const socket = connect(port(), '127.0.0.1');
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const text = `POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${lines.join('')}content-length: 2\r\n\r\n{}`;
    socket.setNoDelay(true);
    for (const byte of Buffer.from(text)) {
      socket.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);

    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\{"logGroups":\[\]\}$/);
  });

  it('tells an operation that waits that its caller hung up', async () => {
    const before = hangUps;
    const controller = new AbortController();
    const waiting = fetch(server.url, {
      method: 'POST',
      headers: { ...headers, 'x-amz-target': 'Logs_20140328.DescribeLogStreams' },
      body: '{}',
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 50);

    await expect(waiting).rejects.toThrow();
    await expect.poll(() => hangUps).toBe(before + 1);
  });

  it('ends what waits when it closes', async () => {
    const logs = madeUp(
      { sdk: () => import('@aws-sdk/client-cloudwatch-logs'), signingName: 'logs' },
      {
        DescribeLogStreams: (call: Call) =>
          new Promise((resolve) => call.hungUp.addEventListener('abort', () => resolve({}))),
      },
    );
    const other = await serveServices({ logs });
    const waiting = fetch(other.url, {
      method: 'POST',
      headers: { ...headers, 'x-amz-target': 'Logs_20140328.DescribeLogStreams' },
      body: '{}',
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await other.close();

    expect((await waiting).status).toBe(200);
  });
});

describe('a body', () => {
  it('is inflated when it came as gzip, and refused when that is broken or a bomb', async () => {
    const good = await post(gzipSync('{"limit":3}'), { 'content-encoding': 'gzip' });
    const broken = await post(gzipSync('{"limit":3}').subarray(0, 12), { 'content-encoding': 'gzip' });
    const bomb = await post(gzipSync(Buffer.alloc(64 * 2 ** 20, ' ')), { 'content-encoding': 'gzip' });
    const other = await post('{}', { 'content-encoding': 'br' });

    expect(good.status).toBe(200);
    expect(inputs.at(-1)).toEqual({ limit: 3 });
    expect([broken.status, await typeOf(broken)]).toEqual([400, 'SerializationException']);
    expect([bomb.status, await typeOf(bomb)]).toEqual([413, 'RequestEntityTooLargeException']);
    expect([other.status, await typeOf(other)]).toEqual([400, 'SerializationException']);
  });

  it('is refused when it is too large, whether it says so or not, and no more of it is taken', async () => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const send = async (framing: string, chunk: Buffer, most: number) => {
      const socket = connect(port(), '127.0.0.1');
      const answer: Buffer[] = [];
      socket.on('data', (data) => answer.push(data)).on('error', () => undefined);
      socket.write(`POST / HTTP/1.1\r\nhost: x\r\n${lines.join('')}${framing}\r\n\r\n`);
      let sent = 0;
      while (!socket.destroyed && !socket.readableEnded && sent < most) {
        sent += chunk.length;
        if (!socket.write(chunk))
          await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => undefined);
      }
      await Promise.race([once(socket, 'data'), once(socket, 'close')]);
      socket.destroy();
      return { sent, answer: Buffer.concat(answer).toString() };
    };
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(2 ** 16, ' '), Buffer.from('\r\n')]);
    const told = await send(`content-length: ${7 * 2 ** 20}`, Buffer.alloc(2 ** 16, ' '), 7 * 2 ** 20);
    const untold = await send('transfer-encoding: chunked', chunk, 64 * 2 ** 20);

    expect(told.answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(untold.sent).toBeLessThan(56 * 2 ** 20);
    expect((await post('{}')).status).toBe(200);
  });

  it('is refused when it is not what the protocol says', async () => {
    const cases = [
      '{',
      '[]',
      'null',
      '"x"',
      '{"limit":"x"}',
      '{"limit":{}}',
      '{"logGroupNamePrefix":1}',
      '{"logGroupIdentifiers":{}}',
    ];
    for (const body of cases) {
      const response = await post(body);
      expect([body, response.status, await typeOf(response)]).toEqual([body, 400, 'SerializationException']);
    }
    const deep = await post(`{"logGroupIdentifiers":${'['.repeat(1_000_000)}`);
    expect(deep.status).toBe(400);
  });
});

describe('a request nobody understands', () => {
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${server.url}${path}`, init);
    return { status: response.status, text: await response.text() };
  };

  it('is told which operation or service is not there', async () => {
    const target = (name: string) => ask('/', { method: 'POST', headers: { 'x-amz-target': name }, body: '{}' });
    const query = (form: Record<string, string>) => ask('/', { method: 'POST', body: new URLSearchParams(form) });

    expect(await target('Logs_20140328.PutFoo')).toMatchObject({
      status: 501,
      text: expect.stringContaining('trailkeeper does not implement logs:PutFoo yet'),
    });
    expect(await target('GuardDuty.ListDetectors')).toMatchObject({
      status: 501,
      text: expect.stringContaining('trailkeeper does not implement GuardDuty:ListDetectors yet'),
    });
    expect(await query({ Action: 'DescribeInstances', Version: '2016-11-15' })).toMatchObject({
      status: 501,
      text: expect.stringContaining(
        '<Message>trailkeeper does not implement 2016-11-15:DescribeInstances yet</Message>',
      ),
    });
    expect(await query({ Version: '2016-11-15' })).toMatchObject({
      status: 400,
      text: expect.stringContaining('<Code>MissingAction</Code>'),
    });
    expect(await ask('/2015-03-31/functions/')).toMatchObject({ status: 501 });
    expect(await ask('/service/X/operation/Y', { method: 'POST' })).toMatchObject({ status: 501 });
    expect(await ask('/some/page')).toMatchObject({ status: 501, text: expect.stringContaining('<Error><Code>') });
  });
});
