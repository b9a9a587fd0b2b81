import { EventPatternError, parseEventPattern } from '../event-pattern/index.ts';
import type { Branch } from '../event-pattern/pattern.ts';
import { eventExtent } from './event-extent.ts';
import { unknownEventFields } from './event-fields.ts';
import { neverSent, type RulePlace } from './event-place.ts';
import { wildcardLimit } from './event-wildcards.ts';
import type { LintFinding } from './finding.ts';

export type { RulePlace } from './event-place.ts';

/** What is legal in an event pattern and yet hardly meant, or waits for events in vain. A pattern that is refused has no findings. */
export function lintEventPattern(pattern: object, place: RulePlace): LintFinding[] {
  const branches = branchesOf(pattern);
  if (branches === undefined) return [];
  const findings = [
    ...eventExtent(branches),
    ...branches.flatMap(unknownEventFields),
    ...branches.flatMap((branch) => neverSent(branch, place)),
    ...wildcardLimit(branches),
  ];
  // Alternatives of `$or` share fields, and say the same of them.
  return [...new Map(findings.map((finding) => [finding.message, finding])).values()];
}

function branchesOf(pattern: object): readonly Branch[] | undefined {
  try {
    return parseEventPattern(JSON.stringify(pattern)).branches;
  } catch (error) {
    if (error instanceof EventPatternError) return undefined;
    throw error;
  }
}
