const SLOTS = 4096;
const LONGEST = 64;

/**
 * Decodes the short texts that repeat in every record (names of events, services, regions, accounts) and gives the same string for the
 * same bytes, so that tens of millions of records share a few hundred strings.
 */
export class ShortTexts {
  readonly #bytes: (Uint8Array | undefined)[] = new Array(SLOTS);
  readonly #texts: string[] = new Array(SLOTS);

  /** The JSON string in `[start, end)` of `bytes`, quotes included; the empty text for any other JSON value. */
  decode(bytes: Buffer, start: number, end: number): string {
    if (start < 0 || bytes[start] !== 34) return '';
    const length = end - start;
    if (length > LONGEST) return String(JSON.parse(bytes.toString('utf8', start, end)));
    let hash = length;
    for (let i = start; i < end; i += 1) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.#bytes[slot];
    if (known !== undefined && isSame(known, bytes, start, length)) return this.#texts[slot]!;
    const text = String(JSON.parse(bytes.toString('utf8', start, end)));
    this.#bytes[slot] = Uint8Array.prototype.slice.call(bytes, start, end);
    this.#texts[slot] = text;
    return text;
  }
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, length: number): boolean {
  if (known.length !== length) return false;
  for (let i = 0; i < length; i += 1) if (known[i] !== bytes[start + i]) return false;
  return true;
}
