import type { Clause, PositiveClause } from './clause.ts';
import type { Dialect } from './dialect.ts';
import { foldText } from './folded-text.ts';
import { cidrRange } from './ip-address.ts';
import type { JsonReader } from './json/reader.ts';
import { parseAnythingBut } from './parse-anything-but.ts';
import { parseNumeric } from './parse-numeric.ts';
import { parseWildcard } from './wildcard.ts';

const ONE_KEY = 'Only one key allowed in match expression';

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
      return closing(reader, { kind: 'wildcard', text, parts: parseWildcard(text, (reason) => reader.refuse(reason)) });
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
function needString(reader: JsonReader, otherwise: string): string {
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
