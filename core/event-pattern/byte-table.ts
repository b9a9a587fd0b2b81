/** Looks up texts by their UTF-8 bytes where they stand, without making strings of them. */
export class ByteTable<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private slots: (Entry<T> | undefined)[] = [undefined];
  private mask = 0;
  private arranged = false;

  get size(): number {
    return this.entries.size;
  }

  get(text: string): T | undefined {
    return this.entries.get(text)?.value;
  }

  /** The texts and their values. */
  get pairs(): readonly (readonly [string, T])[] {
    return Array.from(this.entries, ([text, { value }]) => [text, value] as const);
  }

  set(text: string, value: T): void {
    this.entries.set(text, { bytes: utf8.encode(text), value, next: undefined });
    this.arranged = false;
  }

  /** The value under the bytes from `start` to before `end`, which stand between quotes. */
  find(bytes: Uint8Array, start: number, end: number): T | undefined {
    if (!this.arranged) this.arrange();
    const length = end - start;
    let entry = this.slots[slotOf(length, bytes[start]!, bytes[end - 1]!) & this.mask];
    while (entry !== undefined && !sameBytes(entry.bytes, bytes, start, length)) entry = entry.next;
    return entry?.value;
  }

  private arrange(): void {
    let size = 1;
    while (size < this.entries.size * 4) size *= 2;
    this.mask = size - 1;
    this.slots = new Array(size).fill(undefined);
    for (const entry of this.entries.values()) {
      const { bytes } = entry;
      // Of an empty text the quotes around it are what is read.
      const slot = slotOf(bytes.length, bytes[0] ?? QUOTE, bytes[bytes.length - 1] ?? QUOTE) & this.mask;
      entry.next = this.slots[slot];
      this.slots[slot] = entry;
    }
    this.arranged = true;
  }
}

const QUOTE = 0x22;
const slotOf = (length: number, first: number, last: number) => length + first * 5 + last * 3;

interface Entry<T> {
  readonly bytes: Uint8Array;
  readonly value: T;
  next: Entry<T> | undefined;
}

const utf8 = new TextEncoder();

function sameBytes(known: Uint8Array, bytes: Uint8Array, start: number, length: number): boolean {
  if (known.length !== length) return false;
  for (let i = 0; i < length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}
