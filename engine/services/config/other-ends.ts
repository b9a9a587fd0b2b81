import { type ConfigurationItem, isDeleted } from '../../../core/configuration-item/index.ts';
import type { Relationships, ResourceKey } from './relationships.ts';
import type { ConfigState } from './state.ts';

/** A network of many instances would have an item for each that comes, each naming all before it: those of a minute share one. */
const APART_MS = 60_000;

interface Pending {
  readonly scope: string;
  readonly key: ResourceKey;
  /** What changed last. */
  readonly cause: ConfigurationItem;
}

/** New items of resources whose relationships changed because others said so. */
export class OtherEnds {
  readonly #state: ConfigState;
  readonly #relationships: Relationships;
  readonly #take: (scope: string, item: ConfigurationItem) => void;
  readonly #pending = new Map<string, Pending>();

  constructor(
    state: ConfigState,
    relationships: Relationships,
    take: (scope: string, item: ConfigurationItem) => void,
  ) {
    this.#state = state;
    this.#relationships = relationships;
    this.#take = take;
  }

  /** Somebody says otherwise than before how they are related to a resource. It has an item of that now or, having had one just before, within a minute. */
  changed(scope: string, key: ResourceKey, cause: ConfigurationItem): void {
    const item = this.#current(scope, key);
    if (!item) return;
    const since = Date.parse(cause.configurationItemCaptureTime) - Date.parse(item.configurationItemCaptureTime);
    if (since < 0) return;
    if (since >= APART_MS) this.#record({ scope, key, cause });
    else this.#wait({ scope, key, cause });
  }

  #wait(pending: Pending): void {
    const { clock, store } = this.#state.parts;
    const name = [pending.scope, pending.key.type, pending.key.id].join('\n');
    const isNew = !this.#pending.has(name);
    this.#pending.set(name, pending);
    if (!isNew) return;
    clock.at(clock.now() + APART_MS, () => {
      const last = this.#pending.get(name);
      this.#pending.delete(name);
      if (last) store.write(() => this.#record(last));
    });
  }

  #record({ scope, key, cause }: Pending): void {
    const item = this.#current(scope, key);
    if (!item) return;
    const { configurationItemCaptureTime: time, configurationStateId } = cause;
    // Its own change may have come in between; that item names all that was there then.
    const isLater = time > item.configurationItemCaptureTime;
    this.#take(scope, {
      ...item,
      configurationItemStatus: 'OK',
      configurationItemCaptureTime: isLater ? time : item.configurationItemCaptureTime,
      configurationStateId: isLater ? configurationStateId : item.configurationStateId,
      relationships: this.#relationships.of(scope, key),
    });
  }

  #current(scope: string, { type, id }: ResourceKey): ConfigurationItem | undefined {
    const item = this.#state.items.latest(scope, type, id);
    return item && !isDeleted(item) && this.#state.records(scope, type) ? item : undefined;
  }
}
