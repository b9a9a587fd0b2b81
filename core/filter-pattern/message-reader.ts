import { type MessageField, splitFields } from './fields-split.ts';
import type { PathNode, PathTree } from './json-paths.ts';
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
  /** Texts already made, by node id, and the serial of the message they are from. */
  readonly #texts: string[] = [];
  readonly #textSerials: number[] = [];
  #isJson: boolean | undefined;
  #fields: readonly MessageField[] | undefined;
  /** Work done apart from the scan. */
  #steps = 0;

  constructor(tree: PathTree) {
    this.#scan = new JsonScan(tree);
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
    this.#isJson ??= this.#scan.scan(this.text);
    return this.#isJson;
  }

  /** Whether, besides, no string has a control character in it: what `JSON.parse` takes. */
  isStrictJson(): boolean {
    return this.isJson() && !this.#scan.hasControl();
  }

  /** What lies at a node of the path tree, in a message that is JSON. */
  reached(node: PathNode): Reached {
    return reachedBy(this.#scan, node);
  }

  /** The text of the scalar there: a string's content, any other as it is written. Undefined for nothing, an object or an array. */
  scalar(node: PathNode): string | undefined {
    if (!this.isScalar(node)) return undefined;
    const { id } = node;
    if (this.#textSerials[id] !== this.serial) {
      this.#texts[id] = scalarText(this.#scan, node);
      this.#textSerials[id] = this.serial;
    }
    return this.#texts[id];
  }

  /** Whether a scalar lies there, of whatever text. */
  isScalar(node: PathNode): boolean {
    const kind = this.#scan.kind(node);
    return kind !== found.nothing && kind < found.object;
  }

  /** Whether a scalar lies there whose text stands in the message as it is, from `startOf` to `endOf`. */
  isVerbatim(node: PathNode): boolean {
    const kind = this.#scan.kind(node);
    return kind !== found.nothing && kind < found.object && kind !== found.escaped;
  }

  /** Where the value there begins in the message; a string's, behind its quote. */
  startOf(node: PathNode): number {
    return this.#scan.start(node);
  }

  endOf(node: PathNode): number {
    return this.#scan.end(node);
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

export const reachedBy = (scan: JsonScan, node: PathNode): Reached => reachedNames[scan.kind(node)] ?? 'nothing';

/** The text of a scalar that a scan found. */
export function scalarText(scan: JsonScan, node: PathNode): string {
  const escaped = scan.kind(node) === found.escaped;
  const start = scan.start(node);
  const end = scan.end(node);
  return escaped ? unescaped(scan.text, start, end) : scan.text.slice(start, end);
}
