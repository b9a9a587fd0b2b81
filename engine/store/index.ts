import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AwsError, EngineStartError } from '../errors.ts';
import { Documents } from './documents.ts';

export type { Documents } from './documents.ts';

export interface StoreOptions {
  /** The data folder; `undefined` keeps everything in memory. */
  readonly folder: string | undefined;
  /** `normal`: committed survives SIGKILL. `full`: the loss of power too. */
  readonly durability: 'normal' | 'full';
}

interface Waiter {
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * The system of record: one SQLite database, one writer, group commit. Writes of requests that arrive together share a
 * transaction; each answer waits for the commit (`committed`), so acknowledged means committed.
 */
export class Store {
  readonly db: DatabaseSync;
  readonly #documents = new Map<string, Documents<unknown>>();
  #open = false;
  #depth = 0;
  #undo: (() => void)[] = [];
  #waiters: Waiter[] = [];
  #afterCommit: (() => void)[] = [];

  constructor({ folder, durability }: StoreOptions) {
    this.db = openDatabase(folder, durability);
    this.db.exec(
      'CREATE TABLE IF NOT EXISTS documents (collection TEXT, scope TEXT, key TEXT, body TEXT NOT NULL, PRIMARY KEY (collection, scope, key)) WITHOUT ROWID',
    );
  }

  /**
   * A collection of JSON documents, kept whole in memory beside the database: for what a service configures (groups, rules,
   * alarms). What grows with traffic (log events, datapoints) belongs in a table of the service's own, by `db`.
   */
  documents<T>(collection: string): Documents<T> {
    let found = this.#documents.get(collection);
    if (!found) {
      found = new Documents<unknown>(this, collection);
      this.#documents.set(collection, found);
    }
    return found as Documents<T>;
  }

  /**
   * Runs `work` as one whole: when it throws, all it wrote is undone. Synchronous on purpose: nobody else's write comes between.
   * Writes nest; the outermost shares its transaction with the other writes of the same turn of the event loop.
   */
  write<T>(work: () => T): T {
    this.#begin();
    const mark = this.#undo.length;
    const savepoint = `s${this.#depth++}`;
    this.db.exec(`SAVEPOINT ${savepoint}`);
    try {
      const result = work();
      this.db.exec(`RELEASE ${savepoint}`);
      return result;
    } catch (error) {
      this.#rollBackTo(savepoint, mark);
      throw asAwsError(error);
    } finally {
      this.#depth--;
    }
  }

  /** Whether something is written that is not committed yet. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Resolves when all written so far is committed; rejects when it could not be. */
  committed(): Promise<void> {
    if (!this.#open) return Promise.resolve();
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  /** Runs `effect` once the current transaction is committed, at once when there is none; never when it is undone. */
  afterCommit(effect: () => void): void {
    if (!this.#open) {
      effect();
      return;
    }
    this.#afterCommit.push(effect);
    const length = this.#afterCommit.length;
    this.onUndo(() => {
      this.#afterCommit.length = Math.min(this.#afterCommit.length, length - 1);
    });
  }

  /** Registers what puts memory back as it was, should the current write be undone. */
  onUndo(undo: () => void): void {
    this.#undo.push(undo);
  }

  /** Commits what is open and closes the database. */
  close(): void {
    this.#commit();
    this.db.close();
  }

  #begin(): void {
    if (this.#open) return;
    this.db.exec('BEGIN IMMEDIATE');
    this.#open = true;
    setImmediate(() => this.#commit());
  }

  #commit(): void {
    if (!this.#open) return;
    const waiters = this.#waiters;
    this.#waiters = [];
    try {
      this.db.exec('COMMIT');
    } catch (error) {
      this.#abandon();
      for (const waiter of waiters) waiter.reject(asAwsError(error));
      return;
    }
    this.#open = false;
    this.#undo = [];
    const effects = this.#afterCommit;
    this.#afterCommit = [];
    for (const waiter of waiters) waiter.resolve();
    for (const effect of effects) effect();
  }

  #rollBackTo(savepoint: string, mark: number): void {
    // SQLite undoes a whole transaction by itself when the disk is full: then there is no savepoint left to go back to.
    if (this.db.isTransaction) {
      this.db.exec(`ROLLBACK TO ${savepoint}`);
      this.db.exec(`RELEASE ${savepoint}`);
      this.#undoTo(mark);
      return;
    }
    const waiters = this.#waiters;
    this.#waiters = [];
    this.#abandon();
    for (const waiter of waiters) waiter.reject(outOfSpace());
  }

  #abandon(): void {
    if (this.db.isTransaction) this.db.exec('ROLLBACK');
    this.#undoTo(0);
    this.#open = false;
    this.#afterCommit = [];
  }

  #undoTo(mark: number): void {
    while (this.#undo.length > mark) this.#undo.pop()?.();
  }
}

function openDatabase(folder: string | undefined, durability: 'normal' | 'full'): DatabaseSync {
  if (folder === undefined) return new DatabaseSync(':memory:');
  try {
    makeFolder(path.resolve(folder));
    const db = new DatabaseSync(path.join(folder, 'engine.db'));
    refuseForeign(db);
    // Pages of 16 KB and a checkpoint every 64 MB of log: a third less time for commits of a few hundred log events (measured).
    db.exec(`PRAGMA page_size = 16384; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 4000;
      PRAGMA synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'}; PRAGMA temp_store = MEMORY;`);
    db.exec('BEGIN IMMEDIATE; COMMIT');
    return db;
  } catch (error) {
    throw new EngineStartError(reasonNotOpened(folder, error), { cause: error });
  }
}

/** Before anything is written: a database of something else under the same name stays as it is. */
function refuseForeign(db: DatabaseSync): void {
  const columnsOf = db.prepare('SELECT name FROM pragma_table_info(?)');
  const columns = columnsOf.all('documents').map(({ name }) => name);
  const empty = db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
  if (!empty && columns.join() !== 'collection,scope,key,body') throw new Error('file is not a database of the engine');
}

/** Makes a folder and those above it. Node's own recursion never ends where a file system (/proc) takes no folders. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function reasonNotOpened(folder: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/locked/.test(message))
    return `the data folder ${folder} is in use by another engine; stop it or give another --data`;
  if (/not a database|malformed/.test(message))
    return `${folder}/engine.db is not a Trailkeeper store; give another --data`;
  return `the data folder ${folder} cannot be used (${message}); make it writable or give another --data`;
}

const outOfSpace = (cause?: unknown): AwsError =>
  new AwsError('ServiceUnavailableException', 'The service cannot complete the request: no space left on the device.', {
    status: 503,
    cause,
  });

/** SQLite's own trouble becomes an answer; everything else passes as it is. */
function asAwsError(error: unknown): unknown {
  if (error instanceof Error && /disk is full|disk I\/O error/.test(error.message)) return outOfSpace(error);
  return error;
}
