import type { StatementSync } from 'node:sqlite';
import type { Store } from '../../store/index.ts';

export interface ArchivedEvent {
  readonly seq: number;
  /** ms since 1970, the event's own */
  readonly time: number;
  readonly text: string;
}

/** The events archives keep; `archive` is the archive's ARN. */
export class ArchiveTable {
  readonly #insert: StatementSync;
  readonly #count: StatementSync;
  readonly #next: StatementSync;
  readonly #deleteOld: StatementSync;
  readonly #deleteAll: StatementSync;

  constructor({ db }: Store) {
    db.exec(`CREATE TABLE IF NOT EXISTS events_archived (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, archive TEXT NOT NULL, time INTEGER NOT NULL, body TEXT NOT NULL);
      CREATE INDEX IF NOT EXISTS events_archived_by_time ON events_archived (archive, time, seq)`);
    this.#insert = db.prepare('INSERT INTO events_archived (archive, time, body) VALUES (?, ?, ?)');
    this.#count = db.prepare(
      'SELECT count(*) AS events, coalesce(sum(length(CAST(body AS BLOB))), 0) AS bytes FROM events_archived WHERE archive = ?',
    );
    this.#next = db.prepare(
      `SELECT seq, time, body FROM events_archived WHERE archive = ?1 AND time >= ?2 AND time < ?3 AND (time, seq) > (?4, ?5)
       ORDER BY time, seq LIMIT ?6`,
    );
    this.#deleteOld = db.prepare('DELETE FROM events_archived WHERE archive = ? AND time < ?');
    this.#deleteAll = db.prepare('DELETE FROM events_archived WHERE archive = ?');
  }

  add(archive: string, time: number, text: string): void {
    this.#insert.run(archive, time, text);
  }

  count(archive: string): { events: number; bytes: number } {
    const row = this.#count.get(archive);
    return { events: Number(row?.events), bytes: Number(row?.bytes) };
  }

  /** Events from one moment up to another, by time, beginning behind a place. */
  next(
    archive: string,
    span: { readonly from: number; readonly to: number },
    after: { readonly time: number; readonly seq: number },
    limit: number,
  ): ArchivedEvent[] {
    return this.#next
      .all(archive, span.from, span.to, after.time, after.seq, limit)
      .map(({ seq, time, body }) => ({ seq: Number(seq), time: Number(time), text: String(body) }));
  }

  deleteBefore(archive: string, time: number): void {
    this.#deleteOld.run(archive, time);
  }

  deleteAll(archive: string): void {
    this.#deleteAll.run(archive);
  }
}
