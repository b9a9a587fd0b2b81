import type { Selector } from './ast.ts';
import { markEager, type PathNode, PathTree, type PlainStep } from './json-paths.ts';
import { JsonScan, unescaped } from './json-scan.ts';
import { skipColon, skipSpace, skipString, skipValue, startAt } from './json-syntax.ts';
import { type MessageReader, type Reached, reachedBy, scalarText } from './message-reader.ts';

/** One place a wildcard selector reaches: what lies there, and its text where it is a scalar. */
export type Visit = (reached: Reached, text: string | undefined) => boolean;

/**
 * A selector with a wildcard, `$.users[*].id`: the plain path before the wildcard is a node of the message's path tree; what follows it is
 * looked for in each element or field in turn, in a message known to be well-formed.
 */
export class WildcardPath {
  readonly #container: PathNode;
  readonly #overFields: boolean;
  readonly #tail: PathNode;
  readonly #scan: JsonScan;

  constructor(tree: PathTree, selector: Selector) {
    const at = selector.findIndex((step) => !isPlain(step));
    this.#container = tree.add(selector.slice(0, at).filter(isPlain));
    this.#overFields = selector[at]?.kind === 'any-field';
    const tails = new PathTree();
    this.#tail = tails.add(selector.slice(at + 1).filter(isPlain));
    // All in one walk: a second one would disturb the walk over the elements.
    markEager(this.#tail);
    this.#scan = new JsonScan(tails);
  }

  /** Whether `visit` answers true for one of the places reached; it is asked in the message's order until it does. */
  some(reader: MessageReader, visit: Visit): boolean {
    const reached = reader.reached(this.#container);
    if (reached !== (this.#overFields ? 'object' : 'array')) return false;
    const before = this.#scan.steps;
    const start = reader.startOf(this.#container) + 1;
    startAt(reader.text, start);
    reader.count(reader.endOf(this.#container) - start);
    const hit = this.#overFields
      ? this.#someField(reader.text, start, visit)
      : this.#someElement(reader.text, start, visit);
    reader.count(this.#scan.steps - before);
    return hit;
  }

  #someElement(text: string, at: number, visit: Visit): boolean {
    at = skipSpace(text, at);
    while (text.charCodeAt(at) !== 0x5d) {
      at = this.#scan.scanValue(text, at);
      if (this.#visit(visit)) return true;
      at = skipComma(text, at);
    }
    return false;
  }

  #someField(text: string, start: number, visit: Visit): boolean {
    const starts = fieldStarts(text, start);
    let backslash = -1;
    for (const at of starts.values()) {
      backslash = startAt(text, at, backslash);
      this.#scan.scanValue(text, at);
      if (this.#visit(visit)) return true;
    }
    return false;
  }

  #visit(visit: Visit): boolean {
    const reached = reachedBy(this.#scan, this.#tail);
    if (reached === 'nothing') return false;
    return visit(reached, isScalar(reached) ? scalarText(this.#scan, this.#tail) : undefined);
  }
}

export const isPlain = (step: Selector[number]): step is PlainStep => step.kind === 'key' || step.kind === 'index';

const isScalar = (reached: Reached): boolean => reached !== 'object' && reached !== 'array';

/** Where the values of an object begin, by key and ascending; of a key that comes twice, the last. */
function fieldStarts(text: string, at: number): Map<string, number> {
  const starts = new Map<string, number>();
  at = skipSpace(text, at);
  while (text.charCodeAt(at) !== 0x7d) {
    const end = skipString(text, at + 1);
    const key = unescaped(text, at + 1, end - 1);
    at = skipColon(text, end);
    starts.delete(key);
    starts.set(key, at);
    at = skipComma(text, skipValue(text, at));
  }
  return starts;
}

function skipComma(text: string, at: number): number {
  at = skipSpace(text, at);
  return text.charCodeAt(at) === 0x2c ? skipSpace(text, at + 1) : at;
}
