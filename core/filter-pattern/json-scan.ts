import type { KeyChild, PathNode, PathTree } from './json-paths.ts';
import {
  escapedSince,
  hasControlInString,
  skipBare,
  skipColon,
  skipSpace,
  skipString,
  skipValue,
  startAt,
} from './json-syntax.ts';

/** What a path leads to. `plain` is a string without a backslash, so that its text is a slice of the message. */
export const found = {
  nothing: 0,
  plain: 1,
  escaped: 2,
  number: 3,
  true: 4,
  false: 5,
  null: 6,
  object: 7,
  array: 8,
} as const;

/**
 * Walks a JSON text once and notes where the values of a path tree lie. Everything else is only checked against the grammar: no
 * object is built. Verdicts and values are those of `JSON.parse` over the whole text, the last of duplicate keys included.
 */
export class JsonScan {
  /** By node id, one of `found`. */
  readonly kinds: Uint8Array;
  /** By node id, where the value begins; a string's, behind its quote. */
  readonly starts: Int32Array;
  /** By node id, where it ends; a string's, before its quote. */
  readonly ends: Int32Array;
  text = '';
  /** Characters walked over, in all scans so far. */
  steps = 0;
  readonly #root: PathNode;

  constructor(tree: PathTree) {
    const size = tree.number();
    this.#root = tree.root;
    this.kinds = new Uint8Array(size);
    this.starts = new Int32Array(size);
    this.ends = new Int32Array(size);
  }

  /**
   * False where the text is not one JSON object or array with nothing but white space around it. A control character within a string,
   * which JSON forbids too, is not seen: `hasControl` tells.
   */
  scan(text: string): boolean {
    const at = skipSpace(text, 0);
    const first = text.charCodeAt(at);
    if (first !== 0x7b && first !== 0x5b) return false;
    startAt(text, at);
    const after = this.scanValue(text, at);
    return after >= 0 && skipSpace(text, after) === text.length;
  }

  /** Whether the text last scanned has a control character within a string. */
  hasControl(): boolean {
    this.steps += this.text.length;
    return hasControlInString(this.text);
  }

  /** Scans the value that begins at `at`, whatever follows it; the position behind it, or -1. `startAt` comes before the first. */
  scanValue(text: string, at: number): number {
    this.text = text;
    for (let id = 0; id < this.kinds.length; id += 1) this.kinds[id] = found.nothing;
    const after = this.#value(text, at, this.#root);
    this.steps += after < 0 ? text.length - at : after - at;
    return after;
  }

  #value(text: string, at: number, node: PathNode): number {
    const { id } = node;
    const code = text.charCodeAt(at);
    let after: number;
    let kind: number;
    if (code === 0x22) {
      after = skipString(text, at + 1);
      this.starts[id] = at + 1;
      this.ends[id] = after - 1;
      this.kinds[id] = escapedSince(at) ? found.escaped : found.plain;
      return after;
    }
    if (code === 0x7b) {
      after = node.keys.length === 0 ? skipValue(text, at) : this.#object(text, at + 1, node.keys);
      kind = found.object;
    } else if (code === 0x5b) {
      after = node.indexes.size === 0 ? skipValue(text, at) : this.#array(text, at + 1, node.indexes);
      kind = found.array;
    } else {
      after = skipBare(text, at);
      kind = code === 0x74 ? found.true : code === 0x66 ? found.false : code === 0x6e ? found.null : found.number;
    }
    this.kinds[id] = kind;
    this.starts[id] = at;
    this.ends[id] = after;
    return after;
  }

  /** @param at behind the brace */
  #object(text: string, at: number, keys: readonly (readonly KeyChild[] | undefined)[]): number {
    at = skipSpace(text, at);
    if (text.charCodeAt(at) === 0x7d) return at + 1;
    for (;;) {
      if (text.charCodeAt(at) !== 0x22) return -1;
      const start = at + 1;
      at = skipString(text, start);
      if (at < 0) return -1;
      const child = childFor(text, start, at - 1, keys);
      at = skipColon(text, at);
      if (at < 0) return -1;
      if (child === undefined) at = skipValue(text, at);
      else {
        if (this.kinds[child.id] !== found.nothing) this.kinds.fill(found.nothing, child.id, child.end);
        at = this.#value(text, at, child);
      }
      if (at < 0) return -1;
      at = skipSpace(text, at);
      const code = text.charCodeAt(at);
      if (code === 0x7d) return at + 1;
      if (code !== 0x2c) return -1;
      at = skipSpace(text, at + 1);
    }
  }

  /** @param at behind the bracket */
  #array(text: string, at: number, indexes: ReadonlyMap<number, PathNode>): number {
    at = skipSpace(text, at);
    if (text.charCodeAt(at) === 0x5d) return at + 1;
    for (let index = 0; ; index += 1) {
      const child = indexes.get(index);
      at = child === undefined ? skipValue(text, at) : this.#value(text, at, child);
      if (at < 0) return -1;
      at = skipSpace(text, at);
      const code = text.charCodeAt(at);
      if (code === 0x5d) return at + 1;
      if (code !== 0x2c) return -1;
      at = skipSpace(text, at + 1);
    }
  }
}

/** The child of the key between two positions, if there is one. */
function childFor(
  text: string,
  start: number,
  end: number,
  keys: readonly (readonly KeyChild[] | undefined)[],
): PathNode | undefined {
  if (escapedSince(start)) return childForEscaped(text, start, end, keys);
  const length = end - start;
  const candidates = length < keys.length ? keys[length] : undefined;
  if (candidates === undefined) return undefined;
  for (const { key, node } of candidates) if (endsWithKey(text, end, key)) return node;
  return undefined;
}

/** Compared from the end: keys of one length, such as eventName and eventTime, mostly begin alike. */
function endsWithKey(text: string, end: number, key: string): boolean {
  for (let back = 1; back <= key.length; back += 1)
    if (text.charCodeAt(end - back) !== key.charCodeAt(key.length - back)) return false;
  return true;
}

function childForEscaped(
  text: string,
  start: number,
  end: number,
  keys: readonly (readonly KeyChild[] | undefined)[],
): PathNode | undefined {
  const key = unescaped(text, start, end);
  return keys[key.length]?.find((child) => child.key === key)?.node;
}

/** The content of a string between two positions, its escapes resolved. */
export function unescaped(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  return raw.includes('\\') ? raw.replace(/\\(u[0-9A-Fa-f]{4}|.)/g, (_, code: string) => meant(code)) : raw;
}

function meant(code: string): string {
  if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }[code] ?? code;
}
