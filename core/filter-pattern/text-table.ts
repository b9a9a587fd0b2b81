interface Entry<T> {
  /** The characters of the text, last first: keys such as eventName and eventTime mostly begin alike. */
  readonly codes: Uint16Array;
  readonly value: T;
}

/**
 * Values by text, asked with a stretch of a longer text, of which no string is made: its length and last character leave few entries to
 * compare it with. Where they leave many, it is looked up as a string: so a stretch costs time linear in its length, whatever the texts.
 */
export class TextTable<T> {
  readonly #slots: (Entry<T>[] | undefined)[] = new Array(slots).fill(undefined);
  readonly #byText = new Map<string, T>();

  /** @param text not in the table yet */
  add(text: string, value: T): void {
    const codes = Uint16Array.from({ length: text.length }, (_, back) => text.charCodeAt(text.length - 1 - back));
    const slot = slotOf(text, 0, text.length);
    const entries = this.#slots[slot];
    if (entries === undefined) this.#slots[slot] = [{ codes, value }];
    else entries.push({ codes, value });
    this.#byText.set(text, value);
  }

  get size(): number {
    return this.#byText.size;
  }

  /** In the order they were added. */
  values(): readonly T[] {
    return [...this.#byText.values()];
  }

  get(text: string): T | undefined {
    return this.#byText.get(text);
  }

  /** The value of what stands in `text` from `start` to `end`. */
  at(text: string, start: number, end: number): T | undefined {
    const entries = this.#slots[slotOf(text, start, end)];
    if (entries === undefined) return undefined;
    if (entries.length > few) return this.#byText.get(text.slice(start, end));
    for (const { codes, value } of entries)
      if (codes.length === end - start && endsWith(text, end, codes)) return value;
    return undefined;
  }
}

const slots = 256;
const few = 8;

const slotOf = (text: string, start: number, end: number): number =>
  end === start ? 0 : (((end - start) << 3) ^ text.charCodeAt(end - 1)) & (slots - 1);

function endsWith(text: string, end: number, codes: Uint16Array): boolean {
  for (let back = 0; back < codes.length; back += 1) if (text.charCodeAt(end - 1 - back) !== codes[back]) return false;
  return true;
}
