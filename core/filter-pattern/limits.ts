import type { FieldExpression, FilterPattern, JsonExpression, Step, Value } from './ast.ts';
import { FilterPatternError, refusal } from './error.ts';

/** @see CloudWatch Logs guide, "Filter pattern syntax ..." (quotas in its notes), and the PutMetricFilter API reference */
export const limits = {
  patternLength: 1024,
  wildcardsPerSelector: 1,
  wildcardsPerPattern: 3,
  regexesPerPattern: 2,
  /** Patterns with a regular expression in one log group, over metric filters and subscription filters. */
  regexPatternsPerLogGroup: 5,
  dimensions: 3,
} as const;

/** How many regular expressions a pattern has. A log group takes `limits.regexPatternsPerLogGroup` patterns for which this is not 0. */
export function regexCount(pattern: FilterPattern): number {
  if (pattern.kind === 'regex') return 1;
  return valuesOf(pattern).filter((value) => value.kind === 'regex').length;
}

/** Throws where a JSON or space-delimited pattern has more wildcards or regular expressions than AWS takes. */
export function checkLimits(pattern: FilterPattern, text: string, column: number): void {
  if (pattern.kind !== 'regex' && regexCount(pattern) > limits.regexesPerPattern)
    throw new FilterPatternError(refusal.invalid, text, column, 'at most 2 regular expressions in one pattern');
  if (pattern.kind === 'json' && countWildcards(pattern.where) > limits.wildcardsPerPattern)
    throw new FilterPatternError(refusal.invalid, text, column, 'at most 3 wildcard selectors in one pattern');
}

export const isWildcard = (step: Step): boolean => step.kind === 'any-element' || step.kind === 'any-field';

type Node = JsonExpression | FieldExpression;

function countWildcards(node: Node): number {
  if (node.kind === 'and' || node.kind === 'or') return sum(node.operands.map(countWildcards));
  return 'selector' in node && node.selector.some(isWildcard) ? 1 : 0;
}

function valuesOf(pattern: FilterPattern): Value[] {
  if (pattern.kind === 'json') return valuesIn(pattern.where);
  if (pattern.kind === 'fields')
    return pattern.fields.flatMap((f) => (f.kind === 'field' && f.where ? valuesIn(f.where) : []));
  return [];
}

function valuesIn(node: Node): Value[] {
  if (node.kind === 'and' || node.kind === 'or') return node.operands.flatMap(valuesIn);
  return node.kind === 'comparison' ? [node.value] : [];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
