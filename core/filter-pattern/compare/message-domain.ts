import type { AllPattern, RegexPattern, Term, TermsPattern, Value } from '../ast.ts';
import { all, any, type Formula, type Literal, literal } from './formula.ts';
import type { Domain, Finding } from './search.ts';
import { findText } from './texts.ts';

/** That the whole message, as text, is in the value's language. */
export interface MessageCondition {
  readonly value: Value;
}

/** Whole messages, for terms and stand-alone regular expressions. */
export const messageDomain: Domain<MessageCondition> = {
  key: () => 'message',
  possible: (literals) => find(literals).kind !== 'none',
  model: find,
};

function find(literals: readonly Literal<MessageCondition>[]): Finding {
  const found = findText(
    literals.map(({ condition, holds }) => ({ operator: '=', value: condition.value, holds })),
    { fits: (text) => text !== '' },
  );
  return found.kind === 'text' ? { kind: 'found', message: found.text } : found;
}

export function messageFormula(
  pattern: TermsPattern | RegexPattern | AllPattern,
  holds: boolean,
): Formula<MessageCondition> {
  if (pattern.kind === 'all') return holds ? all() : any();
  if (pattern.kind === 'regex') return literal({ value: pattern.regex }, holds);
  const optionalOnly = pattern.terms.every(({ sign }) => sign === 'optional');
  const terms = optionalOnly ? pattern.terms : pattern.terms.filter(({ sign }) => sign !== 'optional');
  const conditions = terms.map((term) => literal(contains(term), (term.sign === 'excluded') !== holds));
  return optionalOnly === holds ? any(...conditions) : all(...conditions);
}

const contains = ({ text }: Term): MessageCondition => ({ value: { kind: 'glob', pieces: ['', text, ''] } });
