import type { Exclusion, Leaf, PositiveClause } from './clause.ts';
import { foldedLengthAt, foldedLengthAtEnd } from './folded-text.ts';
import { addressDigits } from './ip-address.ts';
import { countSteps, type Steps } from './steps.ts';
import { matchesWildcard } from './wildcard.ts';

/** Whether a value satisfies a clause: the reference that every faster way of matching is held to. */
export function satisfies(clause: PositiveClause, leaf: Leaf, steps?: Steps): boolean {
  countSteps(steps, 1);
  switch (clause.kind) {
    case 'present':
      return true;
    case 'anything-but':
      return !isExcluded(clause.but, leaf, steps);
    case 'number':
      return leaf.kind === 'number' && isNumber(clause.text, clause.value, leaf.text, leaf.value);
    case 'numeric':
      return leaf.kind === 'number' && leaf.value !== undefined && isWithin(clause.range, leaf.value);
    case 'word':
      return leaf.kind === 'word' && leaf.text === clause.text;
    default:
      return leaf.kind === 'string' && textSatisfies(clause, leaf.text, steps);
  }
}

type TextClause = Exclude<PositiveClause, { kind: 'present' | 'anything-but' | 'number' | 'numeric' | 'word' }>;

/** Whether a string satisfies one of the clauses only strings can satisfy. */
export function textSatisfies(clause: TextClause, text: string, steps?: Steps): boolean {
  switch (clause.kind) {
    case 'string':
      return text === clause.text;
    case 'prefix':
      return hasPrefix(text, clause.text);
    case 'suffix':
      return hasSuffix(text, clause.text);
    case 'equals-ignore-case':
      countSteps(steps, text.length);
      return foldedLengthAt(clause.folded, text, 0) === text.length;
    case 'prefix-ignore-case':
      countSteps(steps, clause.text.length);
      return foldedLengthAt(clause.folded, `${text}"`, 0) >= 0;
    case 'suffix-ignore-case':
      countSteps(steps, clause.text.length);
      return foldedLengthAtEnd(clause.folded, `"${text}`) >= 0;
    case 'wildcard':
      countSteps(steps, text.length);
      return matchesWildcard(clause.parts, text, steps);
    default: {
      const digits = addressDigits(text);
      return (
        digits !== undefined && digits.length === clause.low.length && digits >= clause.low && digits <= clause.high
      );
    }
  }
}

/** A number literal matches by value, whatever the spelling, or, where no double stands for it, by its text. */
export const isNumber = (text: string, value: number | undefined, otherText: string, other: number | undefined) =>
  value === undefined || other === undefined ? text === otherText : value === other;

export const isWithin = (
  range: { low: number; lowOpen: boolean; high: number; highOpen: boolean },
  value: number,
): boolean =>
  (range.lowOpen ? value > range.low : value >= range.low) &&
  (range.highOpen ? value < range.high : value <= range.high);

// EventBridge keeps strings between quotes while it matches, and the quote on the far side takes part: prefix `ab"` is "ab" itself.
export const hasPrefix = (text: string, prefix: string) =>
  text.startsWith(prefix) || (prefix.length === text.length + 1 && prefix === `${text}"`);

export const hasSuffix = (text: string, suffix: string) =>
  text.endsWith(suffix) || (suffix.length === text.length + 1 && suffix === `"${text}`);

/** Whether `anything-but` excludes a value; one of another type than those excluded never is. */
export function isExcluded(but: Exclusion, leaf: Leaf, steps?: Steps): boolean {
  countSteps(steps, but.texts.length);
  if (but.of === 'numbers') {
    return leaf.kind === 'number' && leaf.value !== undefined && but.values.includes(leaf.value);
  }
  if (leaf.kind !== 'string') return false;
  const { text } = leaf;
  switch (but.of) {
    case 'strings':
      return but.texts.includes(text);
    case 'prefix':
      return but.texts.some((prefix) => hasPrefix(text, prefix));
    case 'suffix':
      return but.texts.some((suffix) => hasSuffix(text, suffix));
    case 'equals-ignore-case':
      return but.folded.some((folded) => foldedLengthAt(folded, text, 0) === text.length);
    default:
      return but.parts.some((parts) => matchesWildcard(parts, text, steps));
  }
}
