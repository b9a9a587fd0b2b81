import { gunzipSync, gzipSync } from 'node:zlib';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateDeliveryStreamCommand,
  DeleteDeliveryStreamCommand,
  DescribeDeliveryStreamCommand,
  type ExtendedS3DestinationConfiguration,
  FirehoseClient,
  ListDeliveryStreamsCommand,
  PutRecordBatchCommand,
  PutRecordCommand,
} from '@aws-sdk/client-firehose';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';

const arn = 'arn:aws:firehose:us-east-1:123456789012:deliverystream/archive';
const role = 'arn:aws:iam::123456789012:role/firehose';

const decompression = {
  Type: 'Decompression' as const,
  Parameters: [{ ParameterName: 'CompressionFormat' as const, ParameterValue: 'GZIP' }],
};
const extraction = {
  Type: 'CloudWatchLogProcessing' as const,
  Parameters: [{ ParameterName: 'DataMessageExtraction' as const, ParameterValue: 'true' }],
};
const delimiter = {
  Type: 'AppendDelimiterToRecord' as const,
  Parameters: [{ ParameterName: 'Delimiter' as const, ParameterValue: '\\n' }],
};

async function given(more: Partial<ExtendedS3DestinationConfiguration> = {}, hasBucket = true) {
  const startAt = Date.parse('2026-11-20T10:00:00Z');
  const running = await engine({ clock: 'virtual', startAt, log: { warn: () => {}, error: () => {} } });
  const options = clientOptions(running);
  const [firehose, s3] = [new FirehoseClient(options), new S3Client({ ...options, forcePathStyle: true })];
  const makeBucket = () => s3.send(new CreateBucketCommand({ Bucket: 'archive' }));
  if (hasBucket) await makeBucket();
  const create = (DeliveryStreamName: string, configuration: Partial<ExtendedS3DestinationConfiguration> = more) =>
    firehose.send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName,
        ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::archive', RoleARN: role, ...configuration },
      }),
    );
  await create('archive');
  const put = (text: string) =>
    firehose.send(new PutRecordCommand({ DeliveryStreamName: 'archive', Record: { Data: Buffer.from(text) } }));
  const wait = (seconds: number) => running.clock.advanceTo(running.clock.now() + 1000 * seconds);
  const objects = async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'archive' }));
    return Promise.all(
      Contents.map(async ({ Key }) => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'archive', Key }));
        return { key: Key!, body: Buffer.from(await Body!.transformToByteArray()) };
      }),
    );
  };
  return { running, options, firehose, create, put, wait, objects, makeBucket };
}

describe('a delivery stream', () => {
  it('is described and listed, and gone when it is deleted', async () => {
    const { firehose, create } = await given({ BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
    const described = await firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: 'archive' }));
    const listed = await firehose.send(new ListDeliveryStreamsCommand({}));

    expect(described.DeliveryStreamDescription).toMatchObject({
      DeliveryStreamARN: arn,
      DeliveryStreamStatus: 'ACTIVE',
      Destinations: [{ ExtendedS3DestinationDescription: { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } } }],
    });
    expect(listed).toMatchObject({ DeliveryStreamNames: ['archive'], HasMoreDeliveryStreams: false });
    await expect(create('archive')).rejects.toMatchObject({ name: 'ResourceInUseException' });
    await firehose.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName: 'archive' }));
    const again = firehose.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName: 'archive' }));
    await expect(again).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('puts its records into the bucket together, five minutes after the first', async () => {
    const { firehose, put, wait, objects } = await given();
    await put('one\n');
    await wait(200);
    const Records = ['two\n', 'three\n'].map((text) => ({ Data: Buffer.from(text) }));
    const batch = await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: 'archive', Records }));
    await wait(99);
    expect(await objects()).toEqual([]);
    await wait(1);
    const [object, ...rest] = await objects();

    expect(batch).toMatchObject({ FailedPutCount: 0, RequestResponses: [{}, {}] });
    expect(rest).toEqual([]);
    expect(object!.key).toMatch(/^2026\/11\/20\/10\/archive-1-2026-11-20-10-00-00-[0-9a-f-]{36}$/);
    expect(object!.body.toString()).toBe('one\ntwo\nthree\n');
  });

  it('does not wait when its buffer is full', async () => {
    const { put, wait, objects } = await given({ BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 900 } });
    await put('x'.repeat(600_000));
    await put('x'.repeat(600_000));
    await wait(0);
    expect((await objects()).map(({ body }) => body.length)).toEqual([1_200_000]);
  });

  it.each([
    ['logs/', /^logs\/2026\/11\/20\/10\/archive-1-/],
    ['year=!{timestamp:yyyy}/day=!{timestamp:MM-dd}/', /^year=2026\/day=11-20\/archive-1-/],
    ['!{firehose:random-string}/', /^[0-9a-f]{11}\/2026\/11\/20\/10\/archive-1-/],
  ])('puts objects under the prefix %s', async (Prefix, key) => {
    const ErrorOutputPrefix = 'failed/!{firehose:error-output-type}/';
    const { put, wait, objects } = await given({ Prefix, ErrorOutputPrefix, CompressionFormat: 'GZIP' });
    await put('packed');
    await wait(300);
    const [object] = await objects();
    expect(object!.key).toMatch(key);
    expect(object!.key).toMatch(/\.gz$/);
    expect(gunzipSync(object!.body).toString()).toBe('packed');
  });

  it('keeps records while the bucket is not there', async () => {
    const { put, wait, objects, makeBucket } = await given({}, false);
    await put('patient');
    await wait(600);
    await makeBucket();
    await wait(60);
    expect((await objects()).map(({ body }) => body.toString())).toEqual(['patient']);
  });

  // The examples of "Understand custom prefixes for Amazon S3 objects".
  it.each([
    [undefined, 'failures/!{firehose:error-output-type}/', /^failures\/processing-failed\/archive-1-/],
    [
      'ok/year=!{timestamp:yyyy}/',
      'bad/year=!{timestamp:yyyy}/hour=!{timestamp:HH}/!{firehose:error-output-type}',
      /^bad\/year=2026\/hour=10\/processing-failedarchive-1-/,
    ],
    ['myPrefix/', undefined, /^myPrefix\/processing-failed\/2026\/11\/20\/10\/archive-1-/],
  ])('puts what failed, beside the prefix %s, under %s', async (Prefix, ErrorOutputPrefix, key) => {
    const ProcessingConfiguration = { Enabled: true, Processors: [decompression] };
    const { put, wait, objects } = await given({ Prefix, ErrorOutputPrefix, ProcessingConfiguration });

    await put('not compressed');
    await wait(300);

    expect((await objects()).map((object) => object.key)).toEqual([expect.stringMatching(key)]);
  });

  it('decompresses what CloudWatch Logs hands on, takes its messages out, and puts what is none apart', async () => {
    const Processors = [decompression, extraction, delimiter];
    const { firehose, wait, objects } = await given({
      Prefix: 'logs/',
      ErrorOutputPrefix: 'errors/',
      ProcessingConfiguration: { Enabled: true, Processors },
    });
    const logEvents = ['one', 'two'].map((message) => ({ id: '1', timestamp: 0, message }));
    const packed = [
      { messageType: 'DATA_MESSAGE', logEvents },
      { messageType: 'CONTROL_MESSAGE', logEvents },
    ];
    const Records = [...packed.map((each) => gzipSync(JSON.stringify(each))), Buffer.from('plain')].map((Data) => ({
      Data,
    }));
    await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: 'archive', Records }));
    await wait(300);

    const [failed, delivered, ...rest] = await objects();
    expect(rest).toEqual([]);
    expect(delivered!.key).toMatch(/^logs\/2026/);
    expect(delivered!.body.toString()).toBe('one\ntwo\n');
    expect(failed!.key).toMatch(/^errors\/processing-failed\/2026/);
    expect(JSON.parse(failed!.body.toString())).toMatchObject({ rawData: Buffer.from('plain').toString('base64') });
  });

  it.each([
    ['CompressionFormat Snappy', { CompressionFormat: 'Snappy' as const }],
    ['Processor Lambda', { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'Lambda' as const }] } }],
    [
      'CloudWatchLogProcessing without Decompression',
      { ProcessingConfiguration: { Enabled: true, Processors: [extraction] } },
    ],
    ['!{partitionKeyFromQuery:a} in Prefix', { Prefix: '!{partitionKeyFromQuery:a}/' }],
  ])('is refused by name with %s', async (what, configuration) => {
    const { create } = await given();
    await expect(create('other', configuration)).rejects.toMatchObject({
      name: 'InvalidArgumentException',
      message: `${what} is not supported by this engine.`,
    });
  });

  it.each([
    [{ Prefix: 'year=!{timestamp:yyyy}/' }, /^ErrorOutputPrefix cannot be null or empty/],
    [{ ErrorOutputPrefix: 'year=!{timestamp:yyyy}/' }, /^ErrorOutputPrefix must contain !{firehose:error-output-type}/],
    [{ Prefix: '!{firehose:error-output-type}/' }, /^!{firehose:error-output-type} in Prefix is not supported/],
  ])('is refused with the prefixes %o', async (configuration, message) => {
    const { create } = await given();
    await expect(create('other', configuration)).rejects.toMatchObject({
      name: 'InvalidArgumentException',
      message: expect.stringMatching(message),
    });
  });

  it('is refused by name when it goes to Redshift', async () => {
    const { firehose } = await given();
    const redshift = firehose.send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName: 'warehouse',
        RedshiftDestinationConfiguration: {
          RoleARN: role,
          ClusterJDBCURL: 'jdbc:redshift://host.example.com:5439/db',
          CopyCommand: { DataTableName: 't' },
          S3Configuration: { RoleARN: role, BucketARN: 'arn:aws:s3:::archive' },
        },
      }),
    );
    await expect(redshift).rejects.toThrow('RedshiftDestination is not supported by this engine.');
  });

  it("is a rule's target and a topic's subscriber", async () => {
    const { options, wait, objects } = await given();
    const [events, sns] = [new EventBridgeClient(options), new SNSClient(options)];
    await events.send(new PutRuleCommand({ Name: 'all', EventPattern: '{"source":["mine"]}' }));
    const Targets = [{ Id: 'archive', Arn: arn, RoleArn: role, InputPath: '$.detail' }];
    await events.send(new PutTargetsCommand({ Rule: 'all', Targets }));
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'topic' }));
    const Attributes = { SubscriptionRoleArn: role, RawMessageDelivery: 'true' };
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'firehose', Endpoint: arn, Attributes }));

    await events.send(new PutEventsCommand({ Entries: [{ Source: 'mine', DetailType: 'x', Detail: '{"n":1}' }] }));
    await wait(1);
    await sns.send(new PublishCommand({ TopicArn, Message: 'published' }));
    await wait(300);

    expect((await objects()).map(({ body }) => body.toString())).toEqual(['{"n":1}published\n']);
  });
});
