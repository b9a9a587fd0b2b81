import type { FieldsPattern, FilterPattern, TermsPattern } from '../ast.ts';
import { matchesFilter } from '../match.ts';
import { fieldsDomain, fieldsFormula, restOf, termsFormula } from './fields-domain.ts';
import { isEmpty, samplesOf } from './samples.ts';
import { type Finding, search } from './search.ts';

/** A message that `narrow` matches and `wide`, a pattern of another kind, does not. */
export function onlyInOtherKind(narrow: FilterPattern, wide: FilterPattern): Finding {
  const witness = samplesOf(narrow, wide).find(
    (message) => matchesFilter(narrow, message) && !matchesFilter(wide, message),
  );
  if (witness !== undefined) return { kind: 'found', message: witness };
  if (isEmpty(narrow) || (isOneField(wide) && !mayBeBlank(narrow))) return { kind: 'none' };
  if (narrow.kind === 'fields' && wide.kind === 'terms') return byFields(narrow, wide, true);
  if (narrow.kind === 'terms' && wide.kind === 'fields') return byFields(wide, narrow, false);
  return UNKNOWN;
}

const UNKNOWN: Finding = {
  kind: 'unknown',
  why: 'the patterns are of different kinds, and nothing tried tells them apart',
};

/** Every message with a field in it: `[a]`, `[a, ...]`. */
const isOneField = (pattern: FilterPattern): boolean =>
  pattern.kind === 'fields' &&
  pattern.fields.every((field) => field.kind === 'ellipsis' || !field.where) &&
  pattern.fields.filter(({ kind }) => kind === 'field').length <= 1;

/** Whether a message of nothing but white space may match; true where that is not known. */
function mayBeBlank(pattern: FilterPattern): boolean {
  if (pattern.kind === 'json' || pattern.kind === 'fields') return false;
  if (pattern.kind !== 'terms') return true;
  const blank = pattern.terms.filter(({ text }) => text.trim() === '');
  const optionalOnly = pattern.terms.every(({ sign }) => sign === 'optional');
  if (optionalOnly) return blank.length > 0;
  return pattern.terms.every((term) => term.sign !== 'required' || blank.includes(term));
}

/**
 * Fields beside terms, where each term lies within one field. One field more than the pattern names can hold all that further ones
 * could.
 */
function byFields(fields: FieldsPattern, terms: TermsPattern, fieldsHold: boolean): Finding {
  let unknown: Finding | undefined;
  for (let count = 0; count <= fields.fields.length + 2; count++) {
    const asked = termsFormula(terms, count, !fieldsHold, restOf(fields, count));
    if (asked === undefined) return UNKNOWN;
    const finding = search([fieldsFormula(fields, count, fieldsHold), asked], fieldsDomain(count));
    if (finding.kind === 'found') return finding;
    if (finding.kind === 'unknown') unknown ??= finding;
  }
  return unknown ?? { kind: 'none' };
}
