import { type MessageField, splitFields } from './fields-split.ts';
import type { PathTree } from './json-paths.ts';
import { found, JsonScan, unescaped } from './json-scan.ts';

/** What a JSON path reaches; `nothing` where the message has no such field. */
export type Reached = 'nothing' | 'string' | 'number' | 'true' | 'false' | 'null' | 'object' | 'array';

/**
 * One log event's message as the patterns see it. It is read as JSON, or split into fields, once, when the first pattern asks; of JSON
 * only the places of its path tree are kept. One reader serves message after message: what it told is true until the next `read`.
 */
export class MessageReader {
  text = '';
  /** Grows with every message, so that what others keep per message knows when it is stale. */
  serial = 0;
  readonly #scan: JsonScan;
  readonly #texts: (string | undefined)[];
  #isJson: boolean | undefined;
  #fields: readonly MessageField[] | undefined;
  /** Work done apart from the scan. */
  #steps = 0;

  constructor(tree: PathTree) {
    this.#scan = new JsonScan(tree);
    this.#texts = new Array(this.#scan.kinds.length).fill(undefined);
  }

  read(text: string): void {
    this.text = text;
    this.serial += 1;
    this.#isJson = undefined;
    this.#fields = undefined;
  }

  /**
   * Whether the message is one JSON object or array, well-formed to its end, with nothing but white space around it. Where this is true
   * and a pattern would match, `isStrictJson` is to be asked before it is said to.
   */
  isJson(): boolean {
    if (this.#isJson === undefined) {
      this.#isJson = this.#scan.scan(this.text);
      for (let node = 0; node < this.#texts.length; node += 1) this.#texts[node] = undefined;
    }
    return this.#isJson;
  }

  /** Whether, besides, no string has a control character in it: what `JSON.parse` takes. */
  isStrictJson(): boolean {
    return this.isJson() && !this.#scan.hasControl();
  }

  /** What lies at a node of the path tree, in a message that is JSON. */
  reached(node: number): Reached {
    return reachedBy(this.#scan, node);
  }

  /** The text of the scalar there: a string's content, any other as it is written. Undefined for nothing, an object or an array. */
  scalar(node: number): string | undefined {
    const kind = this.#scan.kinds[node] ?? found.nothing;
    if (kind === found.nothing || kind >= found.object) return undefined;
    const text = this.#texts[node] ?? scalarText(this.#scan, node);
    this.#texts[node] = text;
    return text;
  }

  /** Whether a scalar lies there whose text stands in the message as it is, from `startOf` to `endOf`. */
  isVerbatim(node: number): boolean {
    const kind = this.#scan.kinds[node] ?? found.nothing;
    return kind !== found.nothing && kind !== found.escaped && kind < found.object;
  }

  /** Where the value there begins in the message; a string's, behind its quote. */
  startOf(node: number): number {
    return this.#scan.starts[node] ?? 0;
  }

  endOf(node: number): number {
    return this.#scan.ends[node] ?? 0;
  }

  /** Whether a scalar lies there, of whatever text. */
  isScalar(node: number): boolean {
    const kind = this.#scan.kinds[node] ?? found.nothing;
    return kind !== found.nothing && kind < found.object;
  }

  fields(): readonly MessageField[] {
    if (this.#fields === undefined) {
      this.#fields = splitFields(this.text);
      this.count(this.text.length);
    }
    return this.#fields;
  }

  /** Characters and clauses looked at since the reader was made: held linear in pattern plus message by the tests. */
  get steps(): number {
    return this.#scan.steps + this.#steps;
  }

  count(steps: number): void {
    this.#steps += steps;
  }
}

const reachedNames: readonly Reached[] = [
  'nothing',
  'string',
  'string',
  'number',
  'true',
  'false',
  'null',
  'object',
  'array',
];

export const reachedBy = (scan: JsonScan, node: number): Reached => reachedNames[scan.kinds[node] ?? 0] ?? 'nothing';

/** The text of a scalar that a scan found. */
export function scalarText(scan: JsonScan, node: number): string {
  const start = scan.starts[node] ?? 0;
  const end = scan.ends[node] ?? 0;
  return scan.kinds[node] === found.escaped ? unescaped(scan.text, start, end) : scan.text.slice(start, end);
}
