/** What is legal in a pattern and yet hardly meant. */
export { lintEventPattern, type RulePlace } from './event-pattern.ts';
export { type FilterLintOptions, lintFilter, lintLogGroup, type NamedFilter } from './filter-pattern.ts';
export type { LintFinding } from './finding.ts';
