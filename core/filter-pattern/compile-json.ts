import type { JsonComparison, JsonCondition, JsonExpression, JsonIs, Selector } from './ast.ts';
import type { PathNode, PathTree } from './json-paths.ts';
import type { MessageReader } from './log-message.ts';
import { compileValueTest, isAnything } from './value-test.ts';
import { Vocabularies } from './vocabulary.ts';
import { isPlain, WildcardPath } from './wildcard.ts';

/** A compiled condition, asked about the message a reader holds. */
export type Test = (reader: MessageReader) => boolean;

/** Compiles JSON patterns over one path tree; equal texts that many of them ask for are looked up once a message. */
export class JsonCompiler {
  readonly #tree: PathTree;
  readonly #vocabularies = new Vocabularies();

  constructor(tree: PathTree) {
    this.#tree = tree;
  }

  compile(where: JsonExpression): Test {
    const test = this.#expression(where);
    return (reader) => reader.isJson() && test(reader);
  }

  #expression(where: JsonExpression): Test {
    if (where.kind === 'and') return all(cheapFirst(where.operands).map((each) => this.#expression(each)));
    if (where.kind !== 'or') return this.#condition(where);
    const { words, others } = this.#wordsOf(where.operands);
    return any([...words, ...others.map((each) => this.#expression(each))]);
  }

  /** `$.eventName = A || $.eventName = B || ...`: one question for each selector, whether its text is one of those words. */
  #wordsOf(operands: readonly JsonExpression[]): { words: Test[]; others: JsonExpression[] } {
    const wordsBySelector = new Map<PathNode, string[]>();
    const others: JsonExpression[] = [];
    for (const each of operands) {
      if (!isWordCondition(each)) others.push(each);
      else {
        const node = this.#tree.add(each.selector.filter(isPlain));
        wordsBySelector.set(node, [...(wordsBySelector.get(node) ?? []), each.value.text]);
      }
    }
    const words = [...wordsBySelector].map(([node, texts]) => this.#vocabularies.of(node).isOneOf(texts));
    return { words, others };
  }

  #condition(condition: JsonCondition): Test {
    if (isWordCondition(condition))
      return this.#vocabularies.of(this.#tree.add(condition.selector.filter(isPlain))).isOneOf([condition.value.text]);
    const place = placeTest(condition);
    if (!condition.selector.every(isPlain)) return this.#wildcard(condition.selector, condition.kind, place);
    const node = this.#tree.add(condition.selector);
    if (condition.kind === 'not-exists') return (reader) => reader.reached(node.id) === 'nothing';
    if (condition.kind === 'is') return (reader) => place(reader.reached(node.id), undefined);
    return scalarTest(node, condition);
  }

  #wildcard(selector: Selector, kind: JsonCondition['kind'], place: ReturnType<typeof placeTest>): Test {
    const path = new WildcardPath(this.#tree, selector);
    if (kind === 'not-exists') return (reader) => !path.some(reader, () => true);
    return (reader) => path.some(reader, place);
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

function scalarTest(node: PathNode, { operator, value }: JsonComparison): Test {
  if (operator === '=' && isAnything(value)) return (reader) => reader.isScalar(node.id);
  const test = compileValueTest(operator, value);
  return (reader) => {
    const text = reader.scalar(node.id);
    if (text === undefined) return false;
    reader.count(text.length);
    return test(text);
  };
}

/** No condition has an effect, so their order is free: those a table answers come first, and mostly decide. */
const cheapFirst = (operands: readonly JsonExpression[]): readonly JsonExpression[] =>
  [...operands].sort((a, b) => Number(isCheap(b)) - Number(isCheap(a)));

const isCheap = (where: JsonExpression): boolean =>
  where.kind === 'or' ? where.operands.every(isWordCondition) : where.kind !== 'and' && isWordCondition(where);

type WordCondition = JsonComparison & { readonly value: { readonly kind: 'text' } };

const isWordCondition = (where: JsonExpression): where is WordCondition =>
  where.kind === 'comparison' && where.operator === '=' && where.value.kind === 'text' && where.selector.every(isPlain);

function all(tests: readonly Test[]): Test {
  return (reader) => {
    for (const test of tests) if (!test(reader)) return false;
    return true;
  };
}

function any(tests: readonly Test[]): Test {
  const [only] = tests;
  if (tests.length === 1 && only) return only;
  return (reader) => {
    for (const test of tests) if (test(reader)) return true;
    return false;
  };
}
