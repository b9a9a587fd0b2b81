import type { StatementSync } from 'node:sqlite';
import type { Store } from '../store/index.ts';
import type { Delivery, Seals } from './delivery.ts';

/** What is known of a delivery without reading it. */
export interface Owed {
  readonly id: string;
  readonly due: number;
  /** Attempts made so far. */
  readonly attempts: number;
}

/** The table of what is still to be delivered. A row goes with the write that knows it arrived or was given up. */
export class Outbox {
  readonly #insert: StatementSync;
  readonly #select: StatementSync;
  readonly #all: StatementSync;
  readonly #postpone: StatementSync;
  readonly #delete: StatementSync;
  #seals: Seals | undefined;

  constructor({ db }: Store) {
    db.exec(
      'CREATE TABLE IF NOT EXISTS deliveries (id INTEGER PRIMARY KEY AUTOINCREMENT, due INTEGER NOT NULL, attempts INTEGER NOT NULL, body TEXT NOT NULL)',
    );
    this.#insert = db.prepare('INSERT INTO deliveries (due, attempts, body) VALUES (?, 0, ?)');
    this.#select = db.prepare('SELECT body FROM deliveries WHERE id = ?');
    this.#all = db.prepare('SELECT id, due, attempts FROM deliveries ORDER BY id');
    this.#postpone = db.prepare('UPDATE deliveries SET due = ?, attempts = ? WHERE id = ?');
    this.#delete = db.prepare('DELETE FROM deliveries WHERE id = ?');
  }

  sealedBy(seals: Seals): void {
    this.#seals = seals;
  }

  /** @returns its id; they grow in the order of adding */
  add(delivery: Omit<Delivery, 'id'>): string {
    const { sealedUnder: key, payload } = delivery;
    const kept = key === undefined ? delivery : { ...delivery, payload: this.#known().seal(key, payload) };
    return String(this.#insert.run(delivery.createdAt, JSON.stringify(kept)).lastInsertRowid);
  }

  /** @throws AwsError while its payload cannot be opened */
  read(id: string): Delivery | undefined {
    const row = this.#select.get(id);
    if (!row) return undefined;
    const kept = JSON.parse(String(row.body)) as Omit<Delivery, 'id'>;
    const { sealedUnder: key, payload } = kept;
    return { ...kept, payload: key === undefined ? payload : this.#known().open(key, payload), id };
  }

  owed(): Owed[] {
    return this.#all.all().map(({ id, due, attempts }) => ({
      id: String(id),
      due: Number(due),
      attempts: Number(attempts),
    }));
  }

  postpone(id: string, due: number, attempts: number): void {
    this.#postpone.run(due, attempts, id);
  }

  remove(id: string): void {
    this.#delete.run(id);
  }

  #known(): Seals {
    if (!this.#seals) throw new Error('deliveries: nothing seals payloads; wiring connects sealedBy');
    return this.#seals;
  }
}
