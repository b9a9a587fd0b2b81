import type {
  CreateStreamInput,
  DeleteStreamInput,
  DescribeStreamInput,
  DescribeStreamOutput,
  DescribeStreamSummaryInput,
  DescribeStreamSummaryOutput,
  ListShardsInput,
  ListShardsOutput,
  ListStreamsInput,
  ListStreamsOutput,
  Shard,
} from '@aws-sdk/client-kinesis';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { hashKeys, RETENTION_HOURS, type Stream, sequenceNumber, shardId } from './model.ts';
import type { KinesisState } from './state.ts';

/** AWS gives an on-demand stream four shards to begin with. */
const ON_DEMAND_SHARDS = 4;

/** Streams themselves: made, described, listed, deleted. They are ACTIVE at once. */
export function streams(state: KinesisState) {
  const createStream: Operation<CreateStreamInput, void> = (call) => {
    const { StreamName: name = '', ShardCount: count, StreamModeDetails } = call.input;
    const scope = scopeOf(call);
    if (state.streams.has(scope, name)) {
      const message = `Stream ${name} under account ${call.account} already exists.`;
      throw new AwsError('ResourceInUseException', message);
    }
    const mode = StreamModeDetails?.StreamMode === 'ON_DEMAND' ? 'ON_DEMAND' : 'PROVISIONED';
    if (mode === 'ON_DEMAND' && count !== undefined) {
      throw new AwsError('InvalidArgumentException', 'ShardCount must not be set for a stream in ON_DEMAND mode.');
    }
    const { account, region } = call;
    state.streams.put(scope, name, {
      name,
      arn: `arn:aws:kinesis:${region}:${account}:stream/${name}`,
      account,
      region,
      createdAt: state.parts.clock.now(),
      shards: mode === 'ON_DEMAND' ? ON_DEMAND_SHARDS : (count ?? 1),
      mode,
    });
  };

  const deleteStream: Operation<DeleteStreamInput, void> = (call) => state.delete(state.existing(call, call.input));

  const describeStream: Operation<DescribeStreamInput, DescribeStreamOutput> = (call) => {
    const { Limit: limit = 100, ExclusiveStartShardId: after = '' } = call.input;
    const stream = state.existing(call, call.input);
    const rest = shardsOf(stream).filter(({ ShardId }) => ShardId! > after);
    return {
      StreamDescription: {
        ...summary(stream),
        Shards: rest.slice(0, limit),
        HasMoreShards: rest.length > limit,
        EncryptionType: 'NONE',
      },
    };
  };

  const describeStreamSummary: Operation<DescribeStreamSummaryInput, DescribeStreamSummaryOutput> = (call) => {
    const stream = state.existing(call, call.input);
    return {
      StreamDescriptionSummary: {
        ...summary(stream),
        EncryptionType: 'NONE',
        OpenShardCount: stream.shards,
        ConsumerCount: 0,
      },
    };
  };

  const listStreams: Operation<ListStreamsInput, ListStreamsOutput> = (call) => {
    const { Limit: limit = 100, NextToken: token, ExclusiveStartStreamName: after = '' } = call.input;
    const found = state.streams.list(scopeOf(call)).filter(({ name }) => name > after);
    const { items, next } = page(found, limit, token, ({ name }) => name);
    return {
      StreamNames: items.map(({ name }) => name),
      HasMoreStreams: next !== undefined,
      NextToken: next,
      StreamSummaries: items.map((stream) => {
        const { StreamName, StreamARN, StreamStatus, StreamModeDetails, StreamCreationTimestamp } = summary(stream);
        return { StreamName, StreamARN, StreamStatus, StreamModeDetails, StreamCreationTimestamp };
      }),
    };
  };

  const listShards: Operation<ListShardsInput, ListShardsOutput> = (call) => {
    const { MaxResults: limit = 1000, NextToken: token, ShardFilter, ExclusiveStartShardId } = call.input;
    // Every shard is open from the beginning on: of the filters only this one leaves some out.
    const after = (ShardFilter?.Type === 'AFTER_SHARD_ID' ? ShardFilter.ShardId : ExclusiveStartShardId) ?? '';
    const [arn, place] = token === undefined ? [] : Buffer.from(token, 'base64url').toString().split(' ');
    const stream = state.existing(call, arn === undefined ? call.input : { StreamARN: arn });
    const rest = shardsOf(stream).filter(({ ShardId }) => ShardId! > (place ?? after));
    const Shards = rest.slice(0, limit);
    const NextToken = Buffer.from(`${stream.arn} ${Shards.at(-1)?.ShardId}`).toString('base64url');
    return { Shards, NextToken: rest.length > limit ? NextToken : undefined };
  };

  return {
    CreateStream: createStream,
    DeleteStream: deleteStream,
    DescribeStream: describeStream,
    DescribeStreamSummary: describeStreamSummary,
    ListStreams: listStreams,
    ListShards: listShards,
  };
}

const summary = ({ name, arn, mode, createdAt }: Stream) => ({
  StreamName: name,
  StreamARN: arn,
  StreamStatus: 'ACTIVE' as const,
  StreamModeDetails: { StreamMode: mode },
  RetentionPeriodHours: RETENTION_HOURS,
  StreamCreationTimestamp: new Date(createdAt),
  EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
});

const shardsOf = (stream: Stream): Shard[] =>
  Array.from({ length: stream.shards }, (_, shard) => {
    const { first, last } = hashKeys(stream, shard);
    return {
      ShardId: shardId(shard),
      HashKeyRange: { StartingHashKey: first, EndingHashKey: last },
      SequenceNumberRange: { StartingSequenceNumber: sequenceNumber(0) },
    };
  });
