import type { PathNode } from './json-paths.ts';
import type { MessageReader } from './log-message.ts';

/** One vocabulary for each path that patterns compare with words. */
export class Vocabularies {
  readonly #byNode = new Map<PathNode, Vocabulary>();

  of(node: PathNode): Vocabulary {
    const known = this.#byNode.get(node);
    if (known) return known;
    const made = new Vocabulary(node);
    this.#byNode.set(node, made);
    return made;
  }
}

/**
 * The words that some pattern compares the text at one path with. A message's text is looked up once, however many patterns ask; each
 * then answers from a table. Patterns of a CloudTrail group are mostly lists of event names, so this is their whole work.
 */
class Vocabulary {
  readonly #node: PathNode;
  /** From 1; 0 is every other text, and nothing at all. */
  readonly #ids = new Map<string, number>();
  #serial = -1;
  #id = 0;

  constructor(node: PathNode) {
    this.#node = node;
  }

  isOneOf(words: readonly string[]): (reader: MessageReader) => boolean {
    const ids = words.map((word) => this.#idFor(word));
    let table: Uint8Array | undefined;
    return (reader) => {
      table ??= this.#tableOf(ids);
      return table[this.#idIn(reader)] === 1;
    };
  }

  #idFor(word: string): number {
    const id = this.#ids.get(word) ?? this.#ids.size + 1;
    this.#ids.set(word, id);
    return id;
  }

  /** Made at the first question, when every pattern is compiled and no word comes in any more. */
  #tableOf(ids: readonly number[]): Uint8Array {
    const table = new Uint8Array(this.#ids.size + 1);
    for (const id of ids) table[id] = 1;
    return table;
  }

  #idIn(reader: MessageReader): number {
    if (this.#serial !== reader.serial) {
      const text = reader.scalar(this.#node.id);
      this.#id = text === undefined ? 0 : (this.#ids.get(text) ?? 0);
      this.#serial = reader.serial;
      reader.count(1);
    }
    return this.#id;
  }
}
