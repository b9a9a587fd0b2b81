import type { PathNode } from './json-paths.ts';
import type { MessageReader } from './message-reader.ts';
import { TextTable } from './text-table.ts';

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
 * then answers from a table. Patterns of a CloudTrail group are mostly lists of event names, so this is most of their work, and
 * the look-up makes no string.
 */
export class Vocabulary {
  readonly node: PathNode;
  /** The words' ids. */
  readonly #words = new TextTable<number>();
  #serial = -1;
  /** Of the word in the message with that serial; from 1. */
  #id = 0;

  constructor(node: PathNode) {
    this.node = node;
  }

  get size(): number {
    return this.#words.size;
  }

  /** The question whether the text is one of some words. */
  isOneOf(words: readonly string[]): WordTest {
    const ids = words.map((word) => this.#idFor(word));
    let table: Uint8Array | undefined;
    const test = (reader: MessageReader) => {
      table ??= this.#tableOf(ids);
      return table[this.idIn(reader)] === 1;
    };
    return { test, vocabulary: this, ids };
  }

  /** Which word the message has; 0 for any other text and for nothing at all. */
  idIn(reader: MessageReader): number {
    if (this.#serial !== reader.serial) {
      this.#serial = reader.serial;
      this.#id = this.#look(reader, this.node);
    }
    return this.#id;
  }

  #idFor(word: string): number {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const id = this.size + 1;
    this.#words.add(word, id);
    return id;
  }

  /** Made at the first question, when every pattern is compiled and no word comes in any more. */
  #tableOf(ids: readonly number[]): Uint8Array {
    const table = new Uint8Array(this.size + 1);
    for (const id of ids) table[id] = 1;
    return table;
  }

  #look(reader: MessageReader, node: PathNode): number {
    if (reader.isVerbatim(node)) {
      const start = reader.startOf(node);
      const end = reader.endOf(node);
      reader.count(end - start);
      return this.#words.at(reader.text, start, end) ?? 0;
    }
    const text = reader.scalar(node);
    reader.count(text?.length ?? 1);
    return text === undefined ? 0 : (this.#words.get(text) ?? 0);
  }
}

/** A condition that holds exactly where the message has one of some words at one path. */
export interface WordTest {
  readonly test: (reader: MessageReader) => boolean;
  readonly vocabulary: Vocabulary;
  /** As `idIn` gives them. */
  readonly ids: readonly number[];
}
