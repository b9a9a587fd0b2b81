import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { parseArn, scopeOf } from '../../arn.ts';
import type { Timer } from '../../clock.ts';
import { AwsError } from '../../errors.ts';
import type { Call, EngineParts } from '../../service.ts';
import { Signal } from '../../signal.ts';
import type { Documents } from '../../store/index.ts';
import type { DeliveryStream } from './model.ts';
import { objectKey } from './object-key.ts';
import { OpenSearchRuns } from './open-search-runs.ts';
import { processed } from './processing.ts';
import { RecordBuffer } from './record-buffer.ts';

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
  readonly #buffer: RecordBuffer;
  readonly #openSearch: OpenSearchRuns;
  readonly #timers = new Map<string, Timer>();
  readonly #sending = new Set<string>();
  /** Streams whose destination is to be left alone for a while, and until when. */
  readonly #pauses = new Map<string, number>();

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.streams = parts.store.documents<DeliveryStream>('firehose.streams');
    this.#buffer = new RecordBuffer(parts.store);
    this.#openSearch = new OpenSearchRuns(parts, this.#buffer, {
      exists: (stream) => this.byArn(stream.arn)?.createdAt === stream.createdAt,
      put: (stream, records, body, folder) => this.#put(stream, records[0]!.arrived, body, folder),
    });
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
    // Virtual time does not pass what is due of them.
    const release = clock.hold();
    store.write(() => {
      store.onUndo(release);
      for (const data of records) this.#take(stream, data, clock.now());
      store.afterCommit(() => {
        this.#scheduleAll(stream);
        release();
      });
    });
  }

  /** Sets the timers of what an earlier run held. */
  start(): void {
    for (const scope of this.streams.scopes()) for (const stream of this.streams.list(scope)) this.#scheduleAll(stream);
  }

  /** Ends what is under way; what was not taken stays. */
  close(): Promise<void> {
    return this.#openSearch.close();
  }

  delete(stream: DeliveryStream): void {
    for (const { arn } of [stream, unprocessed(stream)]) {
      this.#timers.get(arn)?.cancel();
      this.#timers.delete(arn);
      this.#pauses.delete(arn);
    }
    this.parts.store.write(() => {
      this.#buffer.dropAll(stream.arn);
      this.#buffer.dropAll(unprocessed(stream).arn);
      this.streams.delete(scopeOf(stream), stream.name);
    });
  }

  #take(stream: DeliveryStream, data: Uint8Array, now: number): void {
    if (!stream.processing) {
      this.#buffer.add(stream.arn, data, now);
      return;
    }
    try {
      for (const record of processed(stream.processing, data)) this.#buffer.add(stream.arn, record, now);
    } catch (error) {
      this.#buffer.add(unprocessed(stream).arn, unprocessedRecord(data, now, error), now);
    }
  }

  #scheduleAll(stream: DeliveryStream): void {
    this.#schedule(stream);
    if (stream.processing) this.#schedule(unprocessed(stream));
  }

  /** Has the buffer sent when it is due: at once when it is full. */
  #schedule(stream: DeliveryStream): void {
    const { arn, bufferBytes, bufferMs } = stream;
    const held = this.#buffer.held(arn);
    if (!held || this.#sending.has(arn)) return;
    const isFull = held.bytes >= bufferBytes;
    if (this.#timers.has(arn) && !isFull) return;
    this.#timers.get(arn)?.cancel();
    const due = Math.max(isFull ? 0 : held.since + bufferMs, this.#pauses.get(arn) ?? 0);
    this.#timers.set(
      arn,
      this.parts.clock.at(due, () => this.#send(stream)),
    );
  }

  async #send(stream: DeliveryStream): Promise<void> {
    const { arn } = stream;
    this.#timers.delete(arn);
    this.#pauses.delete(arn);
    this.#sending.add(arn);
    try {
      const again = stream.openSearch ? await this.#openSearch.send(stream, stream.openSearch) : this.#toBucket(stream);
      if (again !== undefined) this.#pauses.set(arn, again);
    } finally {
      this.#sending.delete(arn);
    }
    if (!this.#openSearch.closed) this.#schedule(stream);
  }

  /** @returns when to try again, where the bucket did not take the records */
  #toBucket(stream: DeliveryStream): number | undefined {
    const { store, clock, log } = this.parts;
    const records = this.#buffer.read(stream.arn);
    const oldest = records[0];
    if (!oldest) return undefined;
    try {
      store.write(() => {
        this.#put(stream, oldest.arrived, Buffer.concat(records.map(({ data }) => data)), stream.folder);
        this.#buffer.drop(records);
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      log.warn(`${stream.arn} could not put its records into ${stream.bucketArn}: ${error.code}`);
      if (clock.now() - oldest.arrived < LONGEST_WAIT) return clock.now() + RETRY_MS;
      store.write(() => this.#buffer.drop(records));
      return undefined;
    }
  }

  /** Puts one object into the stream's bucket. @throws AwsError when the bucket does not take it */
  #put(stream: DeliveryStream, time: number, body: Uint8Array, folder?: string): void {
    this.object.tell({
      bucket: stream.bucketArn.split(':').at(-1)!,
      key: objectKey(stream, time, randomUUID(), folder),
      body: stream.compression === 'GZIP' ? gzipSync(body) : body,
      headers: { ContentType: 'application/octet-stream' },
    });
  }
}

/** What could not be processed waits apart, and goes to a folder of the bucket's own. */
const unprocessed = ({ openSearch: _search, processing: _processing, ...stream }: DeliveryStream): DeliveryStream => ({
  ...stream,
  arn: `${stream.arn}/processing-failed`,
  folder: 'processing-failed/',
});

/** @see Amazon Data Firehose, "Handle failure in data transformation"; the error's code is unverified */
function unprocessedRecord(data: Uint8Array, now: number, error: unknown): Buffer {
  const told = {
    attemptsMade: 1,
    arrivalTimestamp: now,
    errorCode: 'Decompression.Failed',
    errorMessage: error instanceof Error ? error.message : String(error),
    attemptEndingTimestamp: now,
    rawData: Buffer.from(data).toString('base64'),
  };
  return Buffer.from(`${JSON.stringify(told)}\n`);
}
