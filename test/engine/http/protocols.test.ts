import { CloudWatchClient, DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetRoleCommand, IAMClient, ListRolesCommand, NoSuchEntityException } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand, ListTopicsCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { QueueDoesNotExist, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../../../engine/errors.ts';
import type { Call } from '../../../engine/service.ts';
import { madeUp, type ServedForTest, serveServices } from '../../support/serve.ts';

const moment = new Date('2026-11-21T01:02:03.456Z');
const calls: { operation: string; input: unknown }[] = [];
let server: ServedForTest<Record<string, never>>;

/** An operation that notes its input and gives `output`. */
const gives =
  (operation: string, output: unknown = {}) =>
  ({ input }: Call) => {
    calls.push({ operation, input });
    return output;
  };

const fails = (code: string, message: string, options?: ConstructorParameters<typeof AwsError>[2]) => () => {
  throw new AwsError(code, message, options);
};

beforeAll(async () => {
  const served = {
    cloudwatch: madeUp(
      { sdk: () => import('@aws-sdk/client-cloudwatch'), signingName: 'monitoring' },
      {
        PutMetricData: gives('PutMetricData'),
        DescribeAlarms: gives('DescribeAlarms', {
          MetricAlarms: [
            {
              AlarmName: 'a',
              Threshold: 1.5,
              StateUpdatedTimestamp: moment,
              Dimensions: [{ Name: 'x', Value: '<&>\r\n"' }],
              AlarmActions: ['arn:1', 'arn:2'],
              OKActions: [],
            },
          ],
        }),
        ListMetrics: fails('InvalidParameterValueException', 'no'),
      },
    ),
    sns: madeUp(
      { sdk: () => import('@aws-sdk/client-sns'), signingName: 'sns' },
      {
        Publish: gives('Publish', { MessageId: 'm1' }),
        ListTopics: gives('ListTopics', { Topics: [{ TopicArn: 'arn:1' }, { TopicArn: 'arn:2' }] }),
        GetTopicAttributes: gives('GetTopicAttributes', { Attributes: { A: '1', B: '{"x":"<y>"}' } }),
        ConfirmSubscription: gives('ConfirmSubscription', { SubscriptionArn: 'arn:s' }),
      },
    ),
    sqs: madeUp(
      { sdk: () => import('@aws-sdk/client-sqs'), signingName: 'sqs' },
      { SendMessage: fails('QueueDoesNotExist', 'gone'), DeleteQueue: gives('DeleteQueue') },
    ),
    iam: madeUp(
      { sdk: () => import('@aws-sdk/client-iam'), signingName: 'iam' },
      {
        GetRole: fails('NoSuchEntityException', 'no <such> role'),
        ListRoles: gives('ListRoles', {
          Roles: [{ Path: '/', RoleName: 'r', RoleId: 'R', Arn: 'arn:r', CreateDate: moment, Tags: [] }],
          IsTruncated: false,
        }),
      },
    ),
    events: madeUp(
      { sdk: () => import('@aws-sdk/client-eventbridge'), signingName: 'events' },
      { PutEvents: gives('PutEvents', { FailedEntryCount: 0, Entries: [{ EventId: 'e' }] }) },
    ),
    lambda: madeUp(
      { sdk: () => import('@aws-sdk/client-lambda'), signingName: 'lambda' },
      {
        Invoke: gives('Invoke', { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: Buffer.from('{"ok":true}') }),
        CreateFunction: gives('CreateFunction', { FunctionName: 'f', Timeout: 3 }),
        GetFunction: fails('ResourceNotFoundException', 'Function not found'),
        ListTags: gives('ListTags', { Tags: { a: 'b' } }),
      },
    ),
    s3: madeUp(
      { sdk: () => import('@aws-sdk/client-s3'), signingName: 's3' },
      {
        ListBuckets: gives('ListBuckets', { Buckets: [{ Name: 'b', CreationDate: moment }] }),
        CreateBucket: gives('CreateBucket', { Location: '/b' }),
        GetBucketLocation: gives('GetBucketLocation', { LocationConstraint: 'eu-west-1' }),
        PutObject: gives('PutObject', { ETag: '"e"' }),
        CopyObject: gives('CopyObject', { CopyObjectResult: { ETag: '"e"', LastModified: moment } }),
        GetObject: gives('GetObject', {
          Body: Buffer.from('hello'),
          ETag: '"e"',
          LastModified: moment,
          ContentLength: 5,
          Metadata: { who: 'me' },
        }),
        HeadObject: fails('NotFound', 'Not Found', { status: 404 }),
        ListObjectsV2: gives('ListObjectsV2', { Contents: [{ Key: 'k', Size: 1 }], KeyCount: 1, IsTruncated: false }),
        DeleteObjects: gives('DeleteObjects', { Deleted: [{ Key: 'a&b' }] }),
      },
    ),
  };
  server = (await serveServices(served)) as never;
});
afterAll(() => server.close());
beforeEach(() => {
  calls.length = 0;
});

describe('CloudWatch over its three protocols', () => {
  const data = {
    Namespace: 'N',
    MetricData: [
      {
        MetricName: 'm',
        Value: 2.5,
        Timestamp: moment,
        Dimensions: [{ Name: 'a', Value: 'b&=' }],
        Values: [1, 2],
        StatisticValues: { SampleCount: 1, Sum: 2, Minimum: -3, Maximum: 4e300 },
      },
    ],
  };

  for (const [name, protocol] of [
    ['awsJson1_0', undefined],
    ['rpcV2Cbor', AwsSmithyRpcV2CborProtocol],
    ['awsQuery', AwsQueryProtocol],
  ] as const) {
    it(`reads and writes the same by ${name}`, async () => {
      const client = new CloudWatchClient({ ...server.config, ...(protocol && { protocol }) });

      await client.send(new PutMetricDataCommand(data));
      const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: ['a', 'b'] }));

      expect(calls).toEqual([
        { operation: 'PutMetricData', input: data },
        { operation: 'DescribeAlarms', input: { AlarmNames: ['a', 'b'] } },
      ]);
      expect(MetricAlarms?.[0]).toMatchObject({
        Threshold: 1.5,
        StateUpdatedTimestamp: moment,
        AlarmActions: ['arn:1', 'arn:2'],
        OKActions: [],
      });
      expect(MetricAlarms?.[0]?.Dimensions?.[0]?.Value?.replaceAll('\r', '')).toBe('<&>\n"');
    });
  }

  it('inflates a body the client sent as gzip', async () => {
    const many = Array.from({ length: 300 }, (_, at) => ({ MetricName: `metric-${at}`, Value: at, Timestamp: moment }));

    await new CloudWatchClient(server.config).send(new PutMetricDataCommand({ Namespace: 'N', MetricData: many }));

    expect(calls[0]?.input).toEqual({ Namespace: 'N', MetricData: many });
  });

  it('names the code of the query protocol to clients that ask for it', async () => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: {
        'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics',
        'content-type': 'application/x-amz-json-1.0',
        'x-amzn-query-mode': 'true',
      },
      body: '{}',
    });

    expect(response.headers.get('x-amzn-query-error')).toBe('InvalidParameterValue;Sender');
    expect(await response.json()).toEqual({
      __type: 'com.amazonaws.cloudwatch.v2010_08_01#InvalidParameterValueException',
      message: 'no',
    });
  });
});

describe('the awsQuery protocol', () => {
  it('reads maps and blobs, and writes maps and lists', async () => {
    const client = new SNSClient(server.config);
    const MessageAttributes = {
      k: { DataType: 'String', StringValue: 'v' },
      b: { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2) },
    };

    await client.send(new PublishCommand({ TopicArn: 'arn', Message: 'x=1&y', MessageAttributes }));
    const topics = await client.send(new ListTopicsCommand({}));
    const attributes = await client.send(new GetTopicAttributesCommand({ TopicArn: 'arn:1' }));

    expect(calls[0]?.input).toEqual({
      TopicArn: 'arn',
      Message: 'x=1&y',
      MessageAttributes: { ...MessageAttributes, b: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2]) } },
    });
    expect(topics.Topics).toEqual([{ TopicArn: 'arn:1' }, { TopicArn: 'arn:2' }]);
    expect(attributes.Attributes).toEqual({ A: '1', B: '{"x":"<y>"}' });
  });

  it('answers a link that is followed without a signature', async () => {
    const response = await fetch(`${server.url}/?Action=ConfirmSubscription&TopicArn=arn&Token=t`);

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/xml');
    expect(await response.text()).toContain('<SubscriptionArn>arn:s</SubscriptionArn>');
  });

  it('answers an error by the code of the query protocol', async () => {
    const client = new IAMClient(server.config);
    const failed = client.send(new GetRoleCommand({ RoleName: 'x' }));

    await expect(failed).rejects.toBeInstanceOf(NoSuchEntityException);
    await expect(failed).rejects.toMatchObject({ message: 'no <such> role', $metadata: { httpStatusCode: 404 } });
    const { Roles } = await client.send(new ListRolesCommand({}));
    expect(Roles?.[0]).toMatchObject({ RoleName: 'r', CreateDate: moment, Tags: [] });
  });

  it("reads SQS's requests sent to the queue's address", async () => {
    const response = await fetch(`${server.url}/123456789012/q`, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'DeleteQueue', Version: '2012-11-05' }),
    });

    expect(response.status).toBe(200);
    expect(calls[0]?.input).toEqual({ QueueUrl: `${server.url}/123456789012/q` });
  });
});

describe('the awsJson protocol of services once spoken to by query', () => {
  it('gives the typed error', async () => {
    const failed = new SQSClient(server.config).send(
      new SendMessageCommand({ QueueUrl: `${server.url}/1/q`, MessageBody: 'x' }),
    );

    await expect(failed).rejects.toBeInstanceOf(QueueDoesNotExist);
  });

  it('reads timestamps in seconds', async () => {
    const Entries = [{ Source: 'a', DetailType: 'b', Detail: '{}', Time: new Date('2026-01-01T00:00:01Z') }];

    await new EventBridgeClient(server.config).send(new PutEventsCommand({ Entries }));

    expect(calls[0]?.input).toEqual({ Entries });
  });
});

describe('the restJson1 protocol', () => {
  it('binds path, query, headers and payload', async () => {
    const client = new LambdaClient(server.config);

    const output = await client.send(
      new InvokeCommand({
        FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:f',
        InvocationType: 'RequestResponse',
        Qualifier: '$LATEST',
        Payload: Buffer.from('{"a":1}'),
      }),
    );

    expect(calls[0]?.input).toEqual({
      FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:f',
      InvocationType: 'RequestResponse',
      Qualifier: '$LATEST',
      Payload: Buffer.from('{"a":1}'),
    });
    expect(output).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(Buffer.from(output.Payload ?? []).toString()).toBe('{"ok":true}');
  });

  it('reads documents with blobs in them and answers with the status of the model', async () => {
    const input = {
      FunctionName: 'f',
      Role: 'arn:aws:iam::123456789012:role/r',
      Code: { ZipFile: Buffer.from('zip') },
      Environment: { Variables: { AB: 'b' } },
    };

    const output = await new LambdaClient(server.config).send(new CreateFunctionCommand(input));

    expect(calls[0]?.input).toEqual(input);
    expect(output).toMatchObject({ FunctionName: 'f', Timeout: 3, $metadata: { httpStatusCode: 201 } });
  });

  it('answers typed errors', async () => {
    const { GetFunctionCommand } = await import('@aws-sdk/client-lambda');
    const failed = new LambdaClient(server.config).send(new GetFunctionCommand({ FunctionName: 'f' }));

    await expect(failed).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(failed).rejects.toMatchObject({ Type: 'User', message: 'Function not found' });
  });
});

describe('the restXml protocol', () => {
  const client = () => new S3Client({ ...server.config, forcePathStyle: true });

  it('tells operations apart by path and query', async () => {
    expect((await client().send(new ListBucketsCommand({}))).Buckets).toEqual([{ Name: 'b', CreationDate: moment }]);
    await client().send(
      new CreateBucketCommand({ Bucket: 'b', CreateBucketConfiguration: { LocationConstraint: 'EU' } }),
    );
    const { LocationConstraint } = await client().send(new GetBucketLocationCommand({ Bucket: 'b' }));
    const { Contents } = await client().send(new ListObjectsV2Command({ Bucket: 'b', Prefix: 'a/b c' }));
    await client().send(new CopyObjectCommand({ Bucket: 'b', Key: 'k', CopySource: 'b/k2' }));

    expect(calls.map(({ operation }) => operation)).toEqual([
      'ListBuckets',
      'CreateBucket',
      'GetBucketLocation',
      'ListObjectsV2',
      'CopyObject',
    ]);
    expect(calls[1]?.input).toEqual({ Bucket: 'b', CreateBucketConfiguration: { LocationConstraint: 'EU' } });
    expect(calls[3]?.input).toEqual({ Bucket: 'b', Prefix: 'a/b c' });
    expect(LocationConstraint).toBe('eu-west-1');
    expect(Contents).toEqual([{ Key: 'k', Size: 1 }]);
  });

  it('takes an object as bytes and as a stream in chunks with a checksum behind it', async () => {
    const { Readable } = await import('node:stream');
    await client().send(new PutObjectCommand({ Bucket: 'b', Key: 'a/ü b', Body: 'hello', Metadata: { who: 'me' } }));
    await client().send(
      new PutObjectCommand({
        Bucket: 'b',
        Key: 'k/',
        Body: Readable.from([Buffer.from('hel'), Buffer.from('lo')]),
        ContentLength: 5,
      }),
    );

    expect(calls[0]?.input).toMatchObject({
      Bucket: 'b',
      Key: 'a/ü b',
      Body: Buffer.from('hello'),
      Metadata: { who: 'me' },
    });
    expect(calls[1]?.input).toMatchObject({ Bucket: 'b', Key: 'k/', Body: Buffer.from('hello') });
    expect(calls[0]?.input).toHaveProperty('ChecksumCRC32', 'NhCmhg==');
    expect(calls[1]?.input).toHaveProperty('ChecksumCRC32', 'NhCmhg==');
  });

  it('gives an object with its headers', async () => {
    const output = await client().send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));

    expect(await output.Body?.transformToString()).toBe('hello');
    expect(output).toMatchObject({ ETag: '"e"', ContentLength: 5, Metadata: { who: 'me' } });
    expect(output.LastModified).toEqual(new Date('2026-11-21T01:02:03Z'));
  });

  it('reads and writes XML documents', async () => {
    const { Deleted } = await client().send(
      new DeleteObjectsCommand({ Bucket: 'b', Delete: { Objects: [{ Key: 'a&b' }, { Key: ' c ' }], Quiet: false } }),
    );

    expect(calls[0]?.input).toMatchObject({ Delete: { Objects: [{ Key: 'a&b' }, { Key: ' c ' }], Quiet: false } });
    expect(Deleted).toEqual([{ Key: 'a&b' }]);
  });

  it('answers HEAD without a body', async () => {
    const failed = client().send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' }));

    await expect(failed).rejects.toBeInstanceOf(NotFound);
  });
});
