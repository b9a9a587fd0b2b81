/**
 * A JSON reader over bytes that builds nothing: it checks the grammar (RFC 8259), finds where a value ends, and notes where chosen
 * members of the outermost object lie. An archive's records are mostly passed by, so nothing of them is decoded before someone asks.
 */

import { MemberNames } from './member-names.ts';

/** What a scan ran into. `cut` means the bytes ended inside the value: with more bytes it may still be whole. */
export type ScanFault = 'none' | 'cut' | 'invalid';

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const COMMA = 44;
const COLON = 58;
const LOWER_U = 117;
/** 0x80808080 as the signed number bit operations give. */
const HIGH_BITS = -2139062144;

/** JSON allows any depth; a limit keeps hostile input from using memory by the nesting. */
const DEEPEST = 512;

const stopsString = new Uint8Array(256);
stopsString.fill(1, 0, 32);
stopsString[QUOTE] = 1;
stopsString[BACKSLASH] = 1;

const isSpace = (c: number | undefined) => c === 32 || c === 10 || c === 13 || c === 9;
const isDigit = (c: number | undefined) => c !== undefined && c >= 48 && c <= 57;
const isHex = (c: number | undefined) =>
  c !== undefined && ((c >= 48 && c <= 57) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102));
const simpleEscapes = new Set([...'"\\/bfnrt'].map((c) => c.charCodeAt(0)));
const literals = ['true', 'false', 'null'].map((word) => Buffer.from(word));

/**
 * Scans values for a fixed list of member names. One scanner is reused for many values: results stand in its fields until the next
 * call of `scan`.
 */
export class JsonScanner {
  /** Why the last scan ended early, and the offset of the byte at fault. */
  fault: ScanFault = 'none';
  faultAt = 0;
  /** For member `m` of the names: its value's bytes are [starts[m], ends[m]); starts[m] is -1 where the object has no such member. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;

  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  /** Members of the outermost object, and of the one member of it whose own members are asked for. */
  readonly #outer: MemberNames;
  readonly #inner: MemberNames;
  /** The number of that member; -1 for none. */
  readonly #parent: number;
  readonly #isObject = new Uint8Array(DEEPEST + 1);

  /** @param members names, and `parent.name` for members of one of them */
  constructor(members: readonly string[]) {
    const parents = new Set(members.flatMap((name) => (name.includes('.') ? [name.slice(0, name.indexOf('.'))] : [])));
    if (parents.size > 1) throw new RangeError('a scanner looks into one member only');
    const [parent] = parents;
    this.#parent = parent === undefined ? -1 : members.indexOf(parent);
    this.#outer = new MemberNames(members);
    this.#inner = new MemberNames(
      members.map((name) => (name.includes('.') ? name.slice(name.indexOf('.') + 1) : '.')),
    );
    this.starts = new Int32Array(members.length);
    this.ends = new Int32Array(members.length);
  }

  /**
   * Reads the one value that starts at `start` (no white space before it) and ends before `end`.
   * @returns the offset after the value, or -1 with `fault` and `faultAt` set
   */
  scan(bytes: Uint8Array, start: number, end: number): number {
    this.fault = 'none';
    this.starts.fill(-1);
    const { starts, ends } = this;
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const isObject = this.#isObject;
    let depth = 0;
    let at = start;
    let member = -1;
    let inner = -1;
    for (;;) {
      // Here a value begins at `at`.
      const c = at < end ? bytes[at]! : -1;
      let opened = false;
      if (depth === 1 && member >= 0) starts[member] = at;
      else if (depth === 2 && inner >= 0) starts[inner] = at;
      if (c === QUOTE) {
        at = this.#string(bytes, at + 1, end);
      } else if (c === OPEN_BRACE || c === OPEN_BRACKET) {
        if (depth === DEEPEST) return this.#fail('invalid', at);
        depth += 1;
        isObject[depth] = c === OPEN_BRACE ? 1 : 0;
        at = skipSpace(bytes, at + 1, end);
        if (at < end && bytes[at] === (c === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET)) {
          at += 1;
          depth -= 1;
        } else {
          opened = true;
        }
      } else if (c === -1) {
        return this.#fail('cut', at);
      } else {
        at = this.#scalar(bytes, at, end);
      }
      if (at < 0) return -1;
      // After a value: close what it ends, until a comma (or what was just opened) leads to the next one.
      while (!opened) {
        if (depth === 1 && member >= 0) {
          ends[member] = at;
          member = -1;
        } else if (depth === 2 && inner >= 0) {
          ends[inner] = at;
          inner = -1;
        }
        if (depth === 0) return at;
        if (isSpace(bytes[at])) at = skipSpace(bytes, at, end);
        if (at >= end) return this.#fail('cut', at);
        const next = bytes[at]!;
        if (next === COMMA) {
          at = skipSpace(bytes, at + 1, end);
          break;
        }
        if (next !== (isObject[depth] === 1 ? CLOSE_BRACE : CLOSE_BRACKET)) return this.#fail('invalid', at);
        at += 1;
        depth -= 1;
      }
      if (isObject[depth] === 1) {
        if (at >= end) return this.#fail('cut', at);
        if (bytes[at] !== QUOTE) return this.#fail('invalid', at);
        const nameStart = at + 1;
        at = this.#string(bytes, nameStart, end);
        if (at < 0) return -1;
        if (depth === 1) {
          member = this.#outer.find(bytes, nameStart, at - 1);
          // A parent that comes twice counts as it stands last.
          if (member >= 0 && member === this.#parent) this.#inner.forget(starts);
        } else if (depth === 2 && member >= 0 && member === this.#parent) {
          inner = this.#inner.find(bytes, nameStart, at - 1);
        }
        if (isSpace(bytes[at])) at = skipSpace(bytes, at, end);
        if (at >= end) return this.#fail('cut', at);
        if (bytes[at] !== COLON) return this.#fail('invalid', at);
        at += 1;
        if (isSpace(bytes[at])) at = skipSpace(bytes, at, end);
      }
    }
  }

  #fail(fault: ScanFault, at: number): -1 {
    this.fault = fault;
    this.faultAt = at;
    return -1;
  }

  /** @returns the offset after the closing quote; `at` is the offset after the opening one */
  #string(bytes: Uint8Array, at: number, end: number): number {
    const view = this.#view;
    const lastWord = end - 4;
    let i = at;
    for (;;) {
      // Four bytes at once while none of them is a quote, a backslash or a control character; `stop` has the high bit of the first that is.
      while (i <= lastWord) {
        const word = view.getInt32(i, true);
        const quote = word ^ 0x22222222;
        const slash = word ^ 0x5c5c5c5c;
        const low = (quote - 0x01010101) & ~quote;
        const stop = (low | ((slash - 0x01010101) & ~slash) | ((word - 0x20202020) & ~word)) & HIGH_BITS;
        if (stop !== 0) {
          i += (31 - Math.clz32(stop & -stop)) >> 3;
          break;
        }
        i += 4;
      }
      if (i >= end) return this.#fail('cut', end);
      const c = bytes[i]!;
      i += 1;
      if (stopsString[c] === 0) continue;
      if (c === QUOTE) return i;
      if (c !== BACKSLASH) return this.#fail('invalid', i - 1);
      i = this.#escape(bytes, i, end);
      if (i < 0) return -1;
    }
  }

  /** @returns the offset after an escape sequence whose backslash stands before `at` */
  #escape(bytes: Uint8Array, at: number, end: number): number {
    if (at >= end) return this.#fail('cut', end);
    if (bytes[at] !== LOWER_U) return simpleEscapes.has(bytes[at]!) ? at + 1 : this.#fail('invalid', at);
    for (let i = at + 1; i <= at + 4; i += 1) {
      if (i >= end) return this.#fail('cut', end);
      if (!isHex(bytes[i])) return this.#fail('invalid', i);
    }
    return at + 5;
  }

  /** A number, true, false or null. */
  #scalar(bytes: Uint8Array, at: number, end: number): number {
    const first = bytes[at]!;
    if (first === 45 || isDigit(first)) return this.#number(bytes, at, end);
    for (const word of literals) {
      if (word[0] !== first) continue;
      for (let i = 1; i < word.length; i += 1) {
        if (at + i >= end) return this.#fail('cut', end);
        if (bytes[at + i] !== word[i]) return this.#fail('invalid', at + i);
      }
      return at + word.length;
    }
    return this.#fail('invalid', at);
  }

  #number(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    const digits = () => {
      const from = at;
      while (at < end && isDigit(bytes[at])) at += 1;
      return at > from;
    };
    const fail = () => this.#fail(at >= end ? 'cut' : 'invalid', at);
    if (bytes[at] === 45) at += 1;
    if (at < end && bytes[at] === 48) at += 1;
    else if (!digits()) return fail();
    if (at < end && bytes[at] === 46) {
      at += 1;
      if (!digits()) return fail();
    }
    if (at < end && (bytes[at] === 101 || bytes[at] === 69)) {
      at += 1;
      if (at < end && (bytes[at] === 43 || bytes[at] === 45)) at += 1;
      if (!digits()) return fail();
    }
    return at;
  }
}

/** The offset of the first byte from `at` on that is not JSON white space, at most `end`. */
export function skipSpace(bytes: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && isSpace(bytes[i])) i += 1;
  return i;
}
