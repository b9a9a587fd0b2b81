import type { StatementSync } from 'node:sqlite';
import { type ConfigurationItem, diffOf } from '../../../core/configuration-item/index.ts';
import type { ConfigState, Recorder } from './state.ts';

/** Whether a recorder takes a type once a day; what it says of the type itself goes before what it says of all. */
export function isDaily(recorder: Recorder | undefined, type: string): boolean {
  const own = recorder?.mode.recordingModeOverrides?.find(({ resourceTypes }) =>
    (resourceTypes as readonly string[] | undefined)?.includes(type),
  );
  return (own?.recordingFrequency ?? recorder?.mode.recordingFrequency) === 'DAILY';
}

/** Of resources recorded daily the latest state, until the day of their recorder ends. */
export class DailyItems {
  readonly #state: ConfigState;
  readonly #record: (scope: string, item: ConfigurationItem) => void;
  readonly #hold: StatementSync;
  readonly #all: StatementSync;
  readonly #clear: StatementSync;

  constructor(state: ConfigState, record: (scope: string, item: ConfigurationItem) => void) {
    this.#state = state;
    this.#record = record;
    const { db } = state.parts.store;
    db.exec(`CREATE TABLE IF NOT EXISTS config_daily (
      scope TEXT NOT NULL, type TEXT NOT NULL, resource TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (scope, type, resource)) WITHOUT ROWID`);
    this.#hold = db.prepare('INSERT OR REPLACE INTO config_daily VALUES (?, ?, ?, ?)');
    this.#all = db.prepare('SELECT body FROM config_daily WHERE scope = ? ORDER BY type, resource');
    this.#clear = db.prepare('DELETE FROM config_daily WHERE scope = ?');
  }

  /** @returns whether it will be recorded, as things stand */
  hold(scope: string, item: ConfigurationItem): boolean {
    this.#state.parts.store.write(() =>
      this.#hold.run(scope, item.resourceType, item.resourceId, JSON.stringify(item)),
    );
    const before = this.#state.items.latest(scope, item.resourceType, item.resourceId);
    return diffOf(before, item).changeType !== 'NONE';
  }

  /** The day is over: what differs from the item of the day before is recorded. */
  endDay(scope: string): void {
    this.#state.parts.store.write(() => {
      const held = this.#all.all(scope).map(({ body }) => JSON.parse(String(body)) as ConfigurationItem);
      this.#clear.run(scope);
      for (const item of held) this.#record(scope, item);
    });
  }
}
