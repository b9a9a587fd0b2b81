import type { StatementSync } from 'node:sqlite';
import { type ConfigurationItem, isDeleted } from '../../../core/configuration-item/index.ts';
import type { Store } from '../../store/index.ts';
import { CurrentRows } from './current-rows.ts';

/** A resource as it was last recorded. */
export interface Discovered {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName: string | undefined;
  /** ms since 1970 when it is gone. */
  readonly deletedAt: number | undefined;
}

export interface HistoryQuery {
  /** ms since 1970, both inclusive. */
  readonly from: number;
  readonly to: number;
  readonly latestFirst: boolean;
  readonly limit: number;
  /** How many to pass over. */
  readonly offset: number;
}

/** Configuration items of all time, and beside them which is each resource's last. */
export class ItemTable {
  /** The same current items as queries see them. */
  readonly rows = new CurrentRows((scope, type) => this.#currentTexts(scope, type));
  readonly #store: Store;
  readonly #add: StatementSync;
  readonly #point: StatementSync;
  readonly #latest: StatementSync;
  readonly #forward: StatementSync;
  readonly #backward: StatementSync;
  readonly #list: StatementSync;
  readonly #counts: StatementSync;
  readonly #current: StatementSync;
  readonly #scopes: StatementSync;
  readonly #wait: StatementSync;
  readonly #waitingTypes: StatementSync;
  readonly #waiting: StatementSync;
  readonly #delivered: StatementSync;
  readonly #expire: StatementSync;
  readonly #forget: StatementSync;

  constructor(store: Store) {
    const { db } = store;
    this.#store = store;
    db.exec(`CREATE TABLE IF NOT EXISTS config_items (
      id INTEGER PRIMARY KEY, scope TEXT NOT NULL, type TEXT NOT NULL, resource TEXT NOT NULL, captured_at INTEGER NOT NULL,
      body TEXT NOT NULL);
      CREATE INDEX IF NOT EXISTS config_items_of_resource ON config_items (scope, type, resource, captured_at, id);
      CREATE TABLE IF NOT EXISTS config_resources (
      scope TEXT NOT NULL, type TEXT NOT NULL, resource TEXT NOT NULL, name TEXT, item INTEGER NOT NULL, captured_at INTEGER NOT NULL,
      deleted_at INTEGER, PRIMARY KEY (scope, type, resource)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS config_undelivered (
      scope TEXT NOT NULL, type TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (scope, type, item)) WITHOUT ROWID`);
    const ofResource = 'FROM config_items WHERE scope = ? AND type = ? AND resource = ?';
    this.#add = db.prepare(
      'INSERT INTO config_items (scope, type, resource, captured_at, body) VALUES (?, ?, ?, ?, ?)',
    );
    this.#point = db.prepare(
      `INSERT INTO config_resources VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name,
       item = excluded.item, captured_at = excluded.captured_at, deleted_at = excluded.deleted_at
       WHERE excluded.captured_at >= captured_at`,
    );
    this.#latest = db.prepare(
      `SELECT body FROM config_items WHERE id =
       (SELECT item FROM config_resources WHERE scope = ? AND type = ? AND resource = ?)`,
    );
    this.#forward = db.prepare(
      `SELECT body ${ofResource} AND captured_at BETWEEN ? AND ? ORDER BY captured_at, id LIMIT CAST(? AS INTEGER) OFFSET ?`,
    );
    this.#backward = db.prepare(
      `SELECT body ${ofResource} AND captured_at BETWEEN ? AND ? ORDER BY captured_at DESC, id DESC LIMIT CAST(? AS INTEGER) OFFSET ?`,
    );
    this.#list = db.prepare(
      'SELECT type, resource, name, deleted_at FROM config_resources WHERE scope = ? AND type = ? ORDER BY resource',
    );
    this.#current = db.prepare(
      `SELECT body FROM config_resources r JOIN config_items i ON i.id = r.item
       WHERE r.scope = ? AND r.type = ? AND r.deleted_at IS NULL ORDER BY r.resource`,
    );
    this.#counts = db.prepare(
      'SELECT type, count(*) AS count FROM config_resources WHERE scope = ? AND deleted_at IS NULL GROUP BY type',
    );
    this.#scopes = db.prepare('SELECT DISTINCT scope FROM config_resources ORDER BY scope');
    this.#wait = db.prepare('INSERT INTO config_undelivered VALUES (?, ?, ?)');
    this.#waitingTypes = db.prepare('SELECT DISTINCT type FROM config_undelivered WHERE scope = ? ORDER BY type');
    this.#waiting = db.prepare(
      `SELECT id, body FROM config_undelivered w JOIN config_items i ON i.id = w.item
       WHERE w.scope = ? AND w.type = ? ORDER BY w.item LIMIT ?`,
    );
    this.#delivered = db.prepare('DELETE FROM config_undelivered WHERE scope = ? AND type = ? AND item <= ?');
    this.#expire = db.prepare(
      `DELETE FROM config_items WHERE scope = ? AND captured_at < ? AND id NOT IN
       (SELECT item FROM config_resources WHERE scope = ? AND deleted_at IS NULL)`,
    );
    this.#forget = db.prepare('DELETE FROM config_resources WHERE scope = ? AND deleted_at < ?');
  }

  /**
   * Within a write: what it adds belongs together.
   * @param imported whether it comes from an archive, and no file is to say it again
   */
  add(scope: string, item: ConfigurationItem, imported = false): void {
    const { resourceType: type, resourceId: id, resourceName } = item;
    const at = Date.parse(item.configurationItemCaptureTime);
    const text = JSON.stringify(item);
    const { lastInsertRowid } = this.#add.run(scope, type, id, at, text);
    const deletedAt = isDeleted(item) ? at : null;
    const { changes } = this.#point.run(scope, type, id, resourceName ?? null, lastInsertRowid, at, deletedAt);
    if (changes > 0) this.#store.onUndo(this.rows.put(scope, item, text.length));
    if (!imported) this.#wait.run(scope, type, lastInsertRowid);
  }

  latest(scope: string, type: string, id: string): ConfigurationItem | undefined {
    const row = this.#latest.get(scope, type, id);
    return row && itemOf(row);
  }

  history(scope: string, type: string, id: string, query: HistoryQuery): ConfigurationItem[] {
    const statement = query.latestFirst ? this.#backward : this.#forward;
    return statement.all(scope, type, id, query.from, query.to, query.limit, query.offset).map(itemOf);
  }

  /** The resources of a type in the order of their ids, those that are gone included. */
  discovered(scope: string, type: string): Discovered[] {
    return this.#list.all(scope, type).map((row) => ({
      resourceType: String(row.type),
      resourceId: String(row.resource),
      resourceName: row.name === null ? undefined : String(row.name),
      deletedAt: row.deleted_at === null ? undefined : Number(row.deleted_at),
    }));
  }

  /** The last item of each resource of a type that is still there. */
  *current(scope: string, type: string): Generator<ConfigurationItem> {
    for (const text of this.#currentTexts(scope, type)) yield JSON.parse(text) as ConfigurationItem;
  }

  *#currentTexts(scope: string, type: string): Generator<string> {
    for (const { body } of this.#current.iterate(scope, type)) yield String(body);
  }

  /** The same as JSON texts. */
  currentTexts(scope: string, type: string): string[] {
    return [...this.#currentTexts(scope, type)];
  }

  /** The types of items no history file has yet. */
  undeliveredTypes(scope: string): string[] {
    return this.#waitingTypes.all(scope).map(({ type }) => String(type));
  }

  /** The first of them, as they came, and the place of the last; none when none is left. */
  undelivered(scope: string, type: string, limit: number): { items: ConfigurationItem[]; last: number | undefined } {
    const rows = this.#waiting.all(scope, type, limit);
    const last = rows.at(-1);
    return { items: rows.map(itemOf), last: last && Number(last.id) };
  }

  /** Items of a type are in a history file, up to a place. */
  delivered(scope: string, type: string, last: number): void {
    this.#delivered.run(scope, type, last);
  }

  /** Forgets items from before a time, but not the last one of a resource that is still there. */
  expire(scope: string, before: number): void {
    this.#expire.run(scope, before, scope);
    this.#forget.run(scope, before);
  }

  /** Every account and region of which something is known. */
  scopes(): string[] {
    return this.#scopes.all().map(({ scope }) => String(scope));
  }

  /** How many resources there are of each type. */
  counts(scope: string): { readonly type: string; readonly count: number }[] {
    return this.#counts.all(scope).map((row) => ({ type: String(row.type), count: Number(row.count) }));
  }
}

const itemOf = (row: Record<string, unknown>): ConfigurationItem => JSON.parse(String(row.body)) as ConfigurationItem;
