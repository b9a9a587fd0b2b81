import type { PathNode } from './json-paths.ts';
import type { MessageReader } from './message-reader.ts';

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
 * then answers from a table. Patterns of a CloudTrail group are mostly lists of event names, so this is most of their work, and the
 * look-up makes no string: it goes by length and last character, which leaves few words to compare with the message itself.
 */
export class Vocabulary {
  readonly node: PathNode;
  readonly #words: string[] = [];
  readonly #buckets: (number[] | undefined)[] = new Array(buckets).fill(undefined);
  #serial = -1;
  /** Of the word in the message with that serial; from 1. */
  #id = 0;

  constructor(node: PathNode) {
    this.node = node;
  }

  get size(): number {
    return this.#words.length;
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
    const known = this.#find(word, 0, word.length);
    if (known > 0) return known;
    const id = this.#words.push(word);
    const bucket = bucketOf(word, 0, word.length);
    this.#buckets[bucket] = [...(this.#buckets[bucket] ?? []), id];
    return id;
  }

  #find(text: string, start: number, end: number): number {
    const candidates = this.#buckets[bucketOf(text, start, end)];
    if (candidates !== undefined)
      for (const id of candidates) if (isWordAt(text, start, end, this.#words[id - 1] ?? '')) return id;
    return 0;
  }

  /** Made at the first question, when every pattern is compiled and no word comes in any more. */
  #tableOf(ids: readonly number[]): Uint8Array {
    const table = new Uint8Array(this.#words.length + 1);
    for (const id of ids) table[id] = 1;
    return table;
  }

  #look(reader: MessageReader, node: PathNode): number {
    reader.count(1);
    if (reader.isVerbatim(node)) return this.#find(reader.text, reader.startOf(node), reader.endOf(node));
    const text = reader.scalar(node);
    return text === undefined ? 0 : this.#find(text, 0, text.length);
  }
}

/** A condition that holds exactly where the message has one of some words at one path. */
export interface WordTest {
  readonly test: (reader: MessageReader) => boolean;
  readonly vocabulary: Vocabulary;
  /** As `idIn` gives them. */
  readonly ids: readonly number[];
}

const buckets = 1024;

const bucketOf = (text: string, start: number, end: number): number =>
  end === start ? 0 : (((end - start) << 5) | (text.charCodeAt(end - 1) & 31)) & (buckets - 1);

function isWordAt(text: string, start: number, end: number, word: string): boolean {
  if (word.length !== end - start) return false;
  for (let at = 0; at < word.length; at += 1) if (text.charCodeAt(start + at) !== word.charCodeAt(at)) return false;
  return true;
}
