import type { StatementSync } from 'node:sqlite';
import type { Store } from '../../../store/index.ts';

export type HistoryType = 'ConfigurationUpdate' | 'StateUpdate' | 'Action';

export interface HistoryItem {
  readonly alarm: string;
  readonly alarmType: 'MetricAlarm' | 'CompositeAlarm';
  readonly type: HistoryType;
  readonly at: number;
  readonly summary: string;
  /** JSON text. */
  readonly data: string;
}

export interface HistoryQuery {
  readonly alarm?: string;
  readonly alarmTypes: readonly string[];
  readonly type?: string;
  readonly from: number;
  readonly to: number;
  readonly newestFirst: boolean;
  /** The last item of the page before. */
  readonly after?: { readonly at: number; readonly id: number };
  readonly limit: number;
}

/** CloudWatch keeps an alarm's history for so long, also after the alarm is deleted. */
const kept = 30 * 86_400_000;

/** What happened to alarms, one row each. */
export class AlarmHistory {
  readonly #store: Store;
  readonly #insert: StatementSync;
  readonly #expire: StatementSync;

  constructor(store: Store) {
    this.#store = store;
    store.db.exec(`CREATE TABLE IF NOT EXISTS alarm_history (id INTEGER PRIMARY KEY, scope TEXT NOT NULL, alarm TEXT NOT NULL,
        alarm_type TEXT NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL, summary TEXT NOT NULL, data TEXT NOT NULL);
      CREATE INDEX IF NOT EXISTS alarm_history_by_time ON alarm_history (scope, at)`);
    this.#insert = store.db.prepare(
      'INSERT INTO alarm_history (scope, alarm, alarm_type, type, at, summary, data) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#expire = store.db.prepare('DELETE FROM alarm_history WHERE scope = ? AND at < ?');
  }

  add(scope: string, item: HistoryItem): void {
    this.#store.write(() => {
      this.#expire.run(scope, item.at - kept);
      this.#insert.run(scope, item.alarm, item.alarmType, item.type, item.at, item.summary, item.data);
    });
  }

  /** @param now items older than 30 days are no longer there */
  list(scope: string, now: number, query: HistoryQuery): (HistoryItem & { id: number })[] {
    const types = query.alarmTypes.map(() => '?').join(', ');
    const direction = query.newestFirst ? 'DESC' : 'ASC';
    const beyond = query.newestFirst ? '<' : '>';
    const conditions = ['scope = ?', 'at >= ?', 'at <= ?', `alarm_type IN (${types})`];
    const values: (string | number)[] = [scope, Math.max(query.from, now - kept), query.to, ...query.alarmTypes];
    if (query.alarm !== undefined) {
      conditions.push('alarm = ?');
      values.push(query.alarm);
    }
    if (query.type !== undefined) {
      conditions.push('type = ?');
      values.push(query.type);
    }
    if (query.after !== undefined) {
      conditions.push(`(at, id) ${beyond} (?, ?)`);
      values.push(query.after.at, query.after.id);
    }
    const sql = `SELECT * FROM alarm_history WHERE ${conditions.join(' AND ')} ORDER BY at ${direction}, id ${direction} LIMIT CAST(? AS INTEGER)`;
    return this.#store.db
      .prepare(sql)
      .all(...values, query.limit)
      .map((row) => ({
        id: Number(row.id),
        alarm: String(row.alarm),
        alarmType: row.alarm_type as HistoryItem['alarmType'],
        type: row.type as HistoryType,
        at: Number(row.at),
        summary: String(row.summary),
        data: String(row.data),
      }));
  }
}
