import type { Expression, ParseCommand } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { InsightsError } from './error.ts';
import { parseAlias, parseRegex } from './parse-expression.ts';

/** Ways to parse that AWS has and this does not. */
const refused = ['logfmt', 'csv', 'xml'];

/** `parse FIELD "glob" as a, b`, `parse FIELD /regex/`; without a field the whole message is parsed. */
export function parseParse(cursor: Cursor): ParseCommand {
  const implicit = /["'/]/.test(cursor.peek());
  const from: Expression = implicit ? { kind: 'field', name: '@message' } : fieldOf(cursor);
  cursor.skip();
  const start = cursor.at;
  const source = parseRegex(cursor);
  if (source !== undefined) return regexParse(cursor, from, source, start);
  const glob = cursor.string();
  if (glob === undefined) throw unknownPattern(cursor);
  const end = cursor.at;
  const names: string[] = [];
  if (cursor.takeWord('as')) {
    do names.push(parseAlias(cursor));
    while (cursor.take(','));
  }
  const literals = glob.split('*');
  if (names.length !== literals.length - 1 || names.length === 0) {
    const problem = `the pattern has ${literals.length - 1} * for ${names.length} names`;
    throw new InsightsError(problem, cursor.text, start, end);
  }
  return { kind: 'parse', from, pattern: { kind: 'glob', literals, names } };
}

function regexParse(cursor: Cursor, from: Expression, source: string, start: number): ParseCommand {
  if (!/\(\?P?<[A-Za-z]/.test(source)) {
    throw new InsightsError('a regular expression of parse needs a named group', cursor.text, start, cursor.at);
  }
  return { kind: 'parse', from, pattern: { kind: 'regex', source } };
}

function fieldOf(cursor: Cursor): Expression {
  const name = cursor.name();
  if (name === undefined) throw cursor.unexpected('expected a field');
  return { kind: 'field', name };
}

function unknownPattern(cursor: Cursor): InsightsError {
  const word = cursor.peekWord();
  if (word === undefined || !refused.includes(word.toLowerCase())) return cursor.unexpected('expected a pattern');
  const problem = `parse ${word} is not supported yet`;
  return new InsightsError(problem, cursor.text, cursor.at, cursor.at + word.length);
}
