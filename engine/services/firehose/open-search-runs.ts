import { AwsError } from '../../errors.ts';
import type { EngineParts } from '../../service.ts';
import { bulkIndex, type Untaken } from './bulk-index.ts';
import { failedDocuments, type Tries } from './failed-documents.ts';
import type { DeliveryStream, OpenSearchDestination } from './model.ts';
import type { HeldRecord, RecordBuffer } from './record-buffer.ts';

/** What goes to the bucket instead of OpenSearch, or beside it. */
export interface Backup {
  exists(stream: DeliveryStream): boolean;
  /** @throws AwsError when the bucket does not take it */
  put(stream: DeliveryStream, records: readonly HeldRecord[], body: Uint8Array, folder?: string): void;
}

/** What AWS puts before the names of failed documents' objects. */
const FAILED = 'AmazonOpenSearchService-failed/';
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 60_000;

interface Tried extends Tries {
  /** When it was tried first. */
  readonly first: number;
}

/** Deliveries to OpenSearch: what is not taken is tried again for as long as the stream says, then put into the bucket with the reason. */
export class OpenSearchRuns {
  readonly #parts: EngineParts;
  readonly #buffer: RecordBuffer;
  readonly #backup: Backup;
  /** By the record's number. A restart begins to count anew. */
  readonly #tried = new Map<number, Tried>();
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  constructor(parts: EngineParts, buffer: RecordBuffer, backup: Backup) {
    this.#parts = parts;
    this.#buffer = buffer;
    this.#backup = backup;
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running);
  }

  /** Sends what a stream holds. @returns when to send the rest, where there is one */
  async send(stream: DeliveryStream, destination: OpenSearchDestination): Promise<number | undefined> {
    const records = this.#buffer.read(stream.arn);
    const endpoint = this.#parts.settings.openSearchEndpoint ?? destination.endpoint ?? '';
    const request = bulkIndex(endpoint, destination, records, this.#closing.signal);
    this.#running.add(request);
    const untaken = await request.finally(() => this.#running.delete(request));
    if (this.closed || !this.#backup.exists(stream)) return undefined;
    return this.#settle(stream, destination, records, untaken);
  }

  #settle(
    stream: DeliveryStream,
    destination: OpenSearchDestination,
    records: readonly HeldRecord[],
    untaken: readonly Untaken[],
  ): number | undefined {
    const { store, clock, log } = this.#parts;
    const now = clock.now();
    const fresh = destination.backup === 'AllDocuments' ? records.filter(({ seq }) => !this.#tried.has(seq)) : [];
    const tried = untaken.map((each) => ({ ...each, tries: this.#try(each.record, now) }));
    const failed = tried.filter(({ tries }) => now - tries.first >= destination.retryMs);
    const waiting = tried.filter(({ tries }) => now - tries.first < destination.retryMs);
    const kept = new Set(waiting.map(({ record }) => record.seq));
    const done = records.filter(({ seq }) => !kept.has(seq));
    try {
      store.write(() => {
        if (fresh.length > 0) this.#backup.put(stream, fresh, Buffer.concat(fresh.map(({ data }) => data)));
        if (failed.length > 0) {
          const documents = failed.map(({ record }) => record);
          this.#backup.put(stream, documents, failedDocuments(failed), FAILED);
        }
        this.#buffer.drop(done);
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      // As at AWS: where neither takes them, delivery pauses.
      log.warn(`${stream.arn} could not put its records into ${stream.bucketArn}: ${error.code}`);
      return now + LONGEST_PAUSE;
    }
    for (const { seq } of done) this.#tried.delete(seq);
    if (waiting.length === 0) return undefined;
    const { code, message } = waiting[0]!;
    log.warn(`${stream.arn}: OpenSearch did not take ${waiting.length} documents yet: ${code} ${message}`);
    return Math.min(...waiting.map(({ tries }) => nextAttempt(tries, now, destination.retryMs)));
  }

  #try({ seq }: HeldRecord, now: number): Tried {
    const before = this.#tried.get(seq);
    const tries = { first: before?.first ?? now, made: (before?.made ?? 0) + 1, last: now };
    this.#tried.set(seq, tries);
    return tries;
  }
}

/** Waits double; the last attempt is made when the time is over. */
function nextAttempt({ first, made }: Tried, now: number, retryMs: number): number {
  return Math.min(now + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (made - 1)), first + retryMs);
}
