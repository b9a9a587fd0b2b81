import type { JsonPattern } from './ast.ts';
import { type CompiledJson, JsonCompiler } from './compile-json.ts';
import { markEager, type PathTree } from './json-paths.ts';
import type { MessageReader } from './message-reader.ts';
import type { Vocabulary, WordTest } from './vocabulary.ts';

interface Entry extends CompiledJson {
  readonly index: number;
}

interface Drawer {
  readonly vocabulary: Vocabulary;
  /** By word id, the patterns filed under it. */
  readonly byWord: (Entry[] | undefined)[];
}

/**
 * The JSON patterns of a set. A pattern that cannot hold unless a path has one of some words, as almost all over CloudTrail cannot without
 * its event names, is filed under those words: a message asks only the patterns filed under the words it has, and those without any.
 */
export class JsonFilters {
  readonly #always: Entry[] = [];
  readonly #drawers: Drawer[] = [];

  /** @param patterns each with its index in the whole set, ascending */
  constructor(patterns: readonly (readonly [index: number, pattern: JsonPattern])[], tree: PathTree) {
    const compiler = new JsonCompiler(tree);
    const entries = patterns.map(([index, pattern]) => ({ index, ...compiler.compile(pattern.where) }));
    // Only now do the vocabularies have all their words.
    for (const entry of entries) this.#file(entry);
    for (const { vocabulary } of this.#drawers) markEager(vocabulary.node);
    for (const { first } of this.#always) if (first) markEager(first);
  }

  /** Adds the indexes of the patterns that hold; `reader` has a message that is JSON. */
  match(reader: MessageReader, matching: number[]): void {
    for (const { vocabulary, byWord } of this.#drawers) ask(byWord[vocabulary.idIn(reader)], reader, matching);
    ask(this.#always, reader, matching);
  }

  #file(entry: Entry): void {
    const gate = mostTelling(entry.gates);
    if (gate === undefined) {
      this.#always.push(entry);
      return;
    }
    const { byWord } = this.#drawerFor(gate.vocabulary);
    for (const id of new Set(gate.ids)) byWord[id] = [...(byWord[id] ?? []), entry];
  }

  #drawerFor(vocabulary: Vocabulary): Drawer {
    const known = this.#drawers.find((drawer) => drawer.vocabulary === vocabulary);
    if (known) return known;
    const byWord = new Array<Entry[] | undefined>(vocabulary.size + 1).fill(undefined);
    const made = { vocabulary, byWord };
    this.#drawers.push(made);
    return made;
  }
}

function ask(entries: readonly Entry[] | undefined, reader: MessageReader, matching: number[]): void {
  if (entries === undefined) return;
  reader.count(entries.length);
  for (const { index, test } of entries) if (test(reader)) matching.push(index);
}

/** Of the words a pattern needs, those at the path where the set knows the most: the fewest patterns share each of them. */
const mostTelling = (gates: readonly WordTest[]): WordTest | undefined =>
  gates.reduce<WordTest | undefined>(
    (best, gate) => (best && best.vocabulary.size >= gate.vocabulary.size ? best : gate),
    undefined,
  );
