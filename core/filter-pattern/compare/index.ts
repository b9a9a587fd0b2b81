import type { FilterPattern } from '../ast.ts';
import { matchesFilter } from '../match.ts';
import { jsonDomain, jsonFormula } from './json-domain.ts';
import { onlyInAny } from './kinds.ts';
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
 * How two filter patterns relate in meaning, whatever their text and kind. The verdict is "undecided" only where regular expressions or array
 * selectors leave it open, or where two patterns are so large together that not all they could mean is gone through.
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
  return onlyInAny(narrow, wide);
}

/** The empty pattern, and fields of which nothing is asked, not even a number. */
const takesAll = (pattern: FilterPattern): boolean =>
  pattern.kind === 'all' || (pattern.kind === 'fields' && pattern.fields.every(({ kind }) => kind === 'ellipsis'));

function relationOf(one: Cover, other: Cover): PatternComparison['relation'] {
  if (one.verdict === 'undecided' || other.verdict === 'undecided') return 'undecided';
  if (one.verdict === 'covers') return other.verdict === 'covers' ? 'equivalent' : 'first-covers-second';
  return other.verdict === 'covers' ? 'second-covers-first' : 'neither';
}

export { isEmpty } from './samples.ts';
