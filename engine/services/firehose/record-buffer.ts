import type { StatementSync } from 'node:sqlite';
import type { Store } from '../../store/index.ts';

/** A record that waits to be delivered. */
export interface HeldRecord {
  readonly seq: number;
  readonly data: Uint8Array;
  /** ms since 1970 */
  readonly arrived: number;
}

/** What a stream holds. */
export interface Held {
  readonly bytes: number;
  /** When the oldest record came, ms since 1970. */
  readonly since: number;
}

/** The records streams hold, in the order they came in. */
export class RecordBuffer {
  readonly #insert: StatementSync;
  readonly #held: StatementSync;
  readonly #read: StatementSync;
  readonly #drop: StatementSync;
  readonly #dropAll: StatementSync;

  constructor({ db }: Store) {
    db.exec(`CREATE TABLE IF NOT EXISTS firehose_records (seq INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL,
      data BLOB NOT NULL, arrived INTEGER NOT NULL);
      CREATE INDEX IF NOT EXISTS firehose_records_by_stream ON firehose_records (stream, seq)`);
    this.#insert = db.prepare('INSERT INTO firehose_records (stream, data, arrived) VALUES (?, ?, ?)');
    this.#held = db.prepare(
      'SELECT sum(length(data)) AS bytes, min(arrived) AS first FROM firehose_records WHERE stream = ?',
    );
    this.#read = db.prepare('SELECT seq, data, arrived FROM firehose_records WHERE stream = ? ORDER BY seq');
    this.#drop = db.prepare('DELETE FROM firehose_records WHERE seq = ?');
    this.#dropAll = db.prepare('DELETE FROM firehose_records WHERE stream = ?');
  }

  add(stream: string, data: Uint8Array, now: number): void {
    this.#insert.run(stream, data, now);
  }

  /** Undefined for a stream that holds nothing. */
  held(stream: string): Held | undefined {
    const { bytes, first } = this.#held.get(stream) ?? {};
    if (bytes === null || bytes === undefined) return undefined;
    return { bytes: Number(bytes), since: Number(first) };
  }

  read(stream: string): HeldRecord[] {
    return this.#read
      .all(stream)
      .map(({ seq, data, arrived }) => ({ seq: Number(seq), data: data as Uint8Array, arrived: Number(arrived) }));
  }

  drop(records: readonly HeldRecord[]): void {
    for (const { seq } of records) this.#drop.run(seq);
  }

  dropAll(stream: string): void {
    this.#dropAll.run(stream);
  }
}
