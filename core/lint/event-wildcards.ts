import { wildcardComplexity } from '../event-pattern/complexity.ts';
import type { Branch } from '../event-pattern/pattern.ts';
import type { LintFinding } from './finding.ts';

/** What EventBridge takes, as far as recorded refusals tell; and from where on it is said. */
const MOST = 10;
const NEAR = 8;

/** Wildcards that are nearly too many: one alternative more, and the rule is refused. */
export function wildcardLimit(branches: readonly Branch[]): LintFinding[] {
  const complexity = wildcardComplexity(branches, MOST + 1);
  if (complexity < NEAR) return [];
  return [
    {
      lint: 'wildcard-limit',
      message: `the wildcards of one field come to ${complexity} of the ${MOST} EventBridge takes before it calls a rule too complex`,
      todo: 'use prefix or suffix where one asterisk is at an end, or make two rules of it',
    },
  ];
}
