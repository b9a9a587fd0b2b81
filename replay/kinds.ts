import { type KindField, kindFields, type RecordKind, recordKind } from '../core/simulate/index.ts';
import type { JsonScanner } from './json-scan.ts';

const SLOTS = 1 << 14;

/** A combination seen before: its fields' bytes one behind the other, and how long each is (-1 where there is none). */
interface Seen {
  readonly bytes: Buffer;
  readonly lengths: Int32Array;
  readonly kind: RecordKind;
}

/**
 * Gives the same object for the same combination of fields, found by their bytes alone: of most records nothing is ever decoded. Keeps as
 * many combinations as it has slots; one that lost its slot is made anew.
 */
export class Kinds {
  readonly #members: readonly (readonly [KindField, number])[];
  readonly #slots: (Seen | undefined)[] = new Array(SLOTS);

  /** @param members the scanner's member number of each field */
  constructor(members: (field: KindField) => number) {
    this.#members = kindFields.map((field) => [field, members(field)]);
  }

  /** The kind of the record a scanner has just read. */
  of(bytes: Buffer, { starts, ends }: JsonScanner): RecordKind {
    const slot = this.#slotFor(bytes, starts, ends);
    const seen = this.#slots[slot];
    if (seen !== undefined && this.#isSame(seen, bytes, starts, ends)) return seen.kind;
    const made = this.#make(bytes, starts, ends);
    this.#slots[slot] = made;
    return made.kind;
  }

  /** Lengths and the bytes on both sides of each field's middle spread well enough. */
  #slotFor(bytes: Buffer, starts: Int32Array, ends: Int32Array): number {
    let hash = 0;
    for (const [, member] of this.#members) {
      const start = starts[member]!;
      if (start < 0) {
        hash = Math.imul(hash, 31);
        continue;
      }
      const length = ends[member]! - start;
      const middle = start + (length >> 1);
      hash = Math.imul(hash, 31) + length;
      hash = Math.imul(hash, 31) + (bytes[start + 1]! | (bytes[middle]! << 8) | (bytes[middle - 1]! << 16));
      hash = Math.imul(hash, 31) + (bytes[start + length - 2]! | (bytes[start + length - 3]! << 8));
    }
    return (hash ^ (hash >>> 15)) & (SLOTS - 1);
  }

  #isSame(seen: Seen, bytes: Buffer, starts: Int32Array, ends: Int32Array): boolean {
    let at = 0;
    for (let i = 0; i < this.#members.length; i += 1) {
      const member = this.#members[i]![1];
      const start = starts[member]!;
      const length = start < 0 ? -1 : ends[member]! - start;
      if (seen.lengths[i] !== length) return false;
      for (let j = 0; j < length; j += 1) if (seen.bytes[at + j] !== bytes[start + j]) return false;
      if (length > 0) at += length;
    }
    return true;
  }

  #make(bytes: Buffer, starts: Int32Array, ends: Int32Array): Seen {
    const parts: Buffer[] = [];
    const lengths = new Int32Array(this.#members.length);
    const values = new Map<KindField, Buffer>();
    this.#members.forEach(([field, member], i) => {
      const start = starts[member]!;
      lengths[i] = start < 0 ? -1 : ends[member]! - start;
      if (start < 0) return;
      const part = bytes.subarray(start, ends[member]!);
      parts.push(part);
      values.set(field, part);
    });
    const kind = recordKind((field) => {
      const value = values.get(field);
      return value && JSON.parse(value.toString('utf8'));
    });
    return { bytes: Buffer.concat(parts), lengths, kind };
  }
}
