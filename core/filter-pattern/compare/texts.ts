import type { Operator, Value } from '../ast.ts';
import { compileValueTest } from '../value-test.ts';
import { type Automaton, DEAD, decimal, exactly, glob } from './automaton.ts';
import { regexSamples } from './regex-samples.ts';

/** A comparison a text must pass, or must not. */
export interface TextLiteral {
  readonly operator: Operator;
  readonly value: Value;
  readonly holds: boolean;
}

export type TextFinding =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string };

export interface TextOptions {
  /** Further requirements a text must meet: that it can be written as one field, say. */
  readonly fits?: (text: string) => boolean;
}

/** States of the joint machine looked at, and texts tried, before giving up. */
const STATE_LIMIT = 60_000;
const CANDIDATE_LIMIT = 400;

/**
 * A text that passes all the comparisons that must hold and none that must not. Texts, asterisks and numbers are decided; a regular
 * expression is only tried.
 */
export function findText(literals: readonly TextLiteral[], { fits = () => true }: TextOptions = {}): TextFinding {
  const tests = literals.map(({ operator, value, holds }) => {
    const test = compileValueTest(operator, value);
    return (text: string) => test(text) === holds;
  });
  const passes = (text: string) => fits(text) && tests.every((test) => test(text));

  const exact = literals.find(isExact);
  if (exact?.value.kind === 'text') {
    return passes(exact.value.text) ? { kind: 'text', text: exact.value.text } : { kind: 'none' };
  }
  const numeric = literals.filter(({ value }) => value.kind === 'number');
  const candidates = numberCandidates(numeric, literals.length);
  const numbers = candidates.filter((text) =>
    numeric.every(({ operator, value, holds }) => compileValueTest(operator, value)(text) === holds),
  );
  if (numeric.length > 0 && numbers.length === 0) return { kind: 'none' };
  for (const text of numbers) if (passes(text)) return { kind: 'text', text };

  // A text a person can read beats the empty one, which the machines would find first.
  if (passes('other')) return { kind: 'text', text: 'other' };

  const regexes = literals.filter(({ value }) => value.kind === 'regex');
  for (const { value } of regexes) {
    if (value.kind !== 'regex') continue;
    for (const text of regexSamples(value.source)) if (passes(text)) return { kind: 'text', text };
  }
  if (contradicts(regexes)) return { kind: 'none' };

  const languages = literals.filter(({ value }) => value.kind === 'text' || value.kind === 'glob');
  const joint = new JointMachine(
    languages,
    numeric.some(({ holds }) => holds),
  );
  let seen = 0;
  for (const text of joint.texts()) {
    if (passes(text)) return { kind: 'text', text };
    if (++seen >= CANDIDATE_LIMIT) break;
  }
  if (seen === 0 && joint.exhausted) return { kind: 'none' };
  if (regexes.length > 0) return unknown('a regular expression is involved');
  return unknown('numbers and asterisks on one value are only tried');
}

const unknown = (why: string): TextFinding => ({ kind: 'unknown', why });

const isExact = ({ operator, value, holds }: TextLiteral): boolean =>
  value.kind === 'text' && (operator === '=') === holds;

/** The same expression asked for and forbidden. */
const contradicts = (regexes: readonly TextLiteral[]): boolean =>
  regexes.some((one) =>
    regexes.some(
      (other) =>
        one.value.kind === 'regex' &&
        other.value.kind === 'regex' &&
        one.value.source === other.value.source &&
        wants(one) !== wants(other),
    ),
  );

/** Whether the text must be in the value's language, `!=` and negation taken together. */
const wants = ({ operator, holds }: TextLiteral): boolean => (operator === '!=') !== holds;

/**
 * A number in each interval that the bounds cut out, and the bounds themselves, in more spellings than there are texts to avoid;
 * and a text that is no number.
 */
function numberCandidates(numeric: readonly TextLiteral[], spellingsWanted: number): string[] {
  const bounds = numeric.flatMap(({ value }) => (value.kind === 'number' ? [value.value] : []));
  if (bounds.length === 0) return [];
  const sorted = [...new Set(bounds)].sort((a, b) => a - b);
  const between = sorted.slice(1).map((high, index) => sorted[index]! + (high - sorted[index]!) / 2);
  const nextTo = sorted.flatMap((bound) => [Math.floor(bound) + 1, Math.ceil(bound) - 1]);
  const outside = [sorted[0]! * 2 - 1, sorted.at(-1)! * 2 + 1, -Number.MAX_VALUE, Number.MAX_VALUE];
  const numbers = [...sorted, ...nextTo, ...between, ...outside].filter(Number.isFinite);
  return [...new Set(numbers)].flatMap((value) => spellings(value, spellingsWanted)).concat('x', 'not a number');
}

/** `404`, `404.0`, `404.00`, ..., `+404`: one number in many ways. */
function spellings(value: number, wanted: number): string[] {
  const text = String(value);
  if (text.includes('e')) return [text];
  const point = text.includes('.') ? text : `${text}.`;
  const plain = [text, ...Array.from({ length: wanted }, (_, zeros) => point + '0'.repeat(zeros + 1))];
  return value >= 0 ? [...plain, `+${text}`, `0${text}`] : plain;
}

/** The machines of several languages side by side: which texts are in those wanted and in none of the others. */
class JointMachine {
  readonly #machines: readonly { machine: Automaton; wanted: boolean }[];
  readonly #alphabet: readonly string[];
  exhausted = false;

  constructor(literals: readonly TextLiteral[], mustBeNumber: boolean) {
    this.#machines = [
      ...literals.map((each) => ({ machine: machineOf(each.value), wanted: wants(each) })),
      ...(mustBeNumber ? [{ machine: decimal, wanted: true }] : []),
    ];
    this.#alphabet = alphabetOf(literals, mustBeNumber);
  }

  /** One shortest text for each way through the machines that ends as wanted. */
  *texts(): Generator<string> {
    const start = this.#machines.map(({ machine }) => machine.start);
    const seen = new Set([start.join()]);
    let layer: { states: number[]; text: string }[] = [{ states: start, text: '' }];
    while (layer.length > 0) {
      const following: typeof layer = [];
      for (const { states, text } of layer) {
        if (this.#ends(states)) yield text;
        for (const char of this.#alphabet) {
          const moved = states.map((state, index) => this.#machines[index]!.machine.next(state, char));
          const key = moved.join();
          if (seen.has(key) || this.#hopeless(moved)) continue;
          if (seen.size >= STATE_LIMIT) return;
          seen.add(key);
          following.push({ states: moved, text: text + char });
        }
      }
      layer = following;
    }
    this.exhausted = true;
  }

  #ends(states: readonly number[]): boolean {
    return this.#machines.every(({ machine, wanted }, index) => machine.accepts(states[index]!) === wanted);
  }

  #hopeless(states: readonly number[]): boolean {
    return this.#machines.some(({ wanted }, index) => wanted && states[index] === DEAD);
  }
}

const machineOf = (value: Value): Automaton => {
  if (value.kind === 'text') return exactly(value.text);
  if (value.kind === 'glob') return glob(value.pieces);
  throw new Error(`no machine for a ${value.kind}`);
};

/** Every character some language tells apart, and one that none does. */
function alphabetOf(literals: readonly TextLiteral[], withDigits: boolean): string[] {
  const named = new Set(
    literals.flatMap(({ value }) =>
      value.kind === 'text'
        ? [...value.text]
        : value.kind === 'glob'
          ? value.pieces.flatMap((piece) => [...piece])
          : [],
    ),
  );
  const fresh = [...'xyzqwkvjbnmXYZQW7~_'].find((char) => !named.has(char)) ?? '\u2400';
  const digits = withDigits ? [...'0123456789.-e'] : [];
  return [...new Set([fresh, ...digits, ...named])];
}
