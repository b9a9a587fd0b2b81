import type { JsonObject } from '../../../core/cloudtrail/index.ts';
import { type ConfigurationItem, isDeleted, queryRow } from '../../../core/configuration-item/index.ts';

interface Kept {
  /** By resource id. */
  readonly rows: Map<string, JsonObject>;
  /** Of the items' texts: about what the rows take, in characters. */
  size: number;
  inOrder: boolean;
}

/** Rows of types asked about lately, up to about this many characters of their items; what is more is read anew each time. */
const MOST = 32_000_000;

/**
 * The current items of resources as advanced queries see them, parsed once and kept in step with what is recorded: a second query about a
 * type parses nothing.
 */
export class CurrentRows {
  readonly #read: (scope: string, type: string) => Iterable<string>;
  /** By scope and type, the one asked about last at the end. */
  readonly #kept = new Map<string, Kept>();
  #size = 0;

  /** @param read the items' texts from the store, in the order of their resources' ids */
  constructor(read: (scope: string, type: string) => Iterable<string>) {
    this.#read = read;
  }

  /** In the order of the resources' ids. */
  of(scope: string, type: string): Iterable<JsonObject> {
    const key = keyOf(scope, type);
    const kept = this.#kept.get(key);
    if (!kept) return this.#load(key, scope, type);
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    if (!kept.inOrder) {
      const entries = [...kept.rows].sort(([a], [b]) => (a < b ? -1 : 1));
      kept.rows.clear();
      for (const [id, row] of entries) kept.rows.set(id, row);
      kept.inOrder = true;
    }
    return kept.rows.values();
  }

  /** A resource has another current item, of a text of so many characters. @returns what takes that back */
  put(scope: string, item: ConfigurationItem, size: number): () => void {
    const key = keyOf(scope, item.resourceType);
    const kept = this.#kept.get(key);
    if (kept) {
      if (isDeleted(item)) kept.rows.delete(item.resourceId);
      else {
        kept.inOrder &&= kept.rows.has(item.resourceId);
        kept.rows.set(item.resourceId, queryRow(item));
        kept.size += size;
        this.#size += size;
        this.#makeRoom(key);
      }
    }
    return () => this.#drop(key);
  }

  *#load(key: string, scope: string, type: string): Generator<JsonObject> {
    const kept: Kept = { rows: new Map(), size: 0, inOrder: true };
    for (const text of this.#read(scope, type)) {
      const item = JSON.parse(text) as ConfigurationItem;
      const row = queryRow(item);
      kept.size += text.length;
      if (kept.size <= MOST) kept.rows.set(item.resourceId, row);
      yield row;
    }
    if (kept.size > MOST) return;
    this.#kept.set(key, kept);
    this.#size += kept.size;
    this.#makeRoom(key);
  }

  /** Lets go of what was asked about longest ago; of one type too large by itself, too. */
  #makeRoom(latest: string): void {
    for (const key of this.#kept.keys()) {
      if (this.#size <= MOST) return;
      if (key !== latest) this.#drop(key);
    }
    if (this.#size > MOST) this.#drop(latest);
  }

  #drop(key: string): void {
    this.#size -= this.#kept.get(key)?.size ?? 0;
    this.#kept.delete(key);
  }
}

const keyOf = (scope: string, type: string): string => `${scope}\n${type}`;
