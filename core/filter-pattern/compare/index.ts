import type { AllPattern, FieldsPattern, FilterPattern, RegexPattern, TermsPattern } from '../ast.ts';
import { matchesFilter } from '../match.ts';
import { fieldsDomain, fieldsFormula } from './fields-domain.ts';
import { jsonDomain, jsonFormula } from './json-domain.ts';
import { onlyInOtherKind } from './kinds.ts';
import { messageDomain, messageFormula } from './message-domain.ts';
import { type Finding, search } from './search.ts';

/** Whether one pattern matches everything that another does. */
export type Cover =
  | { readonly verdict: 'covers' }
  /** `witness` is a message only the other pattern matches. */
  | { readonly verdict: 'misses'; readonly witness: string }
  | { readonly verdict: 'undecided'; readonly why: string };

export interface PatternComparison {
  readonly relation: 'equivalent' | 'first-covers-second' | 'second-covers-first' | 'neither' | 'undecided';
  readonly firstCoversSecond: Cover;
  readonly secondCoversFirst: Cover;
}

/**
 * How two filter patterns relate in meaning, whatever their text. Where the verdict is "undecided", regular expressions, array
 * selectors or patterns of different kinds leave it open.
 */
export function compareFilters(first: FilterPattern, second: FilterPattern): PatternComparison {
  const firstCoversSecond = covers(first, second);
  const secondCoversFirst = covers(second, first);
  return { relation: relationOf(firstCoversSecond, secondCoversFirst), firstCoversSecond, secondCoversFirst };
}

/** Whether `wide` matches all that `narrow` does. */
export function covers(wide: FilterPattern, narrow: FilterPattern): Cover {
  const finding = onlyIn(narrow, wide);
  if (finding.kind === 'none') return { verdict: 'covers' };
  if (finding.kind === 'unknown') return { verdict: 'undecided', why: finding.why };
  const proves = matchesFilter(narrow, finding.message) && !matchesFilter(wide, finding.message);
  if (proves) return { verdict: 'misses', witness: finding.message };
  return { verdict: 'undecided', why: 'no message was found that tells them apart, nor proof that there is none' };
}

/** A message that `narrow` matches and `wide` does not. */
function onlyIn(narrow: FilterPattern, wide: FilterPattern): Finding {
  if (takesAll(wide)) return { kind: 'none' };
  if (takesAll(narrow) && narrow.kind !== 'all') return onlyIn({ kind: 'all' }, wide);
  if (narrow.kind === 'json' && wide.kind === 'json') {
    return search([jsonFormula(narrow, true), jsonFormula(wide, false)], jsonDomain);
  }
  if (narrow.kind === 'fields' && wide.kind === 'fields') return onlyInFields(narrow, wide);
  if (isText(narrow) && isText(wide)) {
    return search([messageFormula(narrow, true), messageFormula(wide, false)], messageDomain);
  }
  return onlyInOtherKind(narrow, wide);
}

/** The empty pattern, and fields of which nothing is asked, not even a number. */
const takesAll = (pattern: FilterPattern): boolean =>
  pattern.kind === 'all' || (pattern.kind === 'fields' && pattern.fields.every(({ kind }) => kind === 'ellipsis'));

/** Beyond as many fields as both patterns name together, one field more changes nothing. */
function onlyInFields(narrow: FieldsPattern, wide: FieldsPattern): Finding {
  let unknown: Finding | undefined;
  for (let count = 0; count <= narrow.fields.length + wide.fields.length + 1; count++) {
    const formulas = [fieldsFormula(narrow, count, true), fieldsFormula(wide, count, false)];
    const finding = search(formulas, fieldsDomain(count));
    if (finding.kind === 'found') return finding;
    if (finding.kind === 'unknown') unknown ??= finding;
  }
  return unknown ?? { kind: 'none' };
}

const isText = (pattern: FilterPattern): pattern is TermsPattern | RegexPattern | AllPattern =>
  pattern.kind === 'terms' || pattern.kind === 'regex' || pattern.kind === 'all';

function relationOf(one: Cover, other: Cover): PatternComparison['relation'] {
  if (one.verdict === 'undecided' || other.verdict === 'undecided') return 'undecided';
  if (one.verdict === 'covers') return other.verdict === 'covers' ? 'equivalent' : 'first-covers-second';
  return other.verdict === 'covers' ? 'second-covers-first' : 'neither';
}

export { isEmpty } from './samples.ts';
