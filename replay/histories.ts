import type { ConfigurationItem, TimelineChange } from '../core/configuration-item/index.ts';
import type { ChangeOutcome } from '../core/simulate/index.ts';

/** A resource's past, as far as a replay tells it. */
export interface ResourceHistory {
  /** As it is after the last change. */
  readonly item: ConfigurationItem;
  /** Oldest first. */
  readonly items: readonly ConfigurationItem[];
  readonly changes: readonly TimelineChange[];
}

interface Growing {
  item: ConfigurationItem;
  readonly items: ConfigurationItem[];
  readonly changes: TimelineChange[];
}

/** Gathers changes by the resource they are of. */
export class Histories {
  readonly #all: Growing[] = [];
  /** By account, region, type and id of its last item. */
  readonly #byKey = new Map<string, Growing>();

  add({ item, before, change }: ChangeOutcome): void {
    const key = keyOf(item);
    const known = before && this.#byKey.get(keyOf(before));
    const history = known ?? { item, items: [], changes: [] };
    if (!known) this.#all.push(history);
    // Whose id was not known at first has another key from when it is.
    if (known && before && keyOf(before) !== key) this.#byKey.delete(keyOf(before));
    this.#byKey.set(key, history);
    history.item = item;
    history.items.push(item);
    history.changes.push(change);
  }

  /** In the order of their first changes. */
  all(): readonly ResourceHistory[] {
    return this.#all;
  }
}

const keyOf = ({ awsAccountId, awsRegion, resourceType, resourceId }: ConfigurationItem): string =>
  `${awsAccountId}/${awsRegion}/${resourceType}/${resourceId}`;
