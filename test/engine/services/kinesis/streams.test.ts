import { gunzipSync } from 'node:zlib';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateStreamCommand,
  DeleteStreamCommand,
  DescribeStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  KinesisClient,
  ListShardsCommand,
  ListStreamsCommand,
  PutRecordCommand,
  PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';

const arn = 'arn:aws:kinesis:us-east-1:123456789012:stream/audit';
const START = Date.parse('2026-11-20T10:00:00Z');

async function given(ShardCount = 1) {
  const running = await engine({ clock: 'virtual', startAt: START });
  const options = clientOptions(running);
  const kinesis = new KinesisClient(options);
  await kinesis.send(new CreateStreamCommand({ StreamName: 'audit', ShardCount }));
  const put = (text: string, PartitionKey = 'key') =>
    kinesis.send(new PutRecordCommand({ StreamName: 'audit', PartitionKey, Data: Buffer.from(text) }));
  const iterator = async (how: Partial<GetShardIteratorCommandInput> = {}) => {
    const ShardIteratorType = how.ShardIteratorType ?? 'TRIM_HORIZON';
    const input = { StreamName: 'audit', ShardId: 'shardId-000000000000', ...how, ShardIteratorType };
    return (await kinesis.send(new GetShardIteratorCommand(input))).ShardIterator!;
  };
  const read = async (ShardIterator: string, Limit?: number) => {
    const answer = await kinesis.send(new GetRecordsCommand({ ShardIterator, Limit }));
    const texts = answer.Records!.map(({ Data }) => Buffer.from(Data!).toString());
    return { ...answer, texts };
  };
  const wait = (ms: number) => running.clock.advanceTo(running.clock.now() + ms);
  return { running, options, kinesis, put, iterator, read, wait };
}

describe('a data stream', () => {
  it('is described and listed, and gone when it is deleted', async () => {
    const { kinesis } = await given(3);
    const { StreamDescription } = await kinesis.send(new DescribeStreamCommand({ StreamName: 'audit', Limit: 2 }));
    const { StreamDescriptionSummary } = await kinesis.send(new DescribeStreamSummaryCommand({ StreamARN: arn }));
    const { Shards } = await kinesis.send(new ListShardsCommand({ StreamName: 'audit' }));
    const { StreamNames, HasMoreStreams } = await kinesis.send(new ListStreamsCommand({}));
    const again = kinesis.send(new CreateStreamCommand({ StreamName: 'audit', ShardCount: 1 }));

    expect(StreamDescription).toMatchObject({ StreamARN: arn, StreamStatus: 'ACTIVE', HasMoreShards: true });
    expect(StreamDescriptionSummary).toMatchObject({ OpenShardCount: 3, RetentionPeriodHours: 24 });
    expect(Shards!.map(({ HashKeyRange }) => HashKeyRange!.StartingHashKey)).toEqual([
      '0',
      '113427455640312821154458202477256070485',
      '226854911280625642308916404954512140970',
    ]);
    expect([StreamNames, HasMoreStreams]).toEqual([['audit'], false]);
    await expect(again).rejects.toMatchObject({ name: 'ResourceInUseException' });

    await kinesis.send(new DeleteStreamCommand({ StreamName: 'audit' }));
    const gone = kinesis.send(new DescribeStreamCommand({ StreamName: 'audit' }));
    await expect(gone).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Stream audit under account 123456789012 not found.',
    });
  });

  it('gives its records in order from wherever an iterator begins', async () => {
    const { put, iterator, read, wait } = await given();
    await put('one');
    const latest = await iterator({ ShardIteratorType: 'LATEST' });
    await wait(1000);
    const { SequenceNumber } = await put('two');
    await put('three');

    const first = await read(await iterator(), 2);
    const then = await read(first.NextShardIterator!);
    const from = async (how: Partial<GetShardIteratorCommandInput>) => (await read(await iterator(how))).texts;

    expect(first.texts).toEqual(['one', 'two']);
    expect(first.Records![0]!.ApproximateArrivalTimestamp!.getTime()).toBe(START);
    expect(then.texts).toEqual(['three']);
    expect((await read(latest)).texts).toEqual(['two', 'three']);
    const at = { StartingSequenceNumber: SequenceNumber };
    expect(await from({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', ...at })).toEqual(['two', 'three']);
    expect(await from({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', ...at })).toEqual(['three']);
    const Timestamp = new Date(START + 500);
    expect(await from({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp })).toEqual(['two', 'three']);
  });

  it('spreads records over its shards by their keys', async () => {
    const { kinesis, iterator, read } = await given(4);
    const keys = Array.from({ length: 40 }, (_, index) => `key-${index}`);
    const { Records } = await kinesis.send(
      new PutRecordsCommand({
        StreamARN: arn,
        Records: keys.map((PartitionKey) => ({ PartitionKey, Data: Buffer.from(PartitionKey) })),
      }),
    );
    const shards = [...new Set(Records!.map(({ ShardId }) => ShardId!))].sort();
    const texts = await Promise.all(shards.map(async (ShardId) => (await read(await iterator({ ShardId }))).texts));

    expect(shards).toHaveLength(4);
    expect(texts.flat().sort()).toEqual(keys.toSorted());
  });

  it.each([1, 3, 7])('takes the first and the last hash key of each of %i shards to that shard', async (count) => {
    const { kinesis } = await given(count);
    const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName: 'audit' }));
    const ends = Shards.flatMap(({ ShardId, HashKeyRange }) =>
      [HashKeyRange?.StartingHashKey, HashKeyRange?.EndingHashKey].map((key) => ({ ShardId, key })),
    );
    const Records = ends.map(({ key }) => ({ PartitionKey: 'k', ExplicitHashKey: key, Data: Buffer.from('x') }));

    const { Records: put = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: 'audit', Records }));

    expect(put.map(({ ShardId }) => ShardId)).toEqual(ends.map(({ ShardId }) => ShardId));
  });

  it('lists the shards behind one', async () => {
    const { kinesis } = await given(3);
    const ShardFilter = { Type: 'AFTER_SHARD_ID', ShardId: 'shardId-000000000000' } as const;

    const { Shards } = await kinesis.send(new ListShardsCommand({ StreamName: 'audit', ShardFilter }));

    expect(Shards?.map(({ ShardId }) => ShardId)).toEqual(['shardId-000000000001', 'shardId-000000000002']);
  });

  it('forgets records after 24 hours, and iterators after five minutes', async () => {
    const { put, iterator, read, wait } = await given();
    await put('old');
    const stale = await iterator();
    await wait(24 * 3_600_000);

    await expect(read(stale)).rejects.toMatchObject({ name: 'ExpiredIteratorException' });
    expect((await read(await iterator())).texts).toEqual([]);
  });

  it('refuses iterators and shards that are none', async () => {
    const { iterator, read } = await given();
    await expect(read('bm9uZQ==')).rejects.toMatchObject({ name: 'InvalidArgumentException' });
    await expect(iterator({ ShardId: 'shardId-000000000001' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it("is a rule's target, by a key of the event", async () => {
    const { running, options, iterator, read } = await given();
    const events = new EventBridgeClient(options);
    await events.send(new PutRuleCommand({ Name: 'all', EventPattern: '{"source":["mine"]}' }));
    const KinesisParameters = { PartitionKeyPath: '$.detail.user' };
    const RoleArn = 'arn:aws:iam::123456789012:role/put-records';
    const Targets = [{ Id: 'stream', Arn: arn, RoleArn, InputPath: '$.detail', KinesisParameters }];
    await events.send(new PutTargetsCommand({ Rule: 'all', Targets }));

    await events.send(
      new PutEventsCommand({ Entries: [{ Source: 'mine', DetailType: 'x', Detail: '{"user":"alice"}' }] }),
    );
    await running.clock.idle();
    const { Records, texts } = await read(await iterator());

    expect(texts).toEqual(['{"user":"alice"}']);
    expect(Records![0]!.PartitionKey).toBe('alice');
  });

  it('is what a log group is subscribed by, by the name of the log stream', async () => {
    const { running, options, iterator, read } = await given();
    const logs = new CloudWatchLogsClient(options);
    const [logGroupName, logStreamName] = ['group', 'host'];
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    const filter = { logGroupName, filterName: 'f', filterPattern: '', roleArn: 'arn:aws:iam::123456789012:role/r' };
    const nowhere = logs.send(new PutSubscriptionFilterCommand({ ...filter, destinationArn: `${arn}-2` }));
    await expect(nowhere).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await logs.send(new PutSubscriptionFilterCommand({ ...filter, destinationArn: arn }));

    const logEvents = [{ timestamp: START, message: 'hello' }];
    await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
    await running.clock.idle();
    const { Records } = await read(await iterator());

    expect(Records).toHaveLength(1);
    expect(Records![0]!.PartitionKey).toBe('host');
    expect(JSON.parse(gunzipSync(Records![0]!.Data!).toString())).toMatchObject({
      messageType: 'DATA_MESSAGE',
      logEvents: [{ message: 'hello' }],
    });
  });
});
