import type { Operator, Value } from '../ast.ts';
import { compileValueTest } from '../value-test.ts';
import { alphabetOf } from './alphabet.ts';
import { type Automaton, decimal, exactly, glob } from './automaton.ts';
import { JointMachine, type Member } from './joint-machine.ts';
import { intervalsOf, textOf } from './number-intervals.ts';
import { numeralsFrom, TooManyNumbers } from './numerals.ts';
import { type AtomTest, regexMachine } from './regex-machine.ts';
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

/** States of the joint machine looked at, and texts tried, before giving up. */
const STATE_LIMIT = 200_000;
const CANDIDATE_LIMIT = 400;

/**
 * A text that passes all the comparisons that must hold and none that must not; or that there is none. Texts, asterisks and regular
 * expressions are machines run side by side, and numbers, in whatever spelling, are written to them.
 */
export function findText(literals: readonly TextLiteral[]): TextFinding {
  const tests = literals.map(({ operator, value, holds }) => {
    const test = compileValueTest(operator, value);
    return (text: string) => test(text) === holds;
  });
  const passes = (text: string) => tests.every((test) => test(text));

  const exact = literals.find(isExact);
  if (exact?.value.kind === 'text') {
    return passes(exact.value.text) ? { kind: 'text', text: exact.value.text } : NONE;
  }
  const numeric = literals.filter(({ value }) => value.kind === 'number');
  const guess = guesses(literals, numeric).find(passes);
  if (guess !== undefined) return { kind: 'text', text: guess };

  if (excludesAnother(literals)) return NONE;
  const languages = languagesOf(literals);
  if (numeric.length === 0) return find(languages, passes);
  const asText = numeric.some(({ holds }) => holds) ? NONE : find(languages, passes, [NO_NUMBER]);
  return asText.kind === 'text' ? asText : worse(asText, findNumber(numeric, languages, passes));
}

const NO_NUMBER: Member = { machine: decimal, wanted: false };

/** A number that passes. */
function findNumber(
  numeric: readonly TextLiteral[],
  { members, isWhole }: Languages,
  passes: (text: string) => boolean,
): TextFinding {
  const joint = new JointMachine(members, []);
  try {
    for (const interval of intervalsOf(numeric))
      for (const { raw, to } of numeralsFrom(joint, joint.start, interval))
        if (joint.ends(to) && passes(raw)) return { kind: 'text', text: raw };
  } catch (error) {
    if (!(error instanceof TooManyNumbers)) throw error;
    return { kind: 'unknown', why: 'there are too many spellings of a number to try' };
  }
  return isWhole ? NONE : ONLY_TRIED;
}

const NONE: TextFinding = { kind: 'none' };
const ONLY_TRIED: TextFinding = { kind: 'unknown', why: 'a regular expression is only tried' };

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
  ...joined(literals, ''),
  ...joined(literals, separatorFor(literals)),
  ...literals.flatMap(({ value }) => (value.kind === 'regex' ? regexSamples(value.source) : [])),
];

/** The pieces around the asterisks of all that is wanted, in a row. */
function joined(literals: readonly TextLiteral[], separator: string): string[] {
  const wanted = literals.flatMap((each) => (each.value.kind === 'glob' && wants(each) ? [each.value.pieces] : []));
  if (wanted.length === 0) return [];
  const longest = (at: 0 | -1) =>
    wanted
      .map((pieces) => pieces.at(at) ?? '')
      .sort(byLength)
      .at(-1) ?? '';
  const inner = wanted.flatMap((pieces) => pieces.slice(1, -1));
  return [[longest(0), ...inner, longest(-1)].filter((piece) => piece !== '').join(separator)];
}

/** A character that no value names: between pieces it makes nothing new of them. */
function separatorFor(literals: readonly TextLiteral[]): string {
  const named = literals.map(({ value }) =>
    value.kind === 'glob' ? value.pieces.join('') : value.kind === 'text' ? value.text : '',
  );
  return [...'xyzqwkvjbnm~\u2400'].find((char) => !named.some((text) => text.includes(char))) ?? '\u2401';
}

/**
 * Whether two of the literals already rule each other out. Where many are wanted at once that is mostly why nothing will do, and going through all
 * that could have been found of each would take ages.
 */
function excludesAnother(literals: readonly TextLiteral[]): boolean {
  const plain = literals.filter(({ value }) => value.kind !== 'number');
  if (plain.length < 3) return false;
  return plain.some((one, index) => plain.slice(index + 1).some((other) => areApart(one, other)));
}

const known = new WeakMap<Value, WeakMap<Value, Map<string, boolean>>>();

function areApart(one: TextLiteral, other: TextLiteral): boolean {
  // Two texts of which nothing is wanted leave all others.
  if (!wants(one) && !wants(other)) return false;
  const byOther = known.get(one.value) ?? new WeakMap<Value, Map<string, boolean>>();
  known.set(one.value, byOther);
  const byWish = byOther.get(other.value) ?? new Map<string, boolean>();
  byOther.set(other.value, byWish);
  const wish = `${wants(one)} ${wants(other)}`;
  const found = byWish.get(wish) ?? find(languagesOf([one, other]), () => true).kind === 'none';
  byWish.set(wish, found);
  return found;
}

const byLength = (one: string, other: string): number => one.length - other.length;

/** A number of each range, those compared with before others, as it is mostly written and with a zero in front. */
function numberGuesses(numeric: readonly TextLiteral[]): string[] {
  if (numeric.length === 0) return [];
  const bounds = numeric.flatMap(({ value }) => (value.kind === 'number' ? [value.value] : []));
  const near = bounds.flatMap((bound) => [Math.floor(bound) + 1, Math.ceil(bound) - 1]);
  const texts = [...bounds, ...near, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(textOf);
  return [...texts, ...texts.filter((text) => /^\d/.test(text)).map((text) => `0${text}`)];
}

/** The texts, asterisks and regular expressions of several literals, as machines. */
export interface Languages {
  readonly members: readonly Member[];
  readonly atoms: readonly AtomTest[];
  readonly values: readonly Value[];
  /** False where a regular expression is none of the machines: then that there is a text is still to be tried. */
  readonly isWhole: boolean;
}

export function languagesOf(literals: readonly TextLiteral[]): Languages {
  const members: Member[] = [];
  const atoms: AtomTest[] = [];
  let isWhole = true;
  for (const each of literals) {
    if (each.value.kind === 'number') continue;
    const machine = machineOf(each.value, atoms);
    if (machine) members.push({ machine, wanted: wants(each) });
    else isWhole = false;
  }
  return { members, atoms, values: literals.map(({ value }) => value), isWhole };
}

function machineOf(value: Exclude<Value, { kind: 'number' }>, atoms: AtomTest[]): Automaton | undefined {
  if (value.kind === 'text') return exactly(value.text);
  if (value.kind === 'glob') return glob(value.pieces);
  const regex = regexMachine(value.source);
  atoms.push(...(regex?.atoms ?? []));
  return regex?.machine;
}

/** A text in all of these languages, and in the further ones. */
function find(
  { members, atoms, values, isWhole }: Languages,
  passes: (text: string) => boolean,
  further: readonly Member[] = [],
): TextFinding {
  const joint = new JointMachine(
    [...members, ...further],
    alphabetOf(values, atoms, further.length > 0 ? '0123456789.-+eE' : ''),
  );
  let seen = 0;
  for (const text of joint.texts(STATE_LIMIT)) {
    if (passes(text)) return { kind: 'text', text };
    if (++seen >= CANDIDATE_LIMIT) break;
  }
  if (seen === 0 && joint.exhausted) return NONE;
  return isWhole ? { kind: 'unknown', why: 'not every text could be tried' } : ONLY_TRIED;
}
