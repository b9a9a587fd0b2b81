import type { StatementSync } from 'node:sqlite';
import type { Store } from '../../store/index.ts';

export interface LogStream {
  readonly id: number;
  readonly name: string;
  /** ms since 1970 */
  readonly createdAt: number;
}

/** Log streams: a table of their own, for there may be one for every sandbox of every function. */
export class StreamTable {
  readonly #store: Store;
  readonly #find: StatementSync;
  readonly #name: StatementSync;
  readonly #add: StatementSync;
  readonly #list: StatementSync;
  readonly #delete: StatementSync;
  readonly #deleteAll: StatementSync;
  /** Streams that were asked for, by group and name: the table is their truth. */
  readonly #known = new Map<string, LogStream>();

  constructor(store: Store) {
    this.#store = store;
    const { db } = store;
    db.exec(`CREATE TABLE IF NOT EXISTS log_streams (
      id INTEGER PRIMARY KEY AUTOINCREMENT, log_group INTEGER NOT NULL, name TEXT NOT NULL, created_at INTEGER NOT NULL);
      CREATE UNIQUE INDEX IF NOT EXISTS log_streams_by_name ON log_streams (log_group, name)`);
    this.#find = db.prepare('SELECT id, created_at FROM log_streams WHERE log_group = ? AND name = ?');
    this.#name = db.prepare('SELECT name FROM log_streams WHERE id = ?');
    this.#add = db.prepare('INSERT INTO log_streams (log_group, name, created_at) VALUES (?, ?, ?)');
    this.#list = db.prepare(
      'SELECT id, name, created_at FROM log_streams WHERE log_group = ? AND name >= ? AND substr(name, 1, ?) = ? ORDER BY name',
    );
    this.#delete = db.prepare('DELETE FROM log_streams WHERE id = ?');
    this.#deleteAll = db.prepare('DELETE FROM log_streams WHERE log_group = ?');
  }

  find(group: number, name: string): LogStream | undefined {
    const key = keyOf(group, name);
    const known = this.#known.get(key);
    if (known) return known;
    const row = this.#find.get(group, name);
    if (!row) return undefined;
    const stream = { id: Number(row.id), name, createdAt: Number(row.created_at) };
    this.#known.set(key, stream);
    return stream;
  }

  /** A stream's name by its id. */
  name(id: number): string | undefined {
    const name = this.#name.get(id)?.name;
    return name === undefined ? undefined : String(name);
  }

  add(group: number, name: string, createdAt: number): LogStream {
    return this.#store.write(() => {
      const { lastInsertRowid } = this.#add.run(group, name, createdAt);
      const stream = { id: Number(lastInsertRowid), name, createdAt };
      this.#remember(group, stream);
      return stream;
    });
  }

  /** A group's streams in the order of their names. */
  list(group: number, prefix = ''): LogStream[] {
    return this.#list.all(group, prefix, [...prefix].length, prefix).map((row) => ({
      id: Number(row.id),
      name: String(row.name),
      createdAt: Number(row.created_at),
    }));
  }

  delete(group: number, stream: LogStream): void {
    this.#store.write(() => {
      this.#delete.run(stream.id);
      this.#known.delete(keyOf(group, stream.name));
    });
  }

  deleteAll(group: number): void {
    this.#store.write(() => {
      for (const { name } of this.list(group)) this.#known.delete(keyOf(group, name));
      this.#deleteAll.run(group);
    });
  }

  #remember(group: number, stream: LogStream): void {
    const key = keyOf(group, stream.name);
    this.#known.set(key, stream);
    this.#store.onUndo(() => this.#known.delete(key));
  }
}

const keyOf = (group: number, name: string): string => `${group}/${name}`;
