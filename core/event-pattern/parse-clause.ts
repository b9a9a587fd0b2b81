import type { Clause, Exclusion, PositiveClause } from './clause.ts';
import type { Refusal } from './errors.ts';
import { foldText } from './folded-text.ts';
import { cidrRange } from './ip-address.ts';
import type { JsonReader } from './json/reader.ts';
import { parseAnythingBut } from './parse-anything-but.ts';
import { parseNumeric } from './parse-numeric.ts';
import { parseWildcard, type WildcardFault } from './wildcard.ts';

/** What differs between the languages that share these parts. */
export interface Dialect {
  /** Which texts `anything-but` takes inside braces, and whether as lists. */
  readonly nestedExclusions: Readonly<Partial<Record<Exclude<Exclusion['of'], 'strings' | 'numbers'>, 'one' | 'list'>>>;
  /** What refuses a nested exclusion that is not text: "prefix/suffix match pattern must be a string" in event patterns. */
  readonly exclusionFault: (of: 'prefix' | 'suffix') => string;
}

export const ONE_KEY = 'Only one key allowed in match expression';

/** Reads a match expression, from behind its opening brace to behind its closing one. */
export function parseClause(reader: JsonReader, dialect: Dialect): Clause {
  if (reader.next() !== 'name') throw reader.refuse('Match expression name not found');
  const operator = reader.currentName;
  switch (operator) {
    case 'exactly':
      return closing(reader, { kind: 'string', text: needString(reader, 'exact match pattern must be a string') });
    case 'prefix':
    case 'suffix':
      return parseAffix(reader, operator);
    case 'equals-ignore-case': {
      const text = needString(reader, 'equals-ignore-case match pattern must be a string');
      return closing(reader, { kind: 'equals-ignore-case', text, folded: foldText(text) });
    }
    case 'wildcard': {
      const text = needString(reader, 'wildcard match pattern must be a string');
      return closing(reader, { kind: 'wildcard', text, parts: wildcardOr(text, (reason) => reader.refuse(reason)) });
    }
    case 'numeric':
      return parseNumeric(reader);
    case 'cidr': {
      const text = needString(reader, 'prefix match pattern must be a string');
      return closing(reader, { kind: 'cidr', text, ...cidrRange(text) });
    }
    case 'exists':
      return parseExists(reader);
    case 'anything-but':
      return parseAnythingBut(reader, dialect);
    default:
      throw reader.refuse(`Unrecognized match type ${operator}`);
  }
}

/** The clause, once the brace that ends its expression is read. */
function closing(reader: JsonReader, clause: PositiveClause): PositiveClause {
  if (reader.next() !== '}') throw reader.refuse(ONE_KEY);
  return clause;
}

/** The text of the string that comes next. */
export function needString(reader: JsonReader, otherwise: string): string {
  if (reader.next() !== 'string') throw reader.refuse(otherwise);
  return reader.text();
}

function parseAffix(reader: JsonReader, operator: 'prefix' | 'suffix'): PositiveClause {
  const token = reader.next();
  if (token === '{') {
    const title = operator === 'prefix' ? 'Prefix' : 'Suffix';
    if (reader.next() !== 'name') throw reader.refuse(`${title} expression name not found`);
    if (reader.currentName !== 'equals-ignore-case') {
      throw reader.refuse(`Unsupported ${operator} pattern: ${reader.currentName}`);
    }
    const text = needString(reader, 'equals-ignore-case match pattern must be a string');
    const kind = operator === 'prefix' ? 'prefix-ignore-case' : 'suffix-ignore-case';
    if (reader.next() !== '}') throw reader.refuse(ONE_KEY);
    return closing(reader, { kind, text, folded: foldText(text) });
  }
  if (token !== 'string') throw reader.refuse(`${operator} match pattern must be a string`);
  return closing(reader, { kind: operator, text: reader.text() });
}

function parseExists(reader: JsonReader): Clause {
  const token = reader.next();
  if (token !== 'true' && token !== 'false') {
    throw reader.refuse('exists match pattern must be either true or false.');
  }
  if (reader.next() !== '}') throw reader.refuse(ONE_KEY);
  return { kind: token === 'true' ? 'present' : 'absent' };
}

/** A wildcard's parts, or the refusal made of what is wrong with it. */
export function wildcardOr(text: string, refuse: (reason: string) => Refusal) {
  try {
    return parseWildcard(text);
  } catch (fault) {
    throw refuse((fault as WildcardFault).message);
  }
}
