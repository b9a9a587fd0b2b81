import type { StatementSync } from 'node:sqlite';
import type { CloudTrailRecord } from '../../../core/cloudtrail/index.ts';
import {
  inOrderOfEffect,
  itemsAfter,
  reducerOf,
  type Subject,
} from '../../../core/configuration-item/from-cloudtrail/index.ts';
import type { ConfigurationItem } from '../../../core/configuration-item/index.ts';
import type { Recording } from './recording.ts';
import { Relationships } from './relationships.ts';
import type { ConfigState } from './state.ts';

/** Items rebuilt from calls, those made to the engine and those of records played into it, where a recorder is on. */
export class TrailItems {
  readonly #state: ConfigState;
  readonly #recording: Recording;
  readonly #relationships: Relationships;
  readonly #byName: StatementSync;

  constructor(state: ConfigState, recording: Recording) {
    this.#state = state;
    this.#recording = recording;
    this.#relationships = new Relationships(state.parts.store);
    this.#byName = state.parts.store.db.prepare(
      'SELECT resource FROM config_resources WHERE scope = ? AND type = ? AND name = ? ORDER BY captured_at DESC LIMIT 1',
    );
  }

  /** Records what calls did; those of one second in the order in which they can have happened. */
  play(records: readonly CloudTrailRecord[]): void {
    const changing = records.filter((record) => !record.errorCode && reducerOf(record));
    for (const record of changing.length > 1 ? inOrderOfEffect(changing) : changing) {
      const time = Date.parse(record.eventTime);
      for (const { item } of itemsAfter(record, (account, subject) => this.#find(account, subject, time))) {
        // Access keys are resources of our own, a part of their user to AWS Config.
        if (item.resourceType !== 'AWS::IAM::AccessKey') this.#recording.record(item);
      }
    }
  }

  /**
   * The item of a subject that was in force at a moment, in the first account and region in which it would be recorded. A record that
   * comes late goes where it belongs in the history; the items after it stay as they are.
   */
  #find(awsAccountId: string, subject: Subject, time: number): ConfigurationItem | undefined {
    const { type, region, id, name, arn, where } = subject;
    const [scope] = this.#state.recordingScopes({ awsAccountId, awsRegion: region, resourceType: type });
    if (scope === undefined) return undefined;
    const { items } = this.#state;
    if (where) return this.#own(scope, [...items.current(scope, type)].find(where), time);
    for (const called of [id, arn, name]) {
      const found = called === undefined ? undefined : items.latest(scope, type, called);
      if (found) return this.#own(scope, found, time);
    }
    const row = name === undefined ? undefined : this.#byName.get(scope, type, name);
    return row && this.#own(scope, items.latest(scope, type, String(row.resource)), time);
  }

  /** Without the relationships that others state: those are theirs to end. */
  #own(scope: string, latest: ConfigurationItem | undefined, time: number): ConfigurationItem | undefined {
    if (!latest) return undefined;
    const { resourceType: type, resourceId: id } = latest;
    if (Date.parse(latest.configurationItemCaptureTime) > time) {
      const until = { from: Number.MIN_SAFE_INTEGER, to: time, latestFirst: true, limit: 1, offset: 0 };
      return this.#state.items.history(scope, type, id, until)[0];
    }
    return { ...latest, relationships: this.#relationships.stated(scope, { type, id }) };
  }
}
