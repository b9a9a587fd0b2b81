import { childrenOf, type PathNode, type PathTree } from './json-paths.ts';
import {
  escapedSince,
  hasControlInString,
  openingQuote,
  skipBare,
  skipColon,
  skipSpace,
  skipString,
  skipValue,
  startAt,
} from './json-syntax.ts';
import type { TextTable } from './text-table.ts';

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
 * Walks a JSON text and notes where the values of a path tree lie. Everything else is only checked against the grammar: no object is
 * built. The walk over the whole text notes the values next to the root and at eager nodes; what else lies under a value next to the root is noted
 * in a second walk over that value, when it is first asked for. So nothing is looked at more than twice. Values are those of `JSON.parse`, the last of duplicate keys included.
 */
export class JsonScan {
  text = '';
  /** Characters walked over, in all scans so far. */
  steps = 0;
  /** By node id, one of `found`. */
  readonly #kinds: Uint8Array;
  /** By node id, where the value begins; a string's, behind its quote. */
  readonly #starts: Int32Array;
  /** By node id, where it ends; a string's, before its quote. */
  readonly #ends: Int32Array;
  /**
   * By node id, the number of its note, the last of its kind; and that of its parent's note then. A note counts where it was made in this scan
   * and its parent was not noted anew since, as it is for a key that comes twice. So nothing is ever to be wiped.
   */
  readonly #notes: Float64Array;
  readonly #parentNotes: Float64Array;
  /** By node id, its parent's. */
  readonly #parents: Int32Array;
  readonly #root: PathNode;
  /** By id of a top node, the number of the scan its tree was last walked in. */
  readonly #walked: Int32Array;
  #scan = 0;
  #note = 0;
  /** The last notes before this scan and before the walk now under way. */
  #beforeScan = 0;
  #beforeWalk = 0;
  /** Whether a key of this scan came twice. */
  #isRepeated = false;
  /** Whether the walk now under way notes every node, or only eager ones and those next to the root. */
  #all = false;
  #firstBackslash = 0;

  constructor(tree: PathTree) {
    const size = tree.number();
    this.#root = tree.root;
    this.#notes = new Float64Array(size);
    this.#parentNotes = new Float64Array(size);
    this.#parents = new Int32Array(size);
    noteParents(tree.root, this.#parents);
    this.#kinds = new Uint8Array(size);
    this.#starts = new Int32Array(size);
    this.#ends = new Int32Array(size);
    this.#walked = new Int32Array(size);
  }

  /**
   * False where the text is not one JSON object or array with nothing but white space around it. A control character within a string,
   * which JSON forbids too, is not seen: `hasControl` tells.
   */
  scan(text: string): boolean {
    const at = skipSpace(text, 0);
    const first = text.charCodeAt(at);
    if (first !== 0x7b && first !== 0x5b) return false;
    this.#firstBackslash = startAt(text, at);
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
    this.#scan += 1;
    this.#beforeScan = this.#note;
    this.#beforeWalk = this.#note;
    this.#isRepeated = false;
    this.#all = false;
    const after = this.#value(text, at, this.#root);
    this.steps += after < 0 ? text.length - at : after - at;
    return after;
  }

  /** What lies at a node, one of `found`, after a scan that succeeded. */
  kind(node: PathNode): number {
    const { top } = node;
    if (top !== undefined && !node.eager && this.#walked[top.id] !== this.#scan) this.#walk(top);
    return this.#stands(node.id) ? (this.#kinds[node.id] ?? found.nothing) : found.nothing;
  }

  /** Whether what is noted of a node is of this scan, and of the last of the keys that lead there. */
  #stands(id: number): boolean {
    if ((this.#notes[id] ?? 0) <= this.#beforeScan) return false;
    if (!this.#isRepeated) return true;
    for (let at = id, parent = this.#parents[at] ?? 0; parent !== 0; at = parent, parent = this.#parents[at] ?? 0) {
      this.steps += 1;
      if (this.#parentNotes[at] !== this.#notes[parent]) return false;
    }
    return true;
  }

  /** Where the value begins whose `kind` was asked for; a string's, behind its quote. */
  start(node: PathNode): number {
    return this.#starts[node.id] ?? 0;
  }

  /** Where it ends; a string's, before its quote. */
  end(node: PathNode): number {
    return this.#ends[node.id] ?? 0;
  }

  #walk(top: PathNode): void {
    this.#walked[top.id] = this.#scan;
    const kind = this.#stands(top.id) ? this.#kinds[top.id] : found.nothing;
    if (kind !== found.object && kind !== found.array) return;
    const start = this.start(top);
    this.#all = true;
    this.#beforeWalk = this.#note;
    startAt(this.text, start, this.#firstBackslash);
    this.steps += this.#inside(this.text, start, top) - start;
  }

  #isNoted(node: PathNode): boolean {
    return this.#all || node.eager || node.top === undefined;
  }

  /** Notes a value at its node, and what lies inside unless that is left for later. */
  #value(text: string, at: number, node: PathNode): number {
    const { id } = node;
    this.#notes[id] = this.#note += 1;
    if (node.top !== undefined) this.#parentNotes[id] = this.#notes[this.#parents[id] ?? 0] ?? 0;
    let code = text.charCodeAt(at);
    if (code <= 0x20) {
      at = skipSpace(text, at);
      code = text.charCodeAt(at);
    }
    let after: number;
    let kind: number;
    if (code === 0x22) {
      after = skipString(text, at + 1);
      this.#starts[id] = at + 1;
      this.#ends[id] = after - 1;
      this.#kinds[id] = escapedSince(at) ? found.escaped : found.plain;
      return after;
    }
    if (code === 0x7b || code === 0x5b) {
      kind = code === 0x7b ? found.object : found.array;
      after = this.#all || node.eager ? this.#inside(text, at, node) : skipValue(text, at);
    } else {
      kind = code === 0x74 ? found.true : code === 0x66 ? found.false : code === 0x6e ? found.null : found.number;
      after = skipBare(text, at);
    }
    this.#kinds[id] = kind;
    this.#starts[id] = at;
    this.#ends[id] = after;
    return after;
  }

  #inside(text: string, at: number, node: PathNode): number {
    if (text.charCodeAt(at) === 0x7b)
      return node.keys === undefined ? skipValue(text, at) : this.#object(text, at + 1, node.keys);
    return node.indexes.size === 0 ? skipValue(text, at) : this.#array(text, at + 1, node.indexes);
  }

  /** @param at behind the brace */
  #object(text: string, at: number, keys: TextTable<PathNode>): number {
    at = skipSpace(text, at);
    if (text.charCodeAt(at) === 0x7d) return at + 1;
    for (;;) {
      const start = openingQuote(text, at) + 1;
      if (start === 0) return -1;
      at = skipString(text, start);
      if (at < 0) return -1;
      const child = childFor(text, start, at - 1, keys);
      at = skipColon(text, at);
      if (at < 0) return -1;
      if (child !== undefined && this.#isNoted(child)) {
        if ((this.#notes[child.id] ?? 0) > this.#beforeWalk) this.#isRepeated = true;
        at = this.#value(text, at, child);
      } else at = text.charCodeAt(at) === 0x22 ? skipString(text, at + 1) : skipValue(text, at);
      if (at < 0) return -1;
      let code = text.charCodeAt(at);
      if (code <= 0x20) {
        at = skipSpace(text, at);
        code = text.charCodeAt(at);
      }
      if (code === 0x7d) return at + 1;
      if (code !== 0x2c) return -1;
      at += 1;
    }
  }

  /** @param at behind the bracket */
  #array(text: string, at: number, indexes: ReadonlyMap<number, PathNode>): number {
    at = skipSpace(text, at);
    if (text.charCodeAt(at) === 0x5d) return at + 1;
    for (let index = 0; ; index += 1) {
      const child = indexes.get(index);
      at = child && this.#isNoted(child) ? this.#value(text, at, child) : skipValue(text, at);
      if (at < 0) return -1;
      at = skipSpace(text, at);
      const code = text.charCodeAt(at);
      if (code === 0x5d) return at + 1;
      if (code !== 0x2c) return -1;
      at += 1;
    }
  }
}

function noteParents(node: PathNode, parents: Int32Array): void {
  for (const child of childrenOf(node)) {
    parents[child.id] = node.id;
    noteParents(child, parents);
  }
}

/** The child of the key between two positions, if there is one. */
function childFor(text: string, start: number, end: number, keys: TextTable<PathNode>): PathNode | undefined {
  return escapedSince(start) ? keys.get(unescaped(text, start, end)) : keys.at(text, start, end);
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
