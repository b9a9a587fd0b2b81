import type { StatementSync } from 'node:sqlite';
import type { Store } from '../../store/index.ts';
import type { Place } from './keys.ts';
import { freeze, type Item, thaw } from './values.ts';

/** Items of all tables, ordered by key within each. They grow with traffic, so they have a table of their own. */
export class Items {
  readonly #store: Store;
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #delete: StatementSync;
  readonly #partition: StatementSync;
  readonly #all: StatementSync;
  readonly #count: StatementSync;
  readonly #drop: StatementSync;
  readonly #expired: StatementSync;
  readonly #nextExpiry: StatementSync;

  constructor(store: Store) {
    this.#store = store;
    const { db } = store;
    db.exec(
      'CREATE TABLE IF NOT EXISTS dynamodb_items (tbl TEXT, hash TEXT, range TEXT, expires REAL, item TEXT NOT NULL, PRIMARY KEY (tbl, hash, range)) WITHOUT ROWID',
    );
    db.exec('CREATE INDEX IF NOT EXISTS dynamodb_expiry ON dynamodb_items (tbl, expires) WHERE expires IS NOT NULL');
    const where = 'WHERE tbl = ? AND hash = ? AND range = ?';
    this.#get = db.prepare(`SELECT item FROM dynamodb_items ${where}`);
    this.#put = db.prepare('INSERT OR REPLACE INTO dynamodb_items VALUES (?, ?, ?, ?, ?)');
    this.#delete = db.prepare(`DELETE FROM dynamodb_items ${where}`);
    this.#partition = db.prepare('SELECT item FROM dynamodb_items WHERE tbl = ? AND hash = ? ORDER BY range');
    this.#all = db.prepare('SELECT item FROM dynamodb_items WHERE tbl = ? ORDER BY hash, range');
    this.#count = db.prepare('SELECT count(*) AS n FROM dynamodb_items WHERE tbl = ?');
    this.#drop = db.prepare('DELETE FROM dynamodb_items WHERE tbl = ?');
    this.#expired = db.prepare('DELETE FROM dynamodb_items WHERE tbl = ? AND expires <= ?');
    this.#nextExpiry = db.prepare('SELECT min(expires) AS next FROM dynamodb_items WHERE tbl = ?');
  }

  get(table: string, { hash, range }: Place): Item | undefined {
    return itemIn(this.#get.get(table, hash, range));
  }

  /** @param expires seconds since 1970 */
  put(table: string, { hash, range }: Place, item: Item, expires: number | undefined): void {
    this.#store.write(() => this.#put.run(table, hash, range, expires ?? null, freeze(item)));
  }

  delete(table: string, { hash, range }: Place): void {
    this.#store.write(() => this.#delete.run(table, hash, range));
  }

  partition(table: string, hash: string): Item[] {
    return this.#partition.all(table, hash).map((row) => itemIn(row)!);
  }

  all(table: string): Item[] {
    return this.#all.all(table).map((row) => itemIn(row)!);
  }

  count(table: string): number {
    return Number(this.#count.get(table)?.n);
  }

  drop(table: string): void {
    this.#store.write(() => this.#drop.run(table));
  }

  /** Deletes what expired until `now`, seconds since 1970. */
  deleteExpired(table: string, now: number): void {
    this.#store.write(() => this.#expired.run(table, now));
  }

  /** When the next item expires, seconds since 1970. */
  nextExpiry(table: string): number | undefined {
    const next = this.#nextExpiry.get(table)?.next;
    return typeof next === 'number' ? next : undefined;
  }
}

const itemIn = (row: Record<string, unknown> | undefined): Item | undefined =>
  row === undefined ? undefined : thaw(String(row.item));
