import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSecrets } from '../../../engine/http/serve.ts';
import { s3 } from '../../../engine/services/s3/index.ts';
import { sts } from '../../../engine/services/sts/index.ts';
import { madeUp, type ServedForTest, serveServices } from '../../support/serve.ts';

const good = { accessKeyId: 'AKIAKNOWN', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const wrong = { ...good, secretAccessKey: 'other' };
const unknown = { ...good, accessKeyId: 'AKIAUNKNOWN' };
let server: ServedForTest<{ s3: typeof s3; sts: typeof sts }>;

beforeAll(async () => {
  const logs = madeUp(
    { sdk: () => import('@aws-sdk/client-cloudwatch-logs'), signingName: 'logs' },
    { DescribeLogGroups: () => ({ logGroups: [] }) },
  );
  const lambda = madeUp(
    { sdk: () => import('@aws-sdk/client-lambda'), signingName: 'lambda' },
    { Invoke: () => ({ StatusCode: 200 }) },
  );
  server = (await serveServices(
    { s3, sts, logs, lambda },
    { secrets: (id) => (id === good.accessKeyId ? good.secretAccessKey : undefined) },
  )) as never;
});
afterAll(() => server.close());

const config = (credentials = good) => ({ ...server.config, credentials, forcePathStyle: true });

describe('a request signed with a known key', () => {
  it('is let in, over every protocol', async () => {
    await new CloudWatchLogsClient(config()).send(new DescribeLogGroupsCommand({}));
    await new STSClient(config()).send(new GetCallerIdentityCommand({}));
    await new LambdaClient(config()).send(
      new InvokeCommand({ FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:f', Qualifier: '$LATEST' }),
    );
    const client = new S3Client(config());
    await client.send(new CreateBucketCommand({ Bucket: 'bucket' }));
    await client.send(
      new PutObjectCommand({ Bucket: 'bucket', Key: "a b/ü+(1)'*.txt", Body: 'hello', Metadata: { a: '  x   y ' } }),
    );
    const Body = Readable.from([Buffer.from('streamed')]);
    await client.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'k', Body, ContentLength: 8 }));
    const { Contents } = await client.send(
      new ListObjectsV2Command({ Bucket: 'bucket', Prefix: '', StartAfter: 'a=&' }),
    );
    const { Body: got } = await client.send(new GetObjectCommand({ Bucket: 'bucket', Key: "a b/ü+(1)'*.txt" }));

    expect(await got?.transformToString()).toBe('hello');
    expect(Contents?.map(({ Key }) => Key)).toEqual(['k']);
  });
});

describe('a request that is not', () => {
  const ask = {
    json: (credentials: typeof good) =>
      new CloudWatchLogsClient(config(credentials)).send(new DescribeLogGroupsCommand({})),
    query: (credentials: typeof good) => new STSClient(config(credentials)).send(new GetCallerIdentityCommand({})),
    s3: (credentials: typeof good) =>
      new S3Client(config(credentials)).send(new ListObjectsV2Command({ Bucket: 'bucket' })),
  };

  it('is refused for a wrong secret', async () => {
    await expect(ask.json(wrong)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    await expect(ask.query(wrong)).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(ask.s3(wrong)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });

  it('is refused for a key nobody has', async () => {
    await expect(ask.json(unknown)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await expect(ask.query(unknown)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await expect(ask.s3(unknown)).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
  });

  it('is refused without a signature', async () => {
    const json = await fetch(server.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'Logs_20140328.DescribeLogGroups' },
    });
    const query = await fetch(server.url, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
    });
    const object = await fetch(`${server.url}/bucket/k`);
    const inbox = await fetch(`${server.url}/_trailkeeper/inbox`);

    expect(await json.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
    expect(await query.text()).toContain('<Code>MissingAuthenticationToken</Code>');
    expect([object.status, inbox.status]).toEqual([403, 403]);
  });

  it('is refused without a signature whatever else it looks like', async () => {
    const target = { 'x-amz-target': 'Logs_20140328.DescribeLogGroups' };
    const disguised = [
      fetch(`${server.url}/`, { headers: target }),
      fetch(`${server.url}/SimpleNotificationService-1.pem`, { headers: target }),
      fetch(`${server.url}/?Action=Unsubscribe`, { headers: target }),
      fetch(`${server.url}/?Action=GetCallerIdentity&Version=2011-06-15&Action=Unsubscribe`),
      fetch(`${server.url}/?%41ction=GetCallerIdentity&Version=2011-06-15&Action=Unsubscribe`),
      fetch(`${server.url}/`),
    ];

    for (const answer of await Promise.all(disguised)) expect([400, 403]).toContain(answer.status);
  });

  it('is refused when its time is not now', async () => {
    const client = new CloudWatchLogsClient({ ...config(), systemClockOffset: -3_600_000 });

    await expect(client.send(new DescribeLogGroupsCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      message: expect.stringContaining('Signature expired'),
    });
  });

  it('is refused when its body was changed on the way', async () => {
    const client = new CloudWatchLogsClient(config());
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as { body: string }).body = '[]';
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low', name: 'tamper' },
    );

    await expect(client.send(new DescribeLogGroupsCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
  });
});

describe('the file of access keys', () => {
  it('is read, and refused by name where it cannot be used', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'auth-'));
    const file = path.join(folder, 'keys.json');
    const write = (content: string) => writeFileSync(file, content);

    write('{"AKIA1": "secret"}');
    expect(readSecrets(file)('AKIA1')).toBe('secret');
    expect(readSecrets(file)('toString')).toBeUndefined();
    for (const content of ['', '[]', '{}', '{"AKIA1": 1}', 'null']) {
      write(content);
      expect(() => readSecrets(file)).toThrow(file);
    }
    rmSync(folder, { recursive: true });
    expect(() => readSecrets(file)).toThrow(file);
  });
});
