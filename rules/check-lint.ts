import { FilterPatternError, parseFilterPattern, regexCount } from '../core/filter-pattern/index.ts';
import { type LintFinding, lintEventPattern, lintFilter, lintLogGroup, type NamedFilter } from '../core/lint/index.ts';
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
  return parsedFilter('', text).flatMap(({ pattern }) => lintFilter(pattern, { cloudTrail: true, text }));
}

/** What lint says of the rules together, by rule: all metric filters stand on the trail's log group. */
export function lintTogether(rules: readonly Rule[]): ReadonlyMap<string, readonly Problem[]> {
  const filters = rules.flatMap((rule): NamedFilter[] =>
    rule.kind === 'metric-alarm' ? parsedFilter(rule.id, rule.filter.filterPattern) : [],
  );
  const notes = lintLogGroup(filters).map(note);
  return new Map(filters.filter(({ pattern }) => regexCount(pattern) > 0).map(({ id }) => [id, notes]));
}

function parsedFilter(id: string, text: string): NamedFilter[] {
  try {
    return [{ id, pattern: parseFilterPattern(text) }];
  } catch (error) {
    if (error instanceof FilterPatternError) return [];
    throw error;
  }
}

const note = ({ message, todo }: LintFinding): Problem => ({ what: message, why: [], todo });
