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

  /** The value under the bytes from `start` to before `end`. */
  find(bytes: Uint8Array, start: number, end: number): T | undefined {
    if (!this.arranged) this.arrange();
    const length = end - start;
    let entry = this.slots[this.slotOf(bytes, start, length)];
    while (entry !== undefined && !sameBytes(entry.bytes, bytes, start, length)) entry = entry.next;
    return entry?.value;
  }

  private arrange(): void {
    let size = 1;
    while (size < this.entries.size * 4) size *= 2;
    this.mask = size - 1;
    this.slots = new Array(size).fill(undefined);
    for (const entry of this.entries.values()) {
      const slot = this.slotOf(entry.bytes, 0, entry.bytes.length);
      entry.next = this.slots[slot];
      this.slots[slot] = entry;
    }
    this.arranged = true;
  }

  /** Few texts are told apart by their length and ends; many by all of their bytes. */
  private slotOf(bytes: Uint8Array, start: number, length: number): number {
    if (length === 0) return 0;
    let mixed = length + bytes[start]! * 5 + bytes[start + length - 1]! * 3;
    if (this.mask >= MANY) for (let i = 1; i < length; i++) mixed = (Math.imul(mixed, 31) + bytes[start + i]!) | 0;
    return (mixed ^ (mixed >>> 15)) & this.mask;
  }
}

const MANY = 64;

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
