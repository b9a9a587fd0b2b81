import type { StatementSync } from 'node:sqlite';
import type { Store } from '../../store/index.ts';
import { ChunkReader, encodeChunk, type LogEvent } from './chunk.ts';
import { type DataKey, type Sealing, sealWith } from './sealing.ts';

/** What is known of a chunk without reading its body. */
export interface ChunkRow {
  readonly id: number;
  readonly stream: number;
  /** Timestamps of the first and the last event, ms since 1970. */
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** UTF-8 bytes of the messages. */
  readonly bytes: number;
  /** ms since 1970 */
  readonly ingestedAt: number;
}

export type StoredChunk = Pick<ChunkRow, 'id' | 'bytes'>;

/** What a stream's events say of it. */
export interface StreamSpan {
  readonly firstEvent: number;
  readonly lastEvent: number;
  readonly lastIngestion: number;
}

/** A chunk spans at most this long: where its first event is says where all of it is. */
export const LONGEST_SPAN = 24 * 3600 * 1000;

/**
 * Log events, a row for each request that brought some ("chunk"). Chunks of one stream may overlap in time; readers merge them
 * (`merge.ts`).
 */
export class ChunkTable {
  readonly #store: Store;
  readonly #add: StatementSync;
  readonly #find: StatementSync;
  readonly #body: StatementSync;
  readonly #inStream: StatementSync;
  readonly #inStreamFromEnd: StatementSync;
  readonly #inGroup: StatementSync;
  readonly #span: StatementSync;
  readonly #bytes: StatementSync;
  readonly #earliest: StatementSync;
  readonly #expire: StatementSync;
  readonly #deleteStream: StatementSync;
  readonly #deleteGroup: StatementSync;

  readonly #sealing: Pick<Sealing, 'open'>;

  constructor(store: Store, sealing: Pick<Sealing, 'open'>) {
    this.#store = store;
    this.#sealing = sealing;
    const { db } = store;
    db.exec(`CREATE TABLE IF NOT EXISTS log_chunks (
      id INTEGER PRIMARY KEY AUTOINCREMENT, log_group INTEGER NOT NULL, stream INTEGER NOT NULL, first INTEGER NOT NULL,
      last INTEGER NOT NULL, count INTEGER NOT NULL, bytes INTEGER NOT NULL, ingested_at INTEGER NOT NULL,
      sealed_by INTEGER, body BLOB NOT NULL);
      CREATE INDEX IF NOT EXISTS log_chunks_of_stream ON log_chunks (stream, first, last, ingested_at);
      CREATE INDEX IF NOT EXISTS log_chunks_by_end ON log_chunks (stream, last, first);
      CREATE INDEX IF NOT EXISTS log_chunks_of_group ON log_chunks (log_group, first, last, stream, bytes)`);
    const columns = 'id, stream, first, last, count, bytes, ingested_at';
    this.#add = db.prepare(
      'INSERT INTO log_chunks (log_group, stream, first, last, count, bytes, ingested_at, sealed_by, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#find = db.prepare(`SELECT ${columns} FROM log_chunks WHERE id = ?`);
    this.#body = db.prepare('SELECT sealed_by, body FROM log_chunks WHERE id = ?');
    this.#inStream = db.prepare(
      `SELECT ${columns} FROM log_chunks WHERE stream = ? AND first BETWEEN ? AND ? AND last >= ? ORDER BY first`,
    );
    this.#inStreamFromEnd = db.prepare(
      `SELECT ${columns} FROM log_chunks WHERE stream = ? AND last BETWEEN ? AND ? AND first <= ? ORDER BY last DESC`,
    );
    this.#inGroup = db.prepare(
      `SELECT ${columns} FROM log_chunks WHERE log_group = ? AND first BETWEEN ? AND ? AND last >= ? ORDER BY first`,
    );
    this.#span = db.prepare(
      'SELECT min(first) AS first, max(last) AS last, max(ingested_at) AS ingested FROM log_chunks WHERE stream = ?',
    );
    this.#bytes = db.prepare('SELECT sum(bytes) AS bytes FROM log_chunks WHERE log_group = ?');
    this.#earliest = db.prepare('SELECT min(first) AS first FROM log_chunks WHERE log_group = ?');
    this.#expire = db.prepare('DELETE FROM log_chunks WHERE log_group = ? AND first < ? AND last < ?');
    this.#deleteStream = db.prepare('DELETE FROM log_chunks WHERE stream = ?');
    this.#deleteGroup = db.prepare('DELETE FROM log_chunks WHERE log_group = ?');
  }

  /**
   * Stores events that came together.
   * @param events at least one, in order of time, within 24 hours
   * @param sizes UTF-8 bytes of each message
   * @param key what the body is sealed with; undefined keeps it as it is
   * @returns the chunk's id, which is part of its events' ids, and the bytes of its messages
   */
  add(
    group: number,
    stream: number,
    events: readonly LogEvent[],
    sizes: readonly number[],
    ingestedAt: number,
    key: DataKey | undefined,
  ): StoredChunk {
    const { body, bytes } = encodeChunk(events, sizes);
    const stored = key ? sealWith(key.bytes, body) : body;
    return this.#store.write(() => {
      const first = events[0]!.timestamp;
      const last = events.at(-1)!.timestamp;
      const row = this.#add.run(group, stream, first, last, events.length, bytes, ingestedAt, key?.id ?? null, stored);
      return { id: Number(row.lastInsertRowid), bytes };
    });
  }

  /** A stream's chunks with events between two moments (both inclusive), in the order of their first events; read as needed. */
  *inStream(stream: number, from: number, to: number): Iterable<ChunkRow> {
    for (const row of this.#inStream.iterate(stream, from - LONGEST_SPAN, to, from)) yield rowOf(row);
  }

  /** The same from the end: the chunk with the latest last event comes first. */
  *inStreamFromEnd(stream: number, from: number, to: number): Iterable<ChunkRow> {
    for (const row of this.#inStreamFromEnd.iterate(stream, from, to + LONGEST_SPAN, to)) yield rowOf(row);
  }

  /** Chunks of all streams of a group, in the order of their first events. */
  *inGroup(group: number, from: number, to: number): Iterable<ChunkRow> {
    for (const row of this.#inGroup.iterate(group, from - LONGEST_SPAN, to, from)) yield rowOf(row);
  }

  /** A chunk by its id, when it is still there. */
  find(id: number): ChunkRow | undefined {
    const row = this.#find.get(id);
    return row && rowOf(row);
  }

  read(chunk: ChunkRow): ChunkReader {
    const row = this.#body.get(chunk.id);
    if (!row) throw new Error(`log chunk ${chunk.id} is gone`);
    const stored = row.body as Uint8Array;
    const body = row.sealed_by === null ? stored : this.#sealing.open(Number(row.sealed_by), stored);
    return new ChunkReader(body, chunk.first, chunk.count);
  }

  /** Undefined for a stream without events. */
  span(stream: number): StreamSpan | undefined {
    const row = this.#span.get(stream);
    if (!row || row.first === null) return undefined;
    return { firstEvent: Number(row.first), lastEvent: Number(row.last), lastIngestion: Number(row.ingested) };
  }

  /** UTF-8 bytes of a group's messages. */
  bytes(group: number): number {
    return Number(this.#bytes.get(group)?.bytes ?? 0);
  }

  /** The timestamp of a group's first event. */
  earliest(group: number): number | undefined {
    const first = this.#earliest.get(group)?.first;
    return first === null || first === undefined ? undefined : Number(first);
  }

  /** Deletes a group's chunks that lie wholly before a moment. */
  expire(group: number, before: number): void {
    this.#store.write(() => this.#expire.run(group, before, before));
  }

  deleteStream(stream: number): void {
    this.#store.write(() => this.#deleteStream.run(stream));
  }

  deleteGroup(group: number): void {
    this.#store.write(() => this.#deleteGroup.run(group));
  }
}

const rowOf = (row: Record<string, unknown>): ChunkRow => ({
  id: Number(row.id),
  stream: Number(row.stream),
  first: Number(row.first),
  last: Number(row.last),
  count: Number(row.count),
  bytes: Number(row.bytes),
  ingestedAt: Number(row.ingested_at),
});
