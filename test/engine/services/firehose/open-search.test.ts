import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type AmazonopensearchserviceDestinationConfiguration,
  CreateDeliveryStreamCommand,
  DescribeDeliveryStreamCommand,
  FirehoseClient,
  PutRecordBatchCommand,
} from '@aws-sdk/client-firehose';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEngine } from '../../../../engine/index.ts';
import { rotatedIndex } from '../../../../engine/services/firehose/index-rotation.ts';
import { clientOptions, engine } from '../../../support/engine.ts';
import { openSearch } from '../../../support/opensearch.ts';

const RoleARN = 'arn:aws:iam::123456789012:role/firehose';
const BucketARN = 'arn:aws:s3:::backup';
const START = Date.parse('2026-11-20T10:00:00Z');

type Configuration = Partial<AmazonopensearchserviceDestinationConfiguration>;

async function given(more: Configuration = {}, hasBucket = true, dataFolder?: string) {
  const domain = await openSearch();
  onTestFinished(() => domain.close());
  const options = { dataFolder, openSearchEndpoint: domain.url, log: { warn() {}, error() {} } };
  // One to be restarted is closed by its test.
  const running = await (dataFolder ? startEngine : engine)({ clock: 'virtual', startAt: START, ...options });
  const firehose = new FirehoseClient(clientOptions(running));
  const s3 = new S3Client({ ...clientOptions(running), forcePathStyle: true });
  const makeBucket = () => s3.send(new CreateBucketCommand({ Bucket: 'backup' }));
  if (hasBucket) await makeBucket();
  const create = (configuration: Configuration = more) =>
    firehose.send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName: 'search',
        AmazonopensearchserviceDestinationConfiguration: {
          ClusterEndpoint: 'https://search.example.com',
          RoleARN,
          IndexName: 'events',
          IndexRotationPeriod: 'NoRotation',
          BufferingHints: { IntervalInSeconds: 60 },
          RetryOptions: { DurationInSeconds: 60 },
          S3Configuration: { RoleARN, BucketARN },
          ...configuration,
        },
      }),
    );
  await create();
  const put = (...texts: string[]) =>
    firehose.send(
      new PutRecordBatchCommand({
        DeliveryStreamName: 'search',
        Records: texts.map((text) => ({ Data: Buffer.from(text) })),
      }),
    );
  const wait = (seconds: number) => running.clock.advanceTo(running.clock.now() + 1000 * seconds);
  const objects = async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'backup' }));
    return Promise.all(
      Contents.map(async ({ Key }) => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'backup', Key }));
        return { key: Key!, text: await Body!.transformToString() };
      }),
    );
  };
  const kept = () => [...domain.kept.values()].flatMap((documents) => [...documents.values()]);
  return { running, options, firehose, domain, create, put, wait, objects, kept, makeBucket };
}

describe('a delivery stream to OpenSearch', () => {
  it('indexes its records together when they are due, under ids of its own', async () => {
    const { put, wait, domain, kept, objects } = await given();
    await put('{"n":1}\n', '{"n":2}');
    await wait(59);
    expect(domain.requests).toEqual([]);
    await wait(1);

    const ids = [...(domain.kept.get('events')?.keys() ?? [])];
    expect(domain.requests).toMatchObject([{ path: '/_bulk', documents: 2 }]);
    expect(kept()).toEqual([{ n: 1 }, { n: 2 }]);
    expect(new Set(ids).size).toBe(2);
    expect(ids.some((id) => id.startsWith('generated'))).toBe(false);
    expect(await objects()).toEqual([]);
  });

  it('is described as it was made', async () => {
    const { firehose } = await given();
    const described = await firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: 'search' }));

    const [destination] = described.DeliveryStreamDescription?.Destinations ?? [];
    expect(destination?.AmazonopensearchserviceDestinationDescription).toMatchObject({
      ClusterEndpoint: 'https://search.example.com',
      IndexName: 'events',
      S3BackupMode: 'FailedDocumentsOnly',
      BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 60 },
      RetryOptions: { DurationInSeconds: 60 },
      S3DestinationDescription: { BucketARN },
      DocumentIdOptions: { DefaultDocumentIdFormat: 'FIREHOSE_DEFAULT' },
    });
    expect(destination?.ExtendedS3DestinationDescription).toBeUndefined();
  });

  it('tries again while OpenSearch has no room, and makes no document twice', async () => {
    const { put, wait, domain, kept, objects } = await given();
    domain.refusing.push(429, 503);
    await put('{"n":1}', '{"n":2}');
    await wait(60 + 60);

    expect(domain.requests).toHaveLength(3);
    expect(kept()).toHaveLength(2);
    expect(await objects()).toEqual([]);
  });

  it('puts documents that stay refused into the bucket, with the reason', async () => {
    const { put, wait, kept, objects } = await given({ S3Configuration: { RoleARN, BucketARN, Prefix: 'search/' } });
    await put('{"n":1}', '{"n":"text"}', 'no json');
    await wait(60 + 60);

    const [object, ...others] = await objects();
    const failed = object!.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(kept()).toEqual([{ n: 1 }]);
    expect(others).toEqual([]);
    expect(object!.key).toMatch(/^search\/AmazonOpenSearchService-failed\/2026\/11\/20\/10\/search-1-/);
    expect(failed.map(({ rawData }) => Buffer.from(String(rawData), 'base64').toString()).sort()).toEqual([
      'no json',
      '{"n":"text"}',
    ]);
    expect(failed[1]).toMatchObject({
      errorCode: '400',
      errorMessage: expect.stringContaining('mapper_parsing_exception'),
      esIndexName: 'events',
      arrivalTimestamp: START,
      attemptEndingTimestamp: START + 120_000,
    });
    expect(failed[1]!.attemptsMade).toBeGreaterThan(1);
  });

  it('puts every record into the bucket too when it is to back up all', async () => {
    const { put, wait, domain, kept, objects } = await given({ S3BackupMode: 'AllDocuments' });
    domain.refusing.push(503);
    await put('{"n":1}\n', '{"n":2}\n');
    await wait(120);

    expect(kept()).toHaveLength(2);
    expect((await objects()).map(({ text }) => text)).toEqual(['{"n":1}\n{"n":2}\n']);
  });

  it('keeps records while neither OpenSearch nor the bucket takes them', async () => {
    const { put, wait, domain, makeBucket, objects } = await given({ RetryOptions: { DurationInSeconds: 0 } }, false);
    await put('no json');
    await wait(300);
    await makeBucket();
    await wait(60);

    expect(domain.requests).toEqual([]);
    expect(await objects()).toHaveLength(1);
  });

  it('delivers after a restart what it had taken before', async () => {
    const dataFolder = mkdtempSync(path.join(tmpdir(), 'firehose-'));
    onTestFinished(() => rmSync(dataFolder, { recursive: true }));
    const { put, running, options, domain, kept } = await given({}, true, dataFolder);
    await put('{"n":1}');
    await running.close();

    const again = await engine({ clock: 'virtual', startAt: START + 60_000, ...options });
    await again.clock.advanceTo(START + 61_000);

    expect(kept()).toEqual([{ n: 1 }]);
    expect(domain.requests).toHaveLength(1);
  });

  it.each([
    ['Processor Lambda', { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'Lambda' as const }] } }],
    ['CompressionFormat Snappy', { S3Configuration: { RoleARN, BucketARN, CompressionFormat: 'Snappy' as const } }],
  ])('is refused by name with %s', async (what, configuration: Configuration) => {
    const { create } = await given();
    await expect(create(configuration)).rejects.toThrow(`${what} is not supported by this engine.`);
  });

  it('is refused with a domain when the engine has no address for it', async () => {
    const running = await engine();
    const firehose = new FirehoseClient(clientOptions(running));
    const created = firehose.send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName: 'search',
        AmazonopensearchserviceDestinationConfiguration: {
          DomainARN: 'arn:aws:es:us-east-1:123456789012:domain/audit',
          RoleARN,
          IndexName: 'events',
          S3Configuration: { RoleARN, BucketARN },
        },
      }),
    );
    await expect(created).rejects.toThrow('DomainARN without --opensearch-endpoint is not supported by this engine.');
  });
});

describe('index rotation', () => {
  it.each([
    ['NoRotation', '2016-02-25T13:00:00Z', 'myindex'],
    ['OneHour', '2016-02-25T13:00:00Z', 'myindex-2016-02-25-13'],
    ['OneDay', '2016-02-25T13:00:00Z', 'myindex-2016-02-25'],
    ['OneWeek', '2016-02-25T13:00:00Z', 'myindex-2016-w08'],
    ['OneWeek', '2027-01-01T00:00:00Z', 'myindex-2026-w53'],
    ['OneWeek', '2018-12-31T00:00:00Z', 'myindex-2019-w01'],
    ['OneMonth', '2016-02-25T13:00:00Z', 'myindex-2016-02'],
  ] as const)('with %s names the index of %s %s', (rotation, time, name) => {
    expect(rotatedIndex({ index: 'myindex', rotation }, Date.parse(time))).toBe(name);
  });
});
