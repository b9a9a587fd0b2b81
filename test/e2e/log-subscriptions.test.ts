import { gunzipSync } from 'node:zlib';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutDestinationCommand,
  PutDestinationPolicyCommand,
  PutLogEventsCommand,
  PutSubscriptionFilterCommand,
  type PutSubscriptionFilterCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
} from '@aws-sdk/client-kinesis';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundleHandlers } from '../../functions/bundle.ts';
import { clientOptions, engine as startedEngine } from '../support/engine.ts';
import { openSearch } from '../support/opensearch.ts';
import { queue } from '../support/queue.ts';

const START = Date.UTC(2026, 0, 10, 12);
const roleArn = 'arn:aws:iam::123456789012:role/logs';

interface Payload {
  readonly owner: string;
  readonly logEvents: readonly { readonly message: string }[];
}

/** A group to subscribe to, in an account of an engine whose clock stands still. */
async function given({
  account = '123456789012',
  openSearchEndpoint,
}: {
  account?: string;
  openSearchEndpoint?: string;
} = {}) {
  const engine = await startedEngine({ clock: 'virtual', startAt: START, openSearchEndpoint });
  const as = (id: string) => ({ ...clientOptions(engine), credentials: { accessKeyId: id, secretAccessKey: 'x' } });
  const options = as(account);
  const logs = new CloudWatchLogsClient(options);
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }));
  await logs.send(new CreateLogStreamCommand({ logGroupName: 'g', logStreamName: 's' }));
  return {
    engine,
    as,
    options,
    subscribe: (more: Pick<PutSubscriptionFilterCommandInput, 'destinationArn' | 'roleArn'>) =>
      logs.send(
        new PutSubscriptionFilterCommand({ logGroupName: 'g', filterName: 'f', filterPattern: '-DEBUG', ...more }),
      ),
    put: (...texts: string[]) =>
      logs.send(
        new PutLogEventsCommand({
          logGroupName: 'g',
          logStreamName: 's',
          logEvents: texts.map((message) => ({ timestamp: START, message })),
        }),
      ),
    wait: (seconds: number) => engine.clock.advanceTo(engine.clock.now() + seconds * 1000),
  };
}

const payload = (data: Uint8Array): Payload => JSON.parse(gunzipSync(data).toString()) as Payload;

describe('log events subscribed to', () => {
  it('go through a delivery stream into a bucket', async () => {
    const { options, put, subscribe, wait } = await given();
    const s3 = new S3Client({ ...options, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'archive' }));
    const { DeliveryStreamARN } = await new FirehoseClient(options).send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName: 'archive',
        S3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::archive', RoleARN: roleArn, Prefix: 'logs/' },
      }),
    );
    await subscribe({ destinationArn: DeliveryStreamARN, roleArn });

    await put('one', 'DEBUG two', 'three');
    await put('four');
    await wait(300);

    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'archive' }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'archive', Key: Contents[0]?.Key }));
    const text = gunzipSync(await Body!.transformToByteArray()).toString();
    expect(Contents.map(({ Key }) => Key)).toEqual([expect.stringMatching(/^logs\/2026\/01\/10\/12\/archive-1-/)]);
    expect([...text.matchAll(/"message":"(\w+)"/g)].map(([, message]) => message)).toEqual(['one', 'three', 'four']);
  });

  it('go through a delivery stream that decompresses them into OpenSearch', async () => {
    const domain = await openSearch();
    onTestFinished(() => domain.close());
    const { options, put, subscribe, wait } = await given({ openSearchEndpoint: domain.url });
    const processors = [
      { Type: 'Decompression' as const },
      {
        Type: 'CloudWatchLogProcessing' as const,
        Parameters: [{ ParameterName: 'DataMessageExtraction' as const, ParameterValue: 'true' }],
      },
    ];
    const { DeliveryStreamARN } = await new FirehoseClient(options).send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName: 'search',
        AmazonopensearchserviceDestinationConfiguration: {
          DomainARN: 'arn:aws:es:us-east-1:123456789012:domain/audit',
          RoleARN: roleArn,
          IndexName: 'trail',
          ProcessingConfiguration: { Enabled: true, Processors: processors },
          S3Configuration: { RoleARN: roleArn, BucketARN: 'arn:aws:s3:::backup' },
        },
      }),
    );
    await subscribe({ destinationArn: DeliveryStreamARN, roleArn });

    await put('{"n":1}', '{"n":2}');
    await wait(300);

    expect([...(domain.kept.get('trail-2026-01-10')?.values() ?? [])]).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('reach a stream of another account that has opened its destination to them, and no other', async () => {
    const { as, put, subscribe, wait } = await given({ account: '111122223333' });
    const receiver = as('444455556666');
    const [logs, kinesis] = [new CloudWatchLogsClient(receiver), new KinesisClient(receiver)];
    await kinesis.send(new CreateStreamCommand({ StreamName: 'all', ShardCount: 1 }));
    const targetArn = 'arn:aws:kinesis:us-east-1:444455556666:stream/all';
    const destinationName = 'central';
    const { destination } = await logs.send(new PutDestinationCommand({ destinationName, targetArn, roleArn }));
    const destinationArn = destination?.arn;
    const open = (principal: string) =>
      logs.send(
        new PutDestinationPolicyCommand({
          destinationName,
          accessPolicy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: principal },
                Action: 'logs:PutSubscriptionFilter',
                Resource: destinationArn,
              },
            ],
          }),
        }),
      );

    await expect(subscribe({ destinationArn })).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await open('999988887777');
    await expect(subscribe({ destinationArn })).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await open('111122223333');
    await subscribe({ destinationArn });
    await put('across');
    await wait(1);

    const from = { ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' as const };
    const { ShardIterator } = await kinesis.send(new GetShardIteratorCommand({ StreamName: 'all', ...from }));
    const { Records = [] } = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
    expect(
      Records.map(({ Data, PartitionKey }) => [
        payload(Data!).owner,
        payload(Data!).logEvents[0]?.message,
        PartitionKey,
      ]),
    ).toEqual([['111122223333', 'across', 's']]);
  });

  it('are put into OpenSearch by the bundled handler, again when it has no room, and what it refuses into a queue', async () => {
    const { engine, options, put, subscribe } = await given();
    const domain = await openSearch();
    onTestFinished(() => domain.close());
    const refused = await queue(engine, 'refused');
    const { zip } = (await bundleHandlers(['forward'])).get('forward')!;
    const lambda = new LambdaClient(options);
    const { FunctionArn } = await lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'forward',
        Role: roleArn,
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Timeout: 60,
        Code: { ZipFile: zip },
        Environment: { Variables: { OPENSEARCH_ENDPOINT: domain.url, DEAD_LETTER_QUEUE_URL: refused.url } },
      }),
    );
    await lambda.send(
      new AddPermissionCommand({
        FunctionName: 'forward',
        StatementId: 'logs',
        Action: 'lambda:InvokeFunction',
        Principal: 'logs.amazonaws.com',
      }),
    );
    await subscribe({ destinationArn: FunctionArn });
    domain.refusing.push(429);

    await put('{"n":1}', '{"n":"two"}', 'three');
    await engine.clock.idle();

    const kept = domain.kept.get('cwl-2026.01.10') ?? new Map<string, Record<string, unknown>>();
    const [letter] = await refused.messages(1);
    expect([...kept.values()]).toMatchObject([{ n: 1, '@log_group': 'g' }, { '@message': 'three' }]);
    expect(JSON.parse(letter?.Body ?? '')).toMatchObject({ message: '{"n":"two"}', type: 'mapper_parsing_exception' });
    expect(domain.requests.map(({ documents }) => documents)).toEqual([3, 3]);
  });
});
