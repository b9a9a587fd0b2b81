import { type ConfigurationItem, diffOf, type ItemDiff, isDeleted } from '../../../core/configuration-item/index.ts';
import { Signal } from '../../signal.ts';
import { DailyItems, isDaily } from './daily.ts';
import { OtherEnds } from './other-ends.ts';
import { Relationships } from './relationships.ts';
import type { ConfigState } from './state.ts';

/** A resource has changed: its new item, and how it differs from the one before. */
export interface ItemChange {
  /** `123456789012/us-east-1` */
  readonly scope: string;
  readonly item: ConfigurationItem;
  readonly previous: ConfigurationItem | undefined;
  readonly diff: ItemDiff;
  /** Whether it was taken from an archive: nobody is notified of it, and no file says it again. */
  readonly imported: boolean;
}

/** Takes configuration items in, wherever they come from. */
export class Recording {
  readonly changed = new Signal<ItemChange>();
  readonly daily: DailyItems;
  readonly #state: ConfigState;
  readonly #relationships: Relationships;
  readonly #otherEnds: OtherEnds;

  constructor(state: ConfigState) {
    this.#state = state;
    this.#relationships = new Relationships(state.parts.store);
    this.#otherEnds = new OtherEnds(state, this.#relationships, (scope, item) => void this.#take(scope, item, false));
    this.daily = new DailyItems(state, (scope, item) => this.#keep(scope, item));
  }

  /**
   * Records an item when the recorder of its account and region is on and takes its type. A global resource (an IAM user) is recorded in
   * every region whose recorder includes such. Types recorded daily wait for their day to end.
   * @returns whether it was recorded: not when nothing differs from the item before
   */
  record(item: ConfigurationItem): boolean {
    const recorded = this.#state.recordingScopes(item).map((scope) => {
      if (isDaily(this.#state.recorders.list(scope)[0], item.resourceType)) return this.daily.hold(scope, item);
      return this.#keep(scope, item);
    });
    return recorded.some((each) => each);
  }

  /**
   * Keeps an item in an account and region whether a recorder is on there or not: one of the past, or of another recorder.
   * @returns whether it was kept: not when nothing differs from the item before it in time
   */
  take(scope: string, item: ConfigurationItem): boolean {
    return this.#take(scope, item, true);
  }

  /** Keeps what the recorder saw, and with it what that changes about the resources it is related to. */
  #keep(scope: string, item: ConfigurationItem): boolean {
    const { resourceType: type, resourceId: id } = item;
    return this.#state.parts.store.write(() => {
      const related = this.#relationships.state(scope, item);
      const relationships = isDeleted(item) ? [] : this.#relationships.of(scope, { type, id }, [...item.relationships]);
      const kept = this.#take(scope, { ...item, relationships }, false);
      if (kept) this.#noteRecording(scope);
      for (const key of related) this.#otherEnds.changed(scope, key, item);
      return kept;
    });
  }

  #take(scope: string, item: ConfigurationItem, imported: boolean): boolean {
    const [previous] = this.#state.items.history(scope, item.resourceType, item.resourceId, {
      from: Number.MIN_SAFE_INTEGER,
      to: Date.parse(item.configurationItemCaptureTime),
      latestFirst: true,
      limit: 1,
      offset: 0,
    });
    const diff = diffOf(previous, item);
    if (diff.changeType === 'NONE') return false;
    this.#state.parts.store.write(() => {
      this.#state.items.add(scope, item, imported);
      this.changed.tell({ scope, item, previous, diff, imported });
    });
    return true;
  }

  #noteRecording(scope: string): void {
    const recorder = this.#state.recorders.list(scope)[0];
    if (recorder?.status !== 'PENDING') return;
    const changedAt = this.#state.parts.clock.now();
    this.#state.recorders.put(scope, recorder.name, { ...recorder, status: 'SUCCESS', changedAt });
  }
}
