import { type ConfigurationItem, diffOf, type ItemDiff } from '../../../core/configuration-item/index.ts';
import { Signal } from '../../signal.ts';
import type { ConfigState } from './state.ts';

/** A resource has changed: its new item, and how it differs from the one before. */
export interface ItemChange {
  /** `123456789012/us-east-1` */
  readonly scope: string;
  readonly item: ConfigurationItem;
  readonly previous: ConfigurationItem | undefined;
  readonly diff: ItemDiff;
}

/** Takes configuration items in, wherever they come from. */
export class Recording {
  readonly changed = new Signal<ItemChange>();
  readonly #state: ConfigState;

  constructor(state: ConfigState) {
    this.#state = state;
  }

  /**
   * Records an item when the recorder of its account and region is on and takes its type. A global resource (an IAM user) is recorded in
   * every region whose recorder includes such.
   * @returns whether it was recorded: not when nothing differs from the item before
   */
  record(item: ConfigurationItem): boolean {
    return this.#state
      .recordingScopes(item)
      .map((scope) => this.take(scope, item))
      .some((recorded) => recorded);
  }

  /**
   * Keeps an item in an account and region whether a recorder is on there or not: one of the past, or of another recorder.
   * @returns whether it was kept: not when nothing differs from the item before it in time
   */
  take(scope: string, item: ConfigurationItem): boolean {
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
      this.#state.items.add(scope, item);
      this.changed.tell({ scope, item, previous, diff });
    });
    return true;
  }
}
