import type { StatementSync } from 'node:sqlite';
import { parseArn, scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Call, EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { RETENTION_HOURS, type Stream, sequenceNumber, shardFor, shardId } from './model.ts';

/** A record as it is kept. */
export interface StoredRecord {
  readonly seq: number;
  readonly partitionKey: string;
  readonly data: Uint8Array;
  /** ms since 1970 */
  readonly arrivedAt: number;
}

export interface NewRecord {
  readonly data: Uint8Array;
  readonly partitionKey: string;
  readonly explicitHashKey?: string;
}

/** What the operations share: streams and their records. */
export class KinesisState {
  readonly parts: EngineParts;
  readonly streams: Documents<Stream>;
  readonly #insert: StatementSync;
  readonly #read: StatementSync;
  readonly #last: StatementSync;
  readonly #since: StatementSync;
  readonly #expire: StatementSync;
  readonly #drop: StatementSync;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.streams = parts.store.documents<Stream>('kinesis.streams');
    const { db } = parts.store;
    db.exec(`CREATE TABLE IF NOT EXISTS kinesis_records (seq INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL,
      shard INTEGER NOT NULL, partition_key TEXT NOT NULL, data BLOB NOT NULL, arrived INTEGER NOT NULL);
      CREATE INDEX IF NOT EXISTS kinesis_records_by_shard ON kinesis_records (stream, shard, seq);
      CREATE INDEX IF NOT EXISTS kinesis_records_by_age ON kinesis_records (arrived)`);
    this.#insert = db.prepare(
      'INSERT INTO kinesis_records (stream, shard, partition_key, data, arrived) VALUES (?, ?, ?, ?, ?)',
    );
    this.#read = db.prepare(
      'SELECT seq, partition_key, data, arrived FROM kinesis_records WHERE stream = ? AND shard = ? AND seq > ? AND arrived > ? ORDER BY seq LIMIT CAST(? AS INTEGER)',
    );
    this.#last = db.prepare('SELECT max(seq) AS seq FROM kinesis_records WHERE stream = ? AND shard = ?');
    this.#since = db.prepare(
      'SELECT min(seq) AS seq FROM kinesis_records WHERE stream = ? AND shard = ? AND arrived >= ?',
    );
    this.#expire = db.prepare('DELETE FROM kinesis_records WHERE arrived <= ?');
    this.#drop = db.prepare('DELETE FROM kinesis_records WHERE stream = ?');
  }

  /** @throws AwsError ResourceNotFoundException */
  existing(
    call: Pick<Call, 'account' | 'region'>,
    input: { readonly StreamName?: string; readonly StreamARN?: string },
  ): Stream {
    const { StreamName: name, StreamARN: arn } = input;
    if (name === undefined && arn === undefined) {
      throw new AwsError('InvalidArgumentException', 'Either StreamName or StreamARN should be provided.');
    }
    const stream = arn === undefined ? this.streams.get(scopeOf(call), name ?? '') : this.byArn(arn);
    if (stream) return stream;
    const wanted = name ?? arn?.split('/').at(-1);
    throw new AwsError('ResourceNotFoundException', `Stream ${wanted} under account ${call.account} not found.`);
  }

  byArn(text: string): Stream | undefined {
    const arn = parseArn(text);
    if (arn?.service !== 'kinesis' || !arn.resource.startsWith('stream/')) return undefined;
    return this.streams.get(scopeOf(arn), arn.resource.slice('stream/'.length));
  }

  /** Adds a record, within a write; where it went. */
  add(stream: Stream, { data, partitionKey, explicitHashKey }: NewRecord): { shard: string; sequence: string } {
    const shard = shardFor(stream, partitionKey, explicitHashKey);
    const now = this.parts.clock.now();
    this.#expire.run(now - RETENTION_HOURS * 3_600_000);
    const { lastInsertRowid } = this.#insert.run(stream.arn, shard, partitionKey, data, now);
    return { shard: shardId(shard), sequence: sequenceNumber(Number(lastInsertRowid)) };
  }

  /** Records of a shard behind a place, oldest first. */
  *records(stream: Stream, shard: number, after: number, limit: number): Generator<StoredRecord> {
    const oldest = this.parts.clock.now() - RETENTION_HOURS * 3_600_000;
    for (const row of this.#read.iterate(stream.arn, shard, after, oldest, limit)) {
      yield {
        seq: Number(row.seq),
        partitionKey: String(row.partition_key),
        data: row.data as Uint8Array,
        arrivedAt: Number(row.arrived),
      };
    }
  }

  /** The place of a shard's latest record; 0 where it has none. */
  latest(stream: Stream, shard: number): number {
    return Number(this.#last.get(stream.arn, shard)?.seq ?? 0);
  }

  /** The place before a shard's first record from a time on; before what comes next where there is none. */
  before(stream: Stream, shard: number, time: number): number {
    const first = this.#since.get(stream.arn, shard, time)?.seq;
    return first === null || first === undefined ? this.latest(stream, shard) : Number(first) - 1;
  }

  delete(stream: Stream): void {
    this.parts.store.write(() => {
      this.#drop.run(stream.arn);
      this.streams.delete(scopeOf(stream), stream.name);
    });
  }
}
