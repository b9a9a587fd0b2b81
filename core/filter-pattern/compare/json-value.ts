import type { JsonCondition } from '../ast.ts';
import type { Literal } from './formula.ts';
import { findText, type TextLiteral } from './texts.ts';

/** What stands, or does not stand, at one place of a document. */
export type Scalar = { readonly kind: 'scalar'; readonly value: string | boolean | null };

export type ScalarFinding = Scalar | { readonly kind: 'none' } | { readonly kind: 'unknown'; readonly why: string };

type Conditions = readonly Literal<JsonCondition>[];

/** Whether nothing may stand there: every comparison is false of nothing. */
export const allowsMissing = (literals: Conditions): boolean =>
  literals.every(({ condition, holds }) => (condition.kind === 'not-exists') === holds);

/** Whether an object or an array may: it exists, and every comparison is false of it. */
export const allowsContainer = (literals: Conditions): boolean => literals.every(({ holds }) => !holds);

/** A scalar that satisfies the literals. A text can be all that a number can; only `IS` asks for `null`, `true` and `false`. */
export function findScalar(literals: Conditions): ScalarFinding {
  if (literals.some(({ condition, holds }) => condition.kind === 'not-exists' && holds)) return { kind: 'none' };
  const wanted = literals.find(({ condition, holds }) => condition.kind === 'is' && holds);
  const tests = literals.flatMap(({ condition, holds }): TextLiteral[] =>
    condition.kind === 'comparison' ? [{ operator: condition.operator, value: condition.value, holds }] : [],
  );
  if (wanted?.condition.kind === 'is') {
    const { value } = wanted.condition;
    const refused = literals.some(
      ({ condition, holds }) => condition.kind === 'is' && (condition.value === value) !== holds,
    );
    if (refused) return { kind: 'none' };
    const asText: TextLiteral = { operator: '=', value: { kind: 'text', text: String(value) }, holds: true };
    const found = findText([asText, ...tests]);
    return found.kind === 'text' ? { kind: 'scalar', value } : found;
  }
  const found = findText(tests);
  return found.kind === 'text' ? { kind: 'scalar', value: found.text } : found;
}

/** Whether anything at all, nothing included, can satisfy the literals; true also where that is not decided. */
export const isPossible = (literals: Conditions): boolean =>
  allowsMissing(literals) || allowsContainer(literals) || findScalar(literals).kind !== 'none';
