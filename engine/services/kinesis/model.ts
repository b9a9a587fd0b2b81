import { createHash } from 'node:crypto';
import { AwsError } from '../../errors.ts';

/** A data stream. Its shards share the hash keys evenly and are numbered from 0. */
export interface Stream {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly shards: number;
  readonly mode: 'PROVISIONED' | 'ON_DEMAND';
}

export const RETENTION_HOURS = 24;

const HASH_KEYS = 2n ** 128n;
const FIRST_SEQUENCE = 49600000000000000000000000000000000000000000000000000000n;

/** `shardId-000000000000` */
export const shardId = (shard: number): string => `shardId-${String(shard).padStart(12, '0')}`;

/** The number of a shard of this stream; undefined where it has no such shard. */
export function shardNumber({ shards }: Stream, id: string | undefined): number | undefined {
  const digits = /^shardId-(\d{1,12})$/.exec(id ?? '')?.[1];
  const number = Number(digits ?? -1);
  return number >= 0 && number < shards ? number : undefined;
}

/** First and last hash key of a shard, decimal. */
export function hashKeys(stream: Stream, shard: number): { first: string; last: string } {
  return { first: String(firstKey(stream, shard)), last: String(firstKey(stream, shard + 1) - 1n) };
}

const firstKey = ({ shards }: Stream, shard: number): bigint => (HASH_KEYS * BigInt(shard)) / BigInt(shards);

/**
 * The shard a record goes to: by the MD5 of its partition key, or the hash key given instead.
 * @throws AwsError InvalidArgumentException
 */
export function shardFor(stream: Stream, partitionKey: string, explicit?: string): number {
  const key =
    explicit === undefined ? BigInt(`0x${createHash('md5').update(partitionKey).digest('hex')}`) : BigInt(explicit);
  if (key >= HASH_KEYS) {
    throw new AwsError(
      'InvalidArgumentException',
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${explicit}`,
    );
  }
  const shard = Number((key * BigInt(stream.shards)) / HASH_KEYS);
  // Where the keys do not come out even, a shard's first one is rounded down.
  return key < firstKey(stream, shard + 1) ? shard : shard + 1;
}

/** A record's sequence number, by its place in the order of all records. */
export const sequenceNumber = (seq: number): string => String(FIRST_SEQUENCE + BigInt(seq));

/** The place a sequence number stands for; undefined when it is none of ours. */
export function placeOfSequence(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,128}$/.test(text)) return undefined;
  const place = BigInt(text) - FIRST_SEQUENCE;
  return place >= 0n && place <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(place) : undefined;
}
