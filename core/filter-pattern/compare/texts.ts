import type { Operator, Value } from '../ast.ts';
import { compileValueTest } from '../value-test.ts';
import { alphabetOf } from './alphabet.ts';
import { type Automaton, decimal, exactly, glob } from './automaton.ts';
import { JointMachine, type Member } from './joint-machine.ts';
import { spellingsIn } from './number-machine.ts';
import { rangesOf, textOf } from './number-ranges.ts';
import { type AtomTest, regexMachine } from './regex-machine.ts';
import { regexSamples } from './regex-samples.ts';
import { digitsWithin } from './significant-digits.ts';

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
  /** A machine that takes all that fits, and may take more: it leads the search, and `chars` are those it tells apart. */
  readonly within?: { readonly machine: Automaton; readonly chars: string };
}

/** States of the joint machine looked at, and texts tried, before giving up. */
const STATE_LIMIT = 60_000;
const CANDIDATE_LIMIT = 400;
/** For one exponent of a number, of which many are tried. */
const SPELLING_LIMIT = 5_000;

/**
 * A text that passes all the comparisons that must hold and none that must not; or that there is none. Texts, asterisks and regular
 * expressions are machines run side by side. A number can be spelled in endless ways, which no such machine knows all of: where none of
 * the plain spellings will do, the sign and the first digits, or that there can be no exponent, must prove that there is none.
 */
export function findText(
  literals: readonly TextLiteral[],
  { fits = () => true, within }: TextOptions = {},
): TextFinding {
  const tests = literals.map(({ operator, value, holds }) => {
    const test = compileValueTest(operator, value);
    return (text: string) => test(text) === holds;
  });
  const passes = (text: string) => fits(text) && tests.every((test) => test(text));

  const exact = literals.find(isExact);
  if (exact?.value.kind === 'text') {
    return passes(exact.value.text) ? { kind: 'text', text: exact.value.text } : NONE;
  }
  const numeric = literals.filter(({ value }) => value.kind === 'number');
  const guess = guesses(literals, numeric).find(passes);
  if (guess !== undefined) return { kind: 'text', text: guess };

  const languages = new Languages(literals, numeric.length > 0, within);
  if (numeric.length === 0) return languages.find([], passes);
  const asText = numeric.some(({ holds }) => holds)
    ? NONE
    : languages.find([{ machine: decimal, wanted: false }], passes);
  return asText.kind === 'text' ? asText : worse(asText, findNumber(numeric, languages, passes));
}

/** A number that passes. */
function findNumber(
  numeric: readonly TextLiteral[],
  languages: Languages,
  passes: (text: string) => boolean,
): TextFinding {
  const ranges = rangesOf(numeric);
  const open = ranges.filter((range) => {
    return languages.find([{ machine: digitsWithin(range), wanted: true }], passes).kind !== 'none';
  });
  if (open.length === 0) return NONE;
  let isPlainDecided = true;
  for (const power of languages.powers()) {
    for (const range of open) {
      const found = languages.find([{ machine: spellingsIn(range, power), wanted: true }], passes, SPELLING_LIMIT);
      if (found.kind === 'text') return found;
      if (power === 0 && found.kind === 'unknown') isPlainDecided = false;
    }
  }
  const rounded = numeric.flatMap(({ value }) => (value.kind === 'number' ? [nines(String(value.value))] : []));
  const text = rounded.find(passes);
  if (text !== undefined) return { kind: 'text', text };
  const mayHaveExponent = EXPONENTS.some((exponent) => {
    return languages.find([{ machine: decimal, wanted: true }, exponent], () => false).kind !== 'none';
  });
  if (isPlainDecided && !mayHaveExponent) return NONE;
  return { kind: 'unknown', why: 'not every spelling of a number was tried' };
}

const EXPONENTS: readonly Member[] = ['e', 'E'].map((sign) => ({ machine: glob(['', sign, '']), wanted: true }));

const NONE: TextFinding = { kind: 'none' };

/** Of two findings without a text, the one that says less. */
const worse = (one: TextFinding, other: TextFinding): TextFinding =>
  other.kind === 'text' || other.kind === 'unknown' ? other : one;

const isExact = ({ operator, value, holds }: TextLiteral): boolean =>
  value.kind === 'text' && (operator === '=') === holds;

/** Whether the text must be in the value's language, `!=` and negation taken together. */
const wants = ({ operator, holds }: TextLiteral): boolean => (operator === '!=') !== holds;

/** Texts a person can read, which the machines, that look for short ones, would find late or never. */
const guesses = (literals: readonly TextLiteral[], numeric: readonly TextLiteral[]): string[] => [
  ...numberGuesses(numeric),
  'other',
  ...joined(literals),
  ...literals.flatMap(({ value }) => (value.kind === 'regex' ? regexSamples(value.source) : [])),
];

/** The pieces around the asterisks of all that is wanted, in a row. */
function joined(literals: readonly TextLiteral[]): string[] {
  const wanted = literals.flatMap((each) => (each.value.kind === 'glob' && wants(each) ? [each.value.pieces] : []));
  if (wanted.length === 0) return [];
  const first = wanted
    .map((pieces) => pieces[0] ?? '')
    .sort(byLength)
    .at(-1);
  const last = wanted
    .map((pieces) => pieces.at(-1) ?? '')
    .sort(byLength)
    .at(-1);
  return [[first, ...wanted.flatMap((pieces) => pieces.slice(1, -1)), last].join('')];
}

const byLength = (one: string, other: string): number => one.length - other.length;

/** A number of each range, those compared with before others. */
function numberGuesses(numeric: readonly TextLiteral[]): string[] {
  if (numeric.length === 0) return [];
  const bounds = numeric.flatMap(({ value }) => (value.kind === 'number' ? [value.value] : []));
  const near = bounds.flatMap((bound) => [Math.floor(bound) + 1, Math.ceil(bound) - 1]);
  return [...bounds, ...near, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(textOf);
}

/** `3.999...` for 4: a number in other digits. */
const nines = (number: string): string =>
  number.replace(/([1-9])(0*)$/, (_, digit: string, zeros: string) => {
    const point = number.includes('.') ? '' : '.';
    return `${Number(digit) - 1}${'9'.repeat(zeros.length)}${point}${'9'.repeat(22)}`;
  });

/** The texts, asterisks and regular expressions of several literals, as machines. */
class Languages {
  readonly #members: Member[] = [];
  readonly #alphabet: readonly string[];
  readonly #powers: readonly number[];
  /** Set where a regular expression is in none of the machines: then that there is a text is still to be tried. */
  readonly #left: boolean;

  constructor(literals: readonly TextLiteral[], withDigits: boolean, within: TextOptions['within']) {
    if (within) this.#members.push({ machine: within.machine, wanted: true });
    const atoms: AtomTest[] = [];
    let left = false;
    for (const each of literals) {
      const { value } = each;
      if (value.kind === 'text') this.#members.push({ machine: exactly(value.text), wanted: wants(each) });
      if (value.kind === 'glob') this.#members.push({ machine: glob(value.pieces), wanted: wants(each) });
      if (value.kind !== 'regex') continue;
      const regex = regexMachine(value.source);
      if (regex === undefined) left = true;
      else {
        this.#members.push({ machine: regex.machine, wanted: wants(each) });
        atoms.push(...regex.atoms);
      }
    }
    const values = literals.map(({ value }) => value);
    this.#left = left;
    this.#alphabet = alphabetOf(values, atoms, `${withDigits ? '0123456789.-+eE' : ''}${within?.chars ?? ''}`);
    this.#powers = exponentsIn(values);
  }

  /** Exponents to try: those that the values name, then small ones. */
  powers(): readonly number[] {
    const small = Array.from({ length: 20 }, (_, at) => [at + 1, -at - 1]).flat();
    // With the last two a number becomes zero, or infinite.
    return [...new Set([0, ...this.#powers, ...small, -400, 400])];
  }

  /** A text in all of these languages, and in the further ones. */
  find(further: readonly Member[], passes: (text: string) => boolean, limit = STATE_LIMIT): TextFinding {
    const joint = new JointMachine([...this.#members, ...further], this.#alphabet);
    let seen = 0;
    for (const text of joint.texts(limit)) {
      if (passes(text)) return { kind: 'text', text };
      if (++seen >= CANDIDATE_LIMIT) break;
    }
    if (seen === 0 && joint.exhausted) return NONE;
    const why = this.#left ? 'a regular expression is only tried' : 'not every text could be tried';
    return { kind: 'unknown', why };
  }
}

const exponentsIn = (values: readonly Value[]): number[] =>
  values.flatMap((value) => {
    const texts = value.kind === 'text' ? [value.text] : value.kind === 'glob' ? value.pieces : [];
    return texts.flatMap((text) => [...text.matchAll(/[eE]([+-]?\d{1,3})/g)].map(([, digits]) => Number(digits)));
  });
