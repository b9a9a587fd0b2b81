import type { FieldsPattern, FilterPattern, JsonPattern, TermsPattern } from './ast.ts';
import { assignFields } from './compile-fields.ts';
import { effectiveTerms } from './compile-terms.ts';
import { type Decision, decide, type ExplainedClause } from './explain-decision.ts';
import { explainJson } from './explain-json.ts';
import { splitFields } from './fields-split.ts';
import { matchesFilter } from './match.ts';
import { printFieldComparison, printFilterPattern, printTerm } from './print.ts';
import { compileValueTest } from './value-test.ts';

/** Why a pattern matches a message, or why not. */
export interface Explanation {
  readonly matches: boolean;
  /** The clauses that decided, in the pattern's order: had one of them come out otherwise, so might the whole. */
  readonly clauses: readonly ExplainedClause[];
  /** What is to be said apart from any clause: the message is not JSON, has too few fields, terms are ignored. */
  readonly notes: readonly string[];
}

/** Which clause of a pattern decided about a message, with the value it saw. `matches` is what `matchesFilter` answers. */
export function explainFilter(pattern: FilterPattern, message: string): Explanation {
  switch (pattern.kind) {
    case 'all':
      return { matches: true, clauses: [], notes: ['the empty pattern matches every message'] };
    case 'terms':
      return explainTerms(pattern, message);
    case 'regex': {
      const matches = matchesFilter(pattern, message);
      const clause = { clause: printFilterPattern(pattern), subject: '', holds: matches };
      return {
        matches,
        clauses: [{ ...clause, saw: matches ? 'found in the message' : 'nowhere in the message' }],
        notes: [],
      };
    }
    case 'json':
      return explainJsonPattern(pattern, message);
    case 'fields':
      return explainFields(pattern, message);
  }
}

function explainJsonPattern(pattern: JsonPattern, message: string): Explanation {
  const decision = explainJson(pattern.where, message);
  if (decision) return { matches: decision.holds, clauses: decision.clauses, notes: [] };
  const start = message.trimStart()[0];
  const why = start === '{' || start === '[' ? 'is not well-formed JSON' : 'does not begin as JSON';
  return {
    matches: false,
    clauses: [],
    notes: [`the message ${why}; a pattern in braces matches only a message that is one JSON document`],
  };
}

function explainTerms(pattern: TermsPattern, message: string): Explanation {
  const counting = effectiveTerms(pattern);
  const ignored = pattern.terms.filter((term) => term.sign === 'optional' && counting.optional.length === 0);
  const leaves = pattern.terms
    .filter((term) => !ignored.includes(term))
    .map((term): Decision => {
      const at = message.indexOf(term.text);
      const saw = at < 0 ? 'not in the message' : `in the message at character ${at + 1}`;
      const holds = (term.sign === 'excluded') !== at >= 0;
      return { holds, clauses: [{ clause: printTerm(term), subject: '', holds, saw }] };
    });
  const { holds, clauses } = decide(counting.optional.length > 0 ? 'or' : 'and', leaves);
  const notes = ignored.length === 0 ? [] : [`ignored beside other terms: ${ignored.map(printTerm).join(' ')}`];
  return { matches: holds, clauses, notes };
}

function explainFields(pattern: FieldsPattern, message: string): Explanation {
  const found = splitFields(message);
  const assigned = assignFields(pattern, found, message);
  if (assigned === undefined) {
    const wanted = pattern.fields.filter((field) => field.kind === 'field').length;
    return {
      matches: false,
      clauses: [],
      notes: [`the message has ${found.length} fields, the pattern asks for ${wanted}`],
    };
  }
  const leaves = assigned.flatMap(({ index, text }) => {
    const field = index === undefined ? undefined : pattern.fields[index];
    return field?.kind === 'field' && field.where ? [explainField(field.name ?? '', field.where, text)] : [];
  });
  const { holds, clauses } = decide('and', leaves);
  const notes = leaves.length === 0 ? [`no field has a condition, and the message has ${found.length} fields`] : [];
  return { matches: holds, clauses, notes };
}

function explainField(
  name: string,
  where: NonNullable<Extract<FieldsPattern['fields'][number], { kind: 'field' }>['where']>,
  text: string,
): Decision {
  if (where.kind !== 'comparison')
    return decide(
      where.kind,
      where.operands.map((each) => explainField(name, each, text)),
    );
  const holds = compileValueTest(where.operator, where.value)(text);
  const clause = printFieldComparison(name, where);
  return { holds, clauses: [{ clause, subject: name, holds, saw: `it is ${JSON.stringify(text)}` }] };
}
