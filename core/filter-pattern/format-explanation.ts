import type { Explanation } from './explain.ts';
import type { ExplainedClause } from './explain-decision.ts';

/**
 * An explanation as lines for a terminal.
 * @example
 * ```
 * does not match
 *   $.userIdentity.invokedBy NOT EXISTS  is false: it is "support.amazonaws.com"
 * ```
 */
export function formatExplanation({ matches, clauses, notes }: Explanation): string {
  const lines = [...groups(clauses).map(formatGroup), ...notes];
  return [matches ? 'matches' : 'does not match', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** So many clauses on one subject, as in a list of event names, are told in one line. */
const together = 4;

function groups(clauses: readonly ExplainedClause[]): ExplainedClause[][] {
  const bySubject = Map.groupBy(clauses, ({ subject, holds, saw }) => JSON.stringify([subject, holds, saw]));
  return [...bySubject.values()].flatMap((group) =>
    group.length < together || group[0]?.subject === '' ? group.map((clause) => [clause]) : [group],
  );
}

function formatGroup(group: readonly ExplainedClause[]): string {
  const [first] = group;
  if (!first) return '';
  const verdict = first.holds ? 'holds' : 'is false';
  if (group.length === 1) return `${first.clause}  ${verdict}: ${first.saw}`;
  return `${first.clause} and ${group.length - 1} more conditions on ${first.subject}  ${first.holds ? 'hold' : 'are false'}: ${first.saw}`;
}
