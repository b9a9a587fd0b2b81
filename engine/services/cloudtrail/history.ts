import type { StatementSync } from 'node:sqlite';
import {
  actorOf,
  type CloudTrailRecord,
  namedResources,
  resourcesOf,
  subjectOf,
} from '../../../core/cloudtrail/index.ts';
import { isReadOnly } from '../../../core/cloudtrail/trail.ts';
import type { Store } from '../../store/index.ts';

const DAYS = 90;
const DAY = 86_400_000;

/** An event of the history, as LookupEvents wants it. */
export interface KeptEvent {
  readonly seq: number;
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly user: string;
  readonly accessKeyId: string;
  readonly readOnly: boolean;
  /** ms since 1970 */
  readonly time: number;
  readonly resources: readonly { readonly type: string; readonly name: string }[];
  readonly record: string;
}

/** What a look-up asks for; all that is given must hold. */
export interface Lookup {
  readonly account: string;
  readonly region: string;
  /** ms since 1970, inclusive */
  readonly from: number;
  readonly to: number;
  /** A column and its value. */
  readonly attribute?: { readonly column: LookupColumn; readonly value: string | number };
  /** Only events after this one in the order of the answer. */
  readonly after?: { readonly time: number; readonly seq: number };
  readonly limit: number;
}

export type LookupColumn =
  | 'id'
  | 'name'
  | 'source'
  | 'user'
  | 'accessKeyId'
  | 'readOnly'
  | 'resourceName'
  | 'resourceType';

const columns: Readonly<Record<LookupColumn, string>> = {
  id: 'e.id = ?',
  name: 'e.name = ?',
  source: 'e.source = ?',
  user: 'e.user = ?',
  accessKeyId: 'e.accessKeyId = ?',
  readOnly: 'e.readOnly = ?',
  resourceName: 'e.seq IN (SELECT seq FROM cloudtrail_resources WHERE name = ?)',
  resourceType: 'e.seq IN (SELECT seq FROM cloudtrail_resources WHERE type = ?)',
};

/** Event history: the management events of ninety days, by account and region. */
export class History {
  readonly #store: Store;
  readonly #insert: StatementSync;
  readonly #insertResource: StatementSync;
  readonly #resources: StatementSync;
  readonly #expire: StatementSync;
  readonly #expireResources: StatementSync;
  #nextExpiry = 0;

  constructor(store: Store) {
    this.#store = store;
    const { db } = store;
    db.exec(`CREATE TABLE IF NOT EXISTS cloudtrail_events (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, time INTEGER NOT NULL, id TEXT NOT NULL,
      name TEXT NOT NULL, source TEXT NOT NULL, user TEXT NOT NULL, accessKeyId TEXT NOT NULL, readOnly INTEGER NOT NULL,
      record TEXT NOT NULL);
      CREATE INDEX IF NOT EXISTS cloudtrail_by_time ON cloudtrail_events (account, region, time, seq);
      CREATE TABLE IF NOT EXISTS cloudtrail_resources (
        seq INTEGER NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (seq, type, name)) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS cloudtrail_by_resource ON cloudtrail_resources (name)`);
    this.#insert = db.prepare(
      `INSERT INTO cloudtrail_events (account, region, time, id, name, source, user, accessKeyId, readOnly, record)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#insertResource = db.prepare('INSERT OR IGNORE INTO cloudtrail_resources VALUES (?, ?, ?)');
    this.#resources = db.prepare('SELECT type, name FROM cloudtrail_resources WHERE seq = ?');
    this.#expire = db.prepare('DELETE FROM cloudtrail_events WHERE time < ?');
    this.#expireResources = db.prepare(
      'DELETE FROM cloudtrail_resources WHERE seq NOT IN (SELECT seq FROM cloudtrail_events)',
    );
  }

  /** Keeps a record, within a write. @param text the record as JSON */
  add(record: CloudTrailRecord, text: string, account: string, now: number): void {
    const actor = actorOf(record);
    const added = this.#insert.run(
      account,
      record.awsRegion,
      Date.parse(record.eventTime),
      record.eventID ?? '',
      record.eventName,
      record.eventSource,
      actor.session ?? actor.name,
      record.userIdentity?.accessKeyId ?? '',
      isReadOnly(record) ? 1 : 0,
      text,
    );
    for (const { type = '', name } of touched(record)) this.#insertResource.run(added.lastInsertRowid, type, name);
    this.#forgetOld(now);
  }

  find({ account, region, from, to, attribute, after, limit }: Lookup): KeptEvent[] {
    const conditions = ['e.account = ?', 'e.region = ?', 'e.time >= ?', 'e.time <= ?'];
    const values: (string | number)[] = [account, region, from, to];
    if (attribute) {
      conditions.push(columns[attribute.column]);
      values.push(attribute.value);
    }
    if (after) {
      conditions.push('(e.time < ? OR (e.time = ? AND e.seq < ?))');
      values.push(after.time, after.time, after.seq);
    }
    const sql = `SELECT * FROM cloudtrail_events e WHERE ${conditions.join(' AND ')} ORDER BY e.time DESC, e.seq DESC LIMIT ?`;
    return this.#store.db
      .prepare(sql)
      .all(...values, limit)
      .map((row) => this.#kept(row));
  }

  #kept(row: Record<string, unknown>): KeptEvent {
    const seq = Number(row.seq);
    return {
      seq,
      id: String(row.id),
      name: String(row.name),
      source: String(row.source),
      user: String(row.user),
      accessKeyId: String(row.accessKeyId),
      readOnly: row.readOnly === 1,
      time: Number(row.time),
      resources: this.#resources.all(seq).map(({ type, name }) => ({ type: String(type), name: String(name) })),
      record: String(row.record),
    };
  }

  /** Once a day, what is older than ninety days goes. */
  #forgetOld(now: number): void {
    if (now < this.#nextExpiry) return;
    this.#nextExpiry = now + DAY;
    if (this.#expire.run(now - DAYS * DAY).changes > 0) this.#expireResources.run();
  }
}

/** What a look-up by resource finds an event under: what CloudTrail listed, and what the call was about. */
function touched(record: CloudTrailRecord) {
  const subject = subjectOf(record);
  const listed = resourcesOf(record).flatMap(({ name, type, arn }) => [
    { name, type },
    ...(arn && arn !== name ? [{ name: arn, type }] : []),
  ]);
  const all = [...listed, ...namedResources(record)];
  return subject && !all.some(({ name }) => name === subject.name) ? [...all, subject] : all;
}
