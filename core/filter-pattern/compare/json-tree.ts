import type { JsonCondition, Step } from '../ast.ts';
import type { Literal } from './formula.ts';
import { allowsContainer, allowsMissing, findScalar } from './json-value.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type Solved =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'missing' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string };

/** A condition on what lies below any child: the steps left behind the wildcard, and the literal at their end. */
export interface Below {
  readonly wildcard: 'any-element' | 'any-field';
  readonly steps: readonly Step[];
  readonly literal: Literal<JsonCondition>;
}

const NONE: Solved = { kind: 'none' };
const ONLY_TRIED: Solved = { kind: 'unknown', why: 'elements by index beside any element are only tried' };

/** Literals laid out along a document: what is asked of each place, and of all or some children of one. */
export class JsonTree {
  /** What is asked of the value at this place itself. */
  readonly literals: Literal<JsonCondition>[] = [];
  /** The places below by key. */
  readonly keys = new Map<string, JsonTree>();
  readonly #indexes = new Map<number, JsonTree>();
  /** Some child must. */
  readonly some: Below[] = [];
  /** Every child must. */
  readonly every: Below[] = [];

  add(condition: JsonCondition, holds: boolean): void {
    this.#place(condition.selector, { kind: 'literal', condition, holds });
  }

  /** The document: an object or array, as a filter wants. */
  solve(): Solved {
    const asObject = this.#asObject();
    return asObject.kind === 'value' ? asObject : firstOf(asObject, this.#asArray());
  }

  #place(steps: readonly Step[], literal: Literal<JsonCondition>): void {
    const [step, ...rest] = steps;
    if (!step) this.literals.push(literal);
    else if (step.kind === 'key') this.#key(step.name).#place(rest, literal);
    else if (step.kind === 'index') this.#index(step.index).#place(rest, literal);
    else {
      // With a wildcard a condition asks for some child; that there is none, or its opposite, is asked of every child.
      const some = literal.holds !== (literal.condition.kind === 'not-exists');
      (some ? this.some : this.every).push({ wildcard: step.kind, steps: rest, literal });
    }
  }

  #key(name: string): JsonTree {
    return child(this.keys, name);
  }

  #index(index: number): JsonTree {
    return child(this.#indexes, index);
  }

  /** What may stand at this place; nothing, if that will do. */
  #solvePlace(): Solved {
    if (this.mayMiss()) return { kind: 'missing' };
    return this.#solvePresent();
  }

  #solvePresent(): Solved {
    let best: Solved = NONE;
    if (this.childrenMayMiss()) {
      const scalar = findScalar(this.literals);
      if (scalar.kind === 'scalar') return { kind: 'value', value: scalar.value };
      best = scalar.kind === 'unknown' ? scalar : NONE;
    }
    if (!allowsContainer(this.literals)) return best;
    best = firstOf(best, this.#asObject());
    return best.kind === 'value' ? best : firstOf(best, this.#asArray());
  }

  /** Whether nothing need be here. */
  mayMiss(): boolean {
    return allowsMissing(this.literals) && this.childrenMayMiss();
  }

  /** Whether nothing need be below. */
  childrenMayMiss(): boolean {
    const children = [...this.keys.values(), ...this.#indexes.values()];
    return this.some.length === 0 && children.every((each) => each.mayMiss());
  }

  #asObject(): Solved {
    const indexed = [...this.#indexes.values()];
    if (this.some.some(isElement) || !indexed.every((each) => each.mayMiss())) return NONE;
    const every = this.every.filter((below) => !isElement(below));
    const members = new Map<string, JsonTree>(this.keys);
    for (const [at, below] of this.some.entries()) members.set(freshKey(members, at), treeOf(below));
    const value: { [key: string]: Json } = Object.create(null);
    let missingPieces: Solved | undefined;
    for (const [key, tree] of members) {
      const solved = tree.with(every).#solvePlace();
      if (solved.kind === 'value') value[key] = solved.value;
      else if (solved.kind !== 'missing') missingPieces ??= solved;
    }
    return missingPieces ?? { kind: 'value', value };
  }

  #asArray(): Solved {
    const keyed = [...this.keys.values()];
    if (this.some.some((below) => !isElement(below)) || !keyed.every((each) => each.mayMiss())) return NONE;
    const every = this.every.filter(isElement);
    const longest = Math.max(-1, ...this.#indexes.keys()) + 1;
    let best: Solved = NONE;
    for (let length = 0; length <= longest; length++) {
      const beyond = [...this.#indexes].filter(([index]) => index >= length + this.some.length);
      if (!beyond.every(([, tree]) => tree.mayMiss())) continue;
      best = firstOf(best, this.#elements(length, every));
      if (best.kind === 'value') return best;
    }
    // Each "some" was given an element of its own; that one element could serve two of them matters where their number is limited.
    return this.some.length > 0 && this.#indexes.size > 0 ? firstOf(best, ONLY_TRIED) : best;
  }

  #elements(length: number, every: readonly Below[]): Solved {
    const value: Json[] = [];
    for (let index = 0; index < length + this.some.length; index++) {
      const own = (this.#indexes.get(index) ?? new JsonTree()).with(every);
      const demanded = this.some[index - length];
      if (demanded) own.#place(demanded.steps, demanded.literal);
      const solved = own.#solvePresent();
      if (solved.kind !== 'value') return solved;
      value.push(solved.value);
    }
    return { kind: 'value', value };
  }

  /** Whether something is asked of any field. */
  get hasWildcard(): boolean {
    return this.some.length + this.every.length > 0 || [...this.keys.values()].some((each) => each.hasWildcard);
  }

  /** Whether something is asked of an array's elements. */
  get hasElements(): boolean {
    const below = [...this.some, ...this.every];
    const children = [...this.keys.values()];
    const inTails = below.some((each) => isElement(each) || each.steps.some(({ kind }) => kind !== 'key'));
    return this.#indexes.size > 0 || inTails || children.some((each) => each.hasElements);
  }

  /** This place, with what is asked of every child of the place above asked too. */
  with(every: readonly Below[]): JsonTree {
    const copy = new JsonTree();
    copy.#take(this);
    for (const { steps, literal } of every) copy.#place(steps, literal);
    return copy;
  }

  #take(other: JsonTree): void {
    this.literals.push(...other.literals);
    this.some.push(...other.some);
    this.every.push(...other.every);
    for (const [key, tree] of other.keys) this.#key(key).#take(tree);
    for (const [index, tree] of other.#indexes) this.#index(index).#take(tree);
  }
}

const isElement = ({ wildcard }: Below): boolean => wildcard === 'any-element';

function treeOf({ steps, literal }: Below): JsonTree {
  const tree = new JsonTree();
  tree.add({ ...literal.condition, selector: steps }, literal.holds);
  return tree;
}

function child<K>(children: Map<K, JsonTree>, key: K): JsonTree {
  let found = children.get(key);
  if (!found) {
    found = new JsonTree();
    children.set(key, found);
  }
  return found;
}

function freshKey(members: ReadonlyMap<string, unknown>, at: number): string {
  let key = `any${at + 1}`;
  while (members.has(key)) key += 'x';
  return key;
}

/** The first if it is a value or the second tells no more; a value before the undecided, the undecided before nothing. */
function firstOf(one: Solved, other: Solved): Solved {
  const rank = { value: 0, missing: 1, unknown: 2, none: 3 };
  return rank[one.kind] <= rank[other.kind] ? one : other;
}
