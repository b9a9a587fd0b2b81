import type { FilterPattern, JsonPattern, Selector } from './ast.ts';
import { compileFields, fieldValues } from './compile-fields.ts';
import type { Test } from './compile-json.ts';
import { compileRegexPattern, compileTerms } from './compile-terms.ts';
import { type Extract, jsonExtract } from './extract.ts';
import { JsonFilters } from './json-filters.ts';
import { type PathNode, PathTree } from './json-paths.ts';
import { MessageReader } from './message-reader.ts';
import { TermSearch } from './term-search.ts';
import { isPlain } from './wildcard.ts';

/**
 * Many patterns, asked about a message at once. The message is read as JSON at most once and only as far as some pattern needs values
 * from it, and split into fields at most once.
 *
 * @example
 * ```ts
 * const set = new FilterSet([parseFilterPattern('{ $.eventName = CreateUser }'), parseFilterPattern('ERROR')]);
 * for (const index of set.match(message)) console.log(set.patterns[index], set.values(index));
 * ```
 */
export class FilterSet {
  readonly patterns: readonly FilterPattern[];
  /** The patterns that are not JSON patterns, with their indexes. */
  readonly #others: readonly (readonly [index: number, test: Test])[];
  readonly #json: JsonFilters;
  readonly #hasJson: boolean;
  readonly #extracts: readonly Extract[];
  readonly #places: ReadonlyMap<Selector, PathNode>;
  readonly #reader: MessageReader;

  /** @param also further places `at` is to be asked for, such as metric values; selectors without a wildcard */
  constructor(patterns: readonly FilterPattern[], also: readonly Selector[] = []) {
    const tree = new PathTree();
    const json = patterns.flatMap((pattern, index) => (pattern.kind === 'json' ? [[index, pattern] as const] : []));
    this.patterns = patterns;
    this.#json = new JsonFilters(json, tree);
    this.#hasJson = json.length > 0;
    const terms = new TermSearch();
    this.#others = patterns.flatMap((pattern, index) =>
      pattern.kind === 'json' ? [] : [[index, compile(pattern, terms)] as const],
    );
    this.#extracts = patterns.map((pattern) => extraction(pattern, tree));
    this.#places = new Map(also.map((selector) => [selector, tree.add(selector.filter(isPlain))]));
    this.#reader = new MessageReader(tree);
  }

  /** The indexes of the patterns that match, ascending. */
  match(message: string): number[] {
    const reader = this.#reader;
    reader.read(message);
    const matching: number[] = [];
    if (this.#hasJson && reader.isJson()) {
      this.#json.match(reader, matching);
      if (matching.length > 0 && !reader.isStrictJson()) matching.length = 0;
    }
    for (const [index, test] of this.#others) if (test(reader)) matching.push(index);
    return matching.length > 1 ? matching.sort((a, b) => a - b) : matching;
  }

  /**
   * The values a pattern takes from the message last given to `match`, as `TestMetricFilter` answers them in `extractedValues`; only
   * for a pattern that matched it. Keys are `$name`, `$3` (a field without a name, by its place) or `$.path`.
   */
  values(index: number): Record<string, string> {
    return this.#extracts[index]?.(this.#reader) ?? {};
  }

  /** The scalar at one of the constructor's further places, in the message last given to `match`; undefined where there is none. */
  at(selector: Selector): string | undefined {
    const node = this.#places.get(selector);
    return node && this.#reader.isJson() ? this.#reader.scalar(node) : undefined;
  }

  /** Characters and clauses looked at by all calls of `match` so far. */
  get steps(): number {
    return this.#reader.steps;
  }
}

function compile(pattern: Exclude<FilterPattern, JsonPattern>, terms: TermSearch): Test {
  switch (pattern.kind) {
    case 'all':
      return () => true;
    case 'terms':
      return compileTerms(pattern, terms);
    case 'regex':
      return compileRegexPattern(pattern);
    case 'fields':
      return compileFields(pattern);
  }
}

function extraction(pattern: FilterPattern, tree: PathTree): Extract {
  if (pattern.kind === 'json') return jsonExtract(pattern, tree);
  if (pattern.kind === 'fields') return (reader) => fieldValues(pattern, reader);
  return () => ({});
}
