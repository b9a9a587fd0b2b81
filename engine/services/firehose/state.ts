import { randomUUID } from 'node:crypto';
import type { StatementSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { parseArn, scopeOf } from '../../arn.ts';
import type { Timer } from '../../clock.ts';
import { AwsError } from '../../errors.ts';
import type { Call, EngineParts } from '../../service.ts';
import { Signal } from '../../signal.ts';
import type { Documents } from '../../store/index.ts';
import type { DeliveryStream } from './model.ts';
import { objectKey } from './object-key.ts';

/** An object for a stream's bucket. */
export interface DeliveredObject {
  readonly bucket: string;
  readonly key: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** Firehose tries a bucket for 24 hours. */
const LONGEST_WAIT = 24 * 3_600_000;
const RETRY_MS = 60_000;

/** What the operations share: the streams, what they hold, and when it is sent. */
export class FirehoseState {
  readonly parts: EngineParts;
  readonly streams: Documents<DeliveryStream>;
  /** Told within the write that empties a buffer. */
  readonly object = new Signal<DeliveredObject>();
  readonly #timers = new Map<string, Timer>();
  readonly #insert: StatementSync;
  readonly #held: StatementSync;
  readonly #read: StatementSync;
  readonly #drop: StatementSync;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.streams = parts.store.documents<DeliveryStream>('firehose.streams');
    const { db } = parts.store;
    db.exec(`CREATE TABLE IF NOT EXISTS firehose_records (seq INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL,
      data BLOB NOT NULL, arrived INTEGER NOT NULL);
      CREATE INDEX IF NOT EXISTS firehose_records_by_stream ON firehose_records (stream, seq)`);
    this.#insert = db.prepare('INSERT INTO firehose_records (stream, data, arrived) VALUES (?, ?, ?)');
    this.#held = db.prepare(
      'SELECT sum(length(data)) AS bytes, min(arrived) AS first FROM firehose_records WHERE stream = ?',
    );
    this.#read = db.prepare('SELECT seq, data, arrived FROM firehose_records WHERE stream = ? ORDER BY seq');
    this.#drop = db.prepare('DELETE FROM firehose_records WHERE stream = ? AND seq <= ?');
  }

  /** @throws AwsError ResourceNotFoundException */
  existing(call: Pick<Call, 'account' | 'region'>, name: string | undefined): DeliveryStream {
    const stream = this.streams.get(scopeOf(call), name ?? '');
    if (stream) return stream;
    throw new AwsError('ResourceNotFoundException', `Firehose ${name} under account ${call.account} not found.`);
  }

  byArn(text: string): DeliveryStream | undefined {
    const arn = parseArn(text);
    if (arn?.service !== 'firehose' || !arn.resource.startsWith('deliverystream/')) return undefined;
    return this.streams.get(scopeOf(arn), arn.resource.slice('deliverystream/'.length));
  }

  /** Takes records into a stream's buffer, as one write. */
  add(stream: DeliveryStream, records: readonly Uint8Array[]): void {
    const { store, clock } = this.parts;
    store.write(() => {
      for (const data of records) this.#insert.run(stream.arn, data, clock.now());
      store.afterCommit(() => this.#schedule(stream));
    });
  }

  /** Sets the timers of what an earlier run held. */
  start(): void {
    for (const scope of this.streams.scopes()) for (const stream of this.streams.list(scope)) this.#schedule(stream);
  }

  delete(stream: DeliveryStream): void {
    this.#timers.get(stream.arn)?.cancel();
    this.#timers.delete(stream.arn);
    this.parts.store.write(() => {
      this.#drop.run(stream.arn, Number.MAX_SAFE_INTEGER);
      this.streams.delete(scopeOf(stream), stream.name);
    });
  }

  /** Has the buffer sent when it is due: at once when it is full. */
  #schedule(stream: DeliveryStream, notBefore = 0): void {
    const { bytes, first } = this.#held.get(stream.arn) ?? {};
    if (bytes === null || bytes === undefined) return;
    const isFull = Number(bytes) >= stream.bufferBytes;
    if (this.#timers.has(stream.arn) && !isFull) return;
    this.#timers.get(stream.arn)?.cancel();
    const due = Math.max(isFull ? 0 : Number(first) + stream.bufferMs, notBefore);
    this.#timers.set(
      stream.arn,
      this.parts.clock.at(due, () => this.#send(stream)),
    );
  }

  #send(stream: DeliveryStream): void {
    this.#timers.delete(stream.arn);
    const { store, clock, log } = this.parts;
    const rows = this.#read.all(stream.arn);
    const [oldest, newest] = [rows[0], rows.at(-1)];
    if (!oldest || !newest) return;
    const time = Number(oldest.arrived);
    const body = Buffer.concat(rows.map(({ data }) => data as Uint8Array));
    try {
      store.write(() => {
        this.object.tell({
          bucket: stream.bucketArn.split(':').at(-1)!,
          key: objectKey(stream, time, randomUUID()),
          body: stream.compression === 'GZIP' ? gzipSync(body) : body,
          headers: { ContentType: 'application/octet-stream' },
        });
        this.#drop.run(stream.arn, Number(newest.seq));
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      log.warn(`${stream.arn} could not put its records into ${stream.bucketArn}: ${error.code}`);
      if (clock.now() - time < LONGEST_WAIT) this.#schedule(stream, clock.now() + RETRY_MS);
      else store.write(() => this.#drop.run(stream.arn, Number(newest.seq)));
    }
  }
}
