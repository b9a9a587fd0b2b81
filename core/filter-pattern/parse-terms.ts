import type { AllPattern, Term, TermsPattern } from './ast.ts';
import { type Cursor, isSpace, isWord } from './cursor.ts';
import { parseQuoted } from './parse-value.ts';

/** `ERROR "a phrase" -excluded ?optional`: terms, each a word or a quoted phrase, set apart by spaces. */
export function parseTerms(cursor: Cursor): TermsPattern | AllPattern {
  const terms: Term[] = [];
  for (cursor.skipSpace(); cursor.at < cursor.end; cursor.skipSpace()) terms.push(parseTerm(cursor));
  // The guide gives `" "` as the pattern for every event, so a phrase of nothing but space is no search for a space.
  const [only] = terms;
  if (terms.length === 1 && only?.sign === 'required' && only.text.trim() === '') return { kind: 'all' };
  return { kind: 'terms', terms };
}

function parseTerm(cursor: Cursor): Term {
  const column = cursor.column;
  const sign = cursor.take('?') ? 'optional' : cursor.take('-') ? 'excluded' : 'required';
  if (sign === 'excluded') skipToPhrase(cursor);
  const text = cursor.peek() === '"' ? parseQuoted(cursor) : cursor.run(isWord);
  if (cursor.at === column - 1 + (sign === 'required' ? 0 : 1)) throw noTerm(cursor);
  if (cursor.at < cursor.end && !isSpace(cursor.text.charCodeAt(cursor.at)))
    throw cursor.badCharacter('a term with anything but letters, digits and underscores stands in double quotes');
  return { sign, text, column };
}

/** A minus sign may stand apart from a phrase: the guide has `"ERROR" - "Exiting"`. */
function skipToPhrase(cursor: Cursor): void {
  const at = cursor.at;
  cursor.skipSpace();
  if (cursor.peek() !== '"') cursor.at = at;
}

function noTerm(cursor: Cursor) {
  const atSign = cursor.peek() === '' || isSpace(cursor.text.charCodeAt(cursor.at));
  if (atSign) return cursor.badCharacter('a term must follow this sign at once', cursor.column - 1);
  return cursor.badCharacter('a term with anything but letters, digits and underscores stands in double quotes');
}
