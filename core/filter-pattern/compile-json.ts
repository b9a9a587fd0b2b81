import type { JsonComparison, JsonCondition, JsonExpression, JsonIs, Selector } from './ast.ts';
import type { PathNode, PathTree } from './json-paths.ts';
import type { MessageReader } from './message-reader.ts';
import { PlaceTests } from './place-tests.ts';
import { compileStretchTest, compileValueTest, isAnything, testCost } from './value-test.ts';
import { Vocabularies, type WordTest } from './vocabulary.ts';
import { isPlain, WildcardPath } from './wildcard.ts';

/** A compiled condition, asked about the message a reader holds. */
export type Test = (reader: MessageReader) => boolean;

/** A compiled JSON pattern. Its test is to be asked only about a message that is JSON. */
export interface CompiledJson {
  readonly test: Test;
  /** Conditions without which it cannot hold, each for one of some words at a path; empty where another one is cheaper to ask. */
  readonly gates: readonly WordTest[];
  /** A path that the test asks about first, where it has one. */
  readonly first: PathNode | undefined;
}

/** Compiles JSON patterns over one path tree; equal texts that many of them ask for are looked up once a message. */
export class JsonCompiler {
  readonly #tree: PathTree;
  readonly #vocabularies = new Vocabularies();
  readonly #places = new Map<PathNode, PlaceTests>();

  constructor(tree: PathTree) {
    this.#tree = tree;
  }

  compile(where: JsonExpression): CompiledJson {
    const operands = where.kind === 'and' ? cheapFirst(where.operands) : [where];
    const parts = operands.map((operand) => this.#expression(operand));
    const gates = typeof parts[0] === 'function' ? [] : parts.filter((part) => typeof part !== 'function');
    return { test: all(parts.map(testOf)), gates, first: this.#firstNode(operands[0]) };
  }

  #expression(where: JsonExpression): Test | WordTest {
    if (where.kind === 'and') return all(cheapFirst(where.operands).map((each) => testOf(this.#expression(each))));
    if (where.kind !== 'or') return isWord(where) ? this.#word(where) : this.#condition(where);
    const { words, others } = this.#wordsOf(where.operands);
    const [only] = words;
    if (only && words.length === 1 && others.length === 0) return only;
    return any([...words.map(testOf), ...others.map((each) => testOf(this.#expression(each)))]);
  }

  #word({ selector, value }: WordCondition): WordTest {
    return this.#vocabularies.of(this.#tree.add(selector.filter(isPlain))).isOneOf([value.text]);
  }

  /** `$.eventName = A || $.eventName = B || ...`: one question for each selector, whether its text is one of those words. */
  #wordsOf(operands: readonly JsonExpression[]): { words: WordTest[]; others: JsonExpression[] } {
    const textsByNode = new Map<PathNode, string[]>();
    const others: JsonExpression[] = [];
    for (const each of operands) {
      if (!isWord(each)) {
        others.push(each);
        continue;
      }
      const node = this.#tree.add(each.selector.filter(isPlain));
      const texts = textsByNode.get(node);
      if (texts) texts.push(each.value.text);
      else textsByNode.set(node, [each.value.text]);
    }
    const words = [...textsByNode].map(([node, texts]) => this.#vocabularies.of(node).isOneOf(texts));
    return { words, others };
  }

  #condition(condition: JsonCondition): Test {
    const place = placeTest(condition);
    if (!condition.selector.every(isPlain)) return this.#wildcard(condition.selector, condition.kind, place);
    const node = this.#tree.add(condition.selector);
    if (condition.kind === 'not-exists') return (reader) => reader.reached(node) === 'nothing';
    if (condition.kind === 'is') return (reader) => place(reader.reached(node), undefined);
    return scalarTest(node, condition, this.#placeOf(node));
  }

  #placeOf(node: PathNode): PlaceTests {
    const place = this.#places.get(node) ?? new PlaceTests();
    this.#places.set(node, place);
    return place;
  }

  #firstNode(where: JsonExpression | undefined): PathNode | undefined {
    if (where === undefined) return undefined;
    if (where.kind === 'and' || where.kind === 'or') return this.#firstNode(where.operands[0]);
    const wildcard = where.selector.findIndex((step) => !isPlain(step));
    const plain = wildcard < 0 ? where.selector : where.selector.slice(0, wildcard);
    return this.#tree.add(plain.filter(isPlain));
  }

  #wildcard(selector: Selector, kind: JsonCondition['kind'], place: ReturnType<typeof placeTest>): Test {
    const path = new WildcardPath(this.#tree, selector);
    if (kind === 'not-exists') return (reader) => !path.some(reader, () => true);
    return (reader) =>
      path.some(reader, (reached, text) => {
        reader.count(1 + (text?.length ?? 0));
        return place(reached, text);
      });
  }
}

/** What a condition asks of one place that its selector reaches. */
function placeTest(condition: JsonCondition): (reached: string, text: string | undefined) => boolean {
  if (condition.kind === 'not-exists') return (reached) => reached === 'nothing';
  if (condition.kind === 'is') {
    const wanted = nameOf(condition);
    return (reached) => reached === wanted;
  }
  const test = compileValueTest(condition.operator, condition.value);
  return (_, text) => text !== undefined && test(text);
}

const nameOf = ({ value }: JsonIs) => (value === null ? 'null' : value ? 'true' : 'false');

function scalarTest(node: PathNode, { operator, value }: JsonComparison, place: PlaceTests): Test {
  if (operator === '=' && isAnything(value)) return (reader) => reader.isScalar(node);
  const test = place.compile(operator, value);
  const stretch = compileStretchTest(operator, value);
  const cost = testCost(value);
  return (reader) => {
    if (stretch !== undefined && reader.isVerbatim(node)) {
      reader.count(Math.min(cost, reader.endOf(node) - reader.startOf(node)));
      return stretch(reader.text, reader.startOf(node), reader.endOf(node));
    }
    const text = reader.scalar(node);
    return text !== undefined && test(text, reader);
  };
}

/** No condition has an effect, so their order is free: first those that cost little and mostly fail. */
const cheapFirst = (operands: readonly JsonExpression[]): readonly JsonExpression[] =>
  [...operands].sort((a, b) => cost(a) - cost(b));

/** 0 for a word next to the root, 1 for another `=` or `IS` there, 2 for a word deeper in, which wants a walk, 3 for all others. */
function cost(where: JsonExpression): number {
  if (where.kind === 'or') return Math.max(...where.operands.map((each) => (isWord(each) ? cost(each) : 3)));
  if (where.kind === 'and' || where.kind === 'not-exists') return 3;
  const isShallow = where.selector.length === 1 && where.selector.every(isPlain);
  if (isWord(where)) return isShallow ? 0 : 2;
  return isShallow && (where.kind === 'is' || where.operator !== '!=') ? 1 : 3;
}

type WordCondition = JsonComparison & { readonly value: { readonly kind: 'text' } };

const isWord = (where: JsonExpression): where is WordCondition =>
  where.kind === 'comparison' && where.operator === '=' && where.value.kind === 'text' && where.selector.every(isPlain);

const testOf = (part: Test | WordTest): Test => (typeof part === 'function' ? part : part.test);

function all(tests: readonly Test[]): Test {
  const [only] = tests;
  if (tests.length === 1 && only) return only;
  return (reader) => {
    reader.count(tests.length);
    for (const test of tests) if (!test(reader)) return false;
    return true;
  };
}

function any(tests: readonly Test[]): Test {
  const [only] = tests;
  if (tests.length === 1 && only) return only;
  return (reader) => {
    reader.count(tests.length);
    for (const test of tests) if (test(reader)) return true;
    return false;
  };
}
