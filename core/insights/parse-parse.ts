import { RE2JS } from 're2js';
import type { Expression, ParseCommand } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { InsightsError } from './error.ts';
import { parseAlias, parseRegex } from './parse-expression.ts';

/**
 * `parse FIELD "glob" as a, b`, `parse FIELD /regex/ [as a, b] [multi]`, `parse FIELD logfmt as a`, `parse FIELD csv as a, b`; without a field
 * the whole message is parsed.
 */
export function parseParse(cursor: Cursor): ParseCommand {
  const implicit = /["'/]/.test(cursor.peek()) || startsMode(cursor);
  const from: Expression = implicit ? { kind: 'field', name: '@message' } : fieldOf(cursor);
  cursor.skip();
  const start = cursor.at;
  const source = parseRegex(cursor);
  if (source !== undefined) return regexParse(cursor, from, source, start);
  const mode = cursor.takeWord('logfmt', 'csv');
  if (mode === 'csv') return { kind: 'parse', from, pattern: { kind: 'csv', names: requiredNames(cursor) } };
  if (mode === 'logfmt') return { kind: 'parse', from, pattern: { kind: 'logfmt', name: requiredNames(cursor)[0]! } };
  const glob = cursor.string();
  if (glob === undefined) throw unknownPattern(cursor);
  const end = cursor.at;
  const names = namesOf(cursor);
  const literals = glob.split('*');
  if (names.length !== literals.length - 1 || names.length === 0) {
    const problem = `the pattern has ${literals.length - 1} * for ${names.length} names`;
    throw new InsightsError(problem, cursor.text, start, end);
  }
  return { kind: 'parse', from, pattern: { kind: 'glob', literals, names } };
}

/** `json field=FIELD "path" as a, "path" as b`, behind its word. */
export function parseJson(cursor: Cursor): ParseCommand {
  let from: Expression = { kind: 'field', name: '@message' };
  if (cursor.takeWord('field')) {
    cursor.expect('=');
    from = fieldOf(cursor);
  }
  const paths: string[] = [];
  const names: string[] = [];
  do {
    const path = cursor.string();
    if (path === undefined) throw cursor.unexpected('expected a path');
    paths.push(path);
    if (!cursor.takeWord('as')) throw cursor.unexpected('expected as');
    names.push(parseAlias(cursor));
  } while (cursor.take(','));
  return { kind: 'parse', from, pattern: { kind: 'json', paths, names } };
}

/** Whether a mode stands where a field might: `parse logfmt as l`, but not `parse csv "*" as a`. */
function startsMode(cursor: Cursor): boolean {
  cursor.skip();
  const start = cursor.at;
  const found = cursor.takeWord('logfmt', 'csv') !== undefined && cursor.takeWord('as') !== undefined;
  cursor.at = start;
  return found;
}

function regexParse(cursor: Cursor, from: Expression, source: string, start: number): ParseCommand {
  const end = cursor.at;
  const early = cursor.takeWord('multi') !== undefined;
  const given = namesOf(cursor);
  const multi = early || cursor.takeWord('multi') !== undefined;
  const groups = groupNames(source);
  const names = groups.map((name, index) => given[index] ?? name ?? '');
  if (given.length > groups.length) {
    const problem = `the regular expression has ${groups.length} groups for ${given.length} names`;
    throw new InsightsError(problem, cursor.text, start, end);
  }
  if (names.every((name) => name === '')) {
    throw new InsightsError('a regular expression of parse needs a named group', cursor.text, start, end);
  }
  return { kind: 'parse', from, pattern: { kind: 'regex', source, names, multi } };
}

/** The name of each group of a regular expression that is one; undefined for a group without. */
function groupNames(source: string): (string | undefined)[] {
  const regex = RE2JS.compile(source);
  const names = Array.from<string | undefined>({ length: regex.groupCount() });
  for (const [name, number] of Object.entries(regex.namedGroups())) names[number - 1] = name;
  return names;
}

function namesOf(cursor: Cursor): string[] {
  const names: string[] = [];
  if (!cursor.takeWord('as')) return names;
  do names.push(parseAlias(cursor));
  while (cursor.take(','));
  return names;
}

function requiredNames(cursor: Cursor): string[] {
  const names = namesOf(cursor);
  if (names.length === 0) throw cursor.unexpected('expected as');
  return names;
}

function fieldOf(cursor: Cursor): Expression {
  const name = cursor.name();
  if (name === undefined) throw cursor.unexpected('expected a field');
  return { kind: 'field', name };
}

function unknownPattern(cursor: Cursor): InsightsError {
  const word = cursor.peekWord();
  if (word?.toLowerCase() !== 'xml') return cursor.unexpected('expected a pattern');
  return new InsightsError(`parse ${word} is not supported yet`, cursor.text, cursor.at, cursor.at + word.length);
}
