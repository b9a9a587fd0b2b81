import type { StatementSync } from 'node:sqlite';
import type { Store } from '../../store/index.ts';

const WINDOW = 5 * 60_000;

/** The order of a FIFO topic's messages, and which of them were sent before: within five minutes an id counts once. */
export class Sequences {
  readonly #find: StatementSync;
  readonly #add: StatementSync;

  constructor({ db }: Store) {
    db.exec(`CREATE TABLE IF NOT EXISTS sns_fifo (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, deduplicationId TEXT NOT NULL, id TEXT NOT NULL,
      sentAt INTEGER NOT NULL);
      CREATE INDEX IF NOT EXISTS sns_fifo_by_id ON sns_fifo (topic, deduplicationId, sentAt)`);
    this.#find = db.prepare('SELECT id, sequence FROM sns_fifo WHERE topic = ? AND deduplicationId = ? AND sentAt > ?');
    this.#add = db.prepare('INSERT INTO sns_fifo (topic, deduplicationId, id, sentAt) VALUES (?, ?, ?, ?)');
  }

  /** The place of a message; of one sent before, its first id and place. */
  next(topic: string, deduplicationId: string, id: string, now: number) {
    const before = this.#find.get(topic, deduplicationId, now - WINDOW);
    if (before) return { duplicate: true, id: String(before.id), sequenceNumber: shown(Number(before.sequence)) };
    const sequence = Number(this.#add.run(topic, deduplicationId, id, now).lastInsertRowid);
    return { duplicate: false, id, sequenceNumber: shown(sequence) };
  }
}

const shown = (sequence: number): string => String(10_000_000_000_000_000_000n + BigInt(sequence));
