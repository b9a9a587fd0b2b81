import { FilterPatternError, parseFilterPattern } from '../core/filter-pattern/index.ts';
import { type LintFinding, lintEventPattern, lintFilter } from '../core/lint/index.ts';
import type { Problem } from './check.ts';
import { globalRegion, type Rule } from './kit/index.ts';

/** What lint says of a rule's pattern, as it will be deployed. */
export function lintNotes(rule: Rule): readonly Problem[] {
  switch (rule.kind) {
    case 'alert':
      // A rule is put where its events are, so only what no place mends is left to say.
      return lintEventPattern(rule.pattern, { region: globalRegion, allManagementEvents: false }).map(note);
    case 'metric-alarm':
      return lintedFilter(rule.filter.filterPattern).map(note);
    case 'config-rule':
      return [];
  }
}

/** A pattern that is refused has a problem already, and nothing to lint. */
function lintedFilter(text: string): LintFinding[] {
  try {
    return lintFilter(parseFilterPattern(text), { cloudTrail: true, text });
  } catch (error) {
    if (error instanceof FilterPatternError) return [];
    throw error;
  }
}

const note = ({ message, todo }: LintFinding): Problem => ({ what: message, why: [], todo });
