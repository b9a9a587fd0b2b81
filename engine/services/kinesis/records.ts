import type {
  GetRecordsInput,
  GetRecordsOutput,
  GetShardIteratorInput,
  GetShardIteratorOutput,
  PutRecordInput,
  PutRecordOutput,
  PutRecordsInput,
  PutRecordsOutput,
} from '@aws-sdk/client-kinesis';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { placeOfSequence, type Stream, sequenceNumber, shardNumber } from './model.ts';
import type { KinesisState, StoredRecord } from './state.ts';

const LONGEST_ITERATOR_LIFE = 300_000;
const MOST_BYTES_READ = 10 * 1024 * 1024;
const MOST_BYTES_PUT = 10 * 1024 * 1024;

/** A place in a shard, as an iterator carries it. */
interface Iterator {
  readonly arn: string;
  readonly shard: number;
  readonly after: number;
  readonly madeAt: number;
}

/** Records put and read. */
export function records(state: KinesisState) {
  const { store, clock } = state.parts;

  const putRecord: Operation<PutRecordInput, PutRecordOutput> = (call) => {
    const { Data: data = new Uint8Array(), PartitionKey: partitionKey = '', ExplicitHashKey } = call.input;
    const stream = state.existing(call, call.input);
    const { shard, sequence } = store.write(() =>
      state.add(stream, { data, partitionKey, explicitHashKey: ExplicitHashKey }),
    );
    return { ShardId: shard, SequenceNumber: sequence, EncryptionType: 'NONE' };
  };

  const putRecords: Operation<PutRecordsInput, PutRecordsOutput> = (call) => {
    const { Records = [] } = call.input;
    const stream = state.existing(call, call.input);
    const bytes = Records.reduce(
      (sum, { Data, PartitionKey = '' }) => sum + (Data?.length ?? 0) + Buffer.byteLength(PartitionKey),
      0,
    );
    if (bytes > MOST_BYTES_PUT) {
      throw new AwsError('InvalidArgumentException', 'Records size exceeds 10 MB limit');
    }
    const put = store.write(() =>
      Records.map(({ Data: data = new Uint8Array(), PartitionKey: partitionKey = '', ExplicitHashKey }) =>
        state.add(stream, { data, partitionKey, explicitHashKey: ExplicitHashKey }),
      ),
    );
    return {
      FailedRecordCount: 0,
      EncryptionType: 'NONE',
      Records: put.map(({ shard, sequence }) => ({ ShardId: shard, SequenceNumber: sequence })),
    };
  };

  const getShardIterator: Operation<GetShardIteratorInput, GetShardIteratorOutput> = (call) => {
    const { ShardId: id } = call.input;
    const stream = state.existing(call, call.input);
    const shard = shardNumber(stream, id);
    if (shard === undefined) {
      const message = `Shard ${id} in stream ${stream.name} under account ${call.account} does not exist`;
      throw new AwsError('ResourceNotFoundException', message);
    }
    return {
      ShardIterator: token({ arn: stream.arn, shard, after: start(stream, shard, call.input), madeAt: clock.now() }),
    };
  };

  /** The place before the first record an iterator of this type gives. */
  function start(stream: Stream, shard: number, input: GetShardIteratorInput): number {
    const { ShardIteratorType: type, StartingSequenceNumber: sequence, Timestamp: time } = input;
    switch (type) {
      case 'TRIM_HORIZON':
        return 0;
      case 'LATEST':
        return state.latest(stream, shard);
      case 'AT_TIMESTAMP':
        if (!time)
          throw new AwsError(
            'InvalidArgumentException',
            'Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP',
          );
        return state.before(stream, shard, time.getTime());
      default: {
        const place = placeOfSequence(sequence);
        if (place === undefined) {
          throw new AwsError(
            'InvalidArgumentException',
            `StartingSequenceNumber ${sequence} used in GetShardIterator is invalid.`,
          );
        }
        return type === 'AT_SEQUENCE_NUMBER' ? place - 1 : place;
      }
    }
  }

  const getRecords: Operation<GetRecordsInput, GetRecordsOutput> = (call) => {
    const { ShardIterator: text = '', Limit: limit = 10_000 } = call.input;
    const { arn, shard, after, madeAt } = iteratorOf(text);
    const now = clock.now();
    if (now - madeAt > LONGEST_ITERATOR_LIFE) {
      throw new AwsError(
        'ExpiredIteratorException',
        `Iterator expired. The iterator was created at time ${new Date(madeAt)} while right now it is ${new Date(now)} which is further in the future than the tolerated delay of ${LONGEST_ITERATOR_LIFE} milliseconds.`,
      );
    }
    const stream = state.existing(call, { StreamARN: arn });
    const found: StoredRecord[] = [];
    let bytes = 0;
    for (const record of state.records(stream, shard, after, limit)) {
      bytes += record.data.length;
      if (bytes > MOST_BYTES_READ && found.length > 0) break;
      found.push(record);
    }
    const last = found.at(-1);
    const [behind] = last ? state.records(stream, shard, last.seq, 1) : [];
    return {
      Records: found.map(({ seq, partitionKey, data, arrivedAt }) => ({
        SequenceNumber: sequenceNumber(seq),
        PartitionKey: partitionKey,
        Data: data,
        ApproximateArrivalTimestamp: new Date(arrivedAt),
        EncryptionType: 'NONE',
      })),
      MillisBehindLatest: behind ? now - behind.arrivedAt : 0,
      NextShardIterator: token({ arn, shard, after: last?.seq ?? after, madeAt: now }),
    };
  };

  return { PutRecord: putRecord, PutRecords: putRecords, GetShardIterator: getShardIterator, GetRecords: getRecords };
}

const token = (iterator: Iterator): string => Buffer.from(JSON.stringify(iterator)).toString('base64');

function iteratorOf(text: string): Iterator {
  try {
    const { arn, shard, after, madeAt } = JSON.parse(Buffer.from(text, 'base64').toString()) as Partial<Iterator>;
    if (typeof arn === 'string' && isWhole(shard) && isWhole(after) && isWhole(madeAt))
      return { arn, shard, after, madeAt };
  } catch {
    // Not a text of ours: refused below.
  }
  throw new AwsError('InvalidArgumentException', 'Invalid ShardIterator.');
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
