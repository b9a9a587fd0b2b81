/** EventBridge event patterns, and the filter policies SNS makes of the same parts. */
export { EventPatternError, FilterPolicyError, TestEventError } from './errors.ts';
export type { BranchExplanation, Explanation, FieldExplanation } from './explain.ts';
export { explainEvent } from './explain.ts';
export type { FilterPolicy, FilterPolicyScope, MessageAttributes } from './filter-policy.ts';
export { matchesFilterPolicy, parseFilterPolicy } from './filter-policy.ts';
export { formatExplanation } from './format-explanation.ts';
export { matchesEvent } from './matches-event.ts';
export { parseEventPattern } from './parse-pattern.ts';
export type { EventPattern } from './pattern.ts';
export { RuleSet } from './set/rule-set.ts';
export { validateTestEvent } from './test-event.ts';
