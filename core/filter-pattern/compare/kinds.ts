import type { FilterPattern } from '../ast.ts';
import { matchesFilter } from '../match.ts';
import { fieldCountsFor, formulaFor } from './formulas.ts';
import { jsonChecker } from './json-checker.ts';
import { messageDomain } from './message-domain.ts';
import { isEmpty, samplesOf } from './samples.ts';
import { type Finding, search } from './search.ts';

/** A message that `narrow` matches and `wide` does not, whatever kinds of patterns they are. */
export function onlyInAny(narrow: FilterPattern, wide: FilterPattern): Finding {
  if (narrow.kind !== wide.kind) {
    const witness = samplesOf(narrow, wide).find(
      (message) => matchesFilter(narrow, message) && !matchesFilter(wide, message),
    );
    if (witness !== undefined) return { kind: 'found', message: witness };
    if (isEmpty(narrow)) return { kind: 'none' };
  }
  let unknown: Finding | undefined;
  for (const find of ways(narrow, wide)) {
    const finding = find();
    if (finding.kind === 'found') return finding;
    if (finding.kind === 'unknown') unknown ??= finding;
  }
  return unknown ?? { kind: 'none' };
}

/** The sorts of messages in which one may be found: split into so many fields, JSON documents, and such as are none. */
function* ways(narrow: FilterPattern, wide: FilterPattern): Generator<() => Finding> {
  for (const fields of fieldCountsFor([narrow, wide])) {
    const asked = formulaFor(narrow, true, fields);
    // What is no document no JSON pattern matches.
    if (narrow.kind !== 'json' && wide.kind === 'json')
      yield () => search([asked], messageDomain({ fields, isDocument: false, further: [NO_DOCUMENT] }));
    const isDocument = narrow.kind === 'json' || wide.kind === 'json';
    yield () => search([asked, formulaFor(wide, false, fields)], messageDomain({ fields, isDocument }));
  }
}

/** Deeper than any pattern can ask for in so many words. */
const NO_DOCUMENT = { machine: jsonChecker(40), wanted: false };
