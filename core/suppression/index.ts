/** Findings somebody has answered for, by name and until a day. */
export { type NamedFinding, namesOf, ruleNames } from './names.ts';
export { applySuppressions, type Named, type Suppressed, type SuppressionOutcome, suppressionOf } from './suppress.ts';
export { checkedSuppressions, endOf, type Suppression, SuppressionError } from './suppression.ts';
