import type { StatementSync } from 'node:sqlite';
import type { Store } from './index.ts';

/**
 * A collection of JSON documents by scope and key. A scope is what one listing shows: `123456789012/us-east-1` for most, with a
 * parent's name behind it where there is one. A document put is never changed in place: `put` a new one.
 */
export class Documents<T> {
  readonly #store: Store;
  readonly #collection: string;
  readonly #scopes = new Map<string, Map<string, T>>();
  readonly #insert: StatementSync;
  readonly #remove: StatementSync;
  #version = 0;

  constructor(store: Store, collection: string) {
    this.#store = store;
    this.#collection = collection;
    this.#insert = store.db.prepare('INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)');
    this.#remove = store.db.prepare('DELETE FROM documents WHERE collection = ? AND scope = ? AND key = ?');
    const rows = store.db.prepare('SELECT scope, key, body FROM documents WHERE collection = ? ORDER BY scope, key');
    for (const row of rows.iterate(collection)) {
      this.#remember(String(row.scope), String(row.key), JSON.parse(String(row.body)) as T);
    }
  }

  /** Grows with every change: what is compiled from the collection is compiled again when this differs. */
  get version(): number {
    return this.#version;
  }

  get(scope: string, key: string): T | undefined {
    return this.#scopes.get(scope)?.get(key);
  }

  has(scope: string, key: string): boolean {
    return this.#scopes.get(scope)?.has(key) ?? false;
  }

  /** The scope's documents in the order of their keys (code points, as AWS lists). */
  list(scope: string): T[] {
    return this.entries(scope).map(([, value]) => value);
  }

  entries(scope: string): [key: string, value: T][] {
    const found = this.#scopes.get(scope);
    if (!found) return [];
    return [...found].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  count(scope: string): number {
    return this.#scopes.get(scope)?.size ?? 0;
  }

  scopes(): string[] {
    return [...this.#scopes.keys()];
  }

  put(scope: string, key: string, value: T): void {
    this.#store.write(() => {
      const before = this.get(scope, key);
      this.#insert.run(this.#collection, scope, key, JSON.stringify(value));
      this.#remember(scope, key, value);
      this.#store.onUndo(() => (before === undefined ? this.#forget(scope, key) : this.#remember(scope, key, before)));
    });
  }

  /** @returns whether there was one */
  delete(scope: string, key: string): boolean {
    const before = this.get(scope, key);
    if (before === undefined) return false;
    this.#store.write(() => {
      this.#remove.run(this.#collection, scope, key);
      this.#forget(scope, key);
      this.#store.onUndo(() => this.#remember(scope, key, before));
    });
    return true;
  }

  #remember(scope: string, key: string, value: T): void {
    let documents = this.#scopes.get(scope);
    if (!documents) {
      documents = new Map();
      this.#scopes.set(scope, documents);
    }
    documents.set(key, value);
    this.#version++;
  }

  #forget(scope: string, key: string): void {
    const documents = this.#scopes.get(scope);
    documents?.delete(key);
    if (documents?.size === 0) this.#scopes.delete(scope);
    this.#version++;
  }
}
