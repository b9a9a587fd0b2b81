import type { ConfigurationItem } from '../core/configuration-item/index.ts';

const NONE: readonly ConfigurationItem[] = [];

/** Items, handed out as time goes on. */
export class ItemsInTime {
  readonly #load: () => readonly ConfigurationItem[];
  #items: readonly ConfigurationItem[] | undefined;
  #taken = 0;
  #next = Number.NEGATIVE_INFINITY;

  /** @param load gives the items by time; asked when the first are wanted */
  constructor(load: () => readonly ConfigurationItem[]) {
    this.#load = load;
  }

  /** Those captured before a moment and not handed out yet; what a record of the same second did comes before them. */
  before(time: number): readonly ConfigurationItem[] {
    if (time <= this.#next) return NONE;
    this.#items ??= this.#load();
    const from = this.#taken;
    while (secondOf(this.#items[this.#taken]) < time) this.#taken += 1;
    this.#next = secondOf(this.#items[this.#taken]);
    return this.#items.slice(from, this.#taken);
  }
}

/** The whole second an item was captured in, milliseconds since 1970; infinite after the last. */
const secondOf = (item: ConfigurationItem | undefined): number =>
  item === undefined
    ? Number.POSITIVE_INFINITY
    : Math.floor(Date.parse(item.configurationItemCaptureTime) / 1000) * 1000;
