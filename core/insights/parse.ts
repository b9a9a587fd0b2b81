import type { Column, Command, Expression, ParseCommand, Query, SortKey, Source } from './ast.ts';
import { checkCalls } from './check.ts';
import { Cursor } from './cursor.ts';
import { InsightsError } from './error.ts';
import { parseExpression } from './parse-expression.ts';

/** Commands AWS has and this does not: named, not taken for a mistake. */
const refused = ['pattern', 'diff', 'anomaly', 'join', 'lookup', 'filterindex', 'unmask'];

/**
 * Reads a query.
 * @throws InsightsError with the place of the mistake
 */
export function parseQuery(text: string): Query {
  const cursor = new Cursor(text);
  const commands: Command[] = [];
  let source: Source | undefined;
  cursor.take('|');
  if (cursor.done) throw cursor.unexpected('expected a command');
  do {
    if (commands.length === 0 && cursor.takeWord('source')) source = parseSource(cursor);
    else commands.push(parseCommand(cursor));
  } while (cursor.take('|'));
  if (!cursor.done) throw cursor.unexpected('expected |');
  const query = { ...(source && { source }), commands };
  checkCalls(query, text);
  return query;
}

function parseCommand(cursor: Cursor): Command {
  const word = cursor.takeWord(
    'fields',
    'display',
    'filter',
    'parse',
    'stats',
    'sort',
    'order',
    'limit',
    'head',
    'tail',
    'dedup',
    'unnest',
  );
  switch (word) {
    case 'fields':
    case 'display':
      return { kind: word, columns: columns(cursor) };
    case 'filter':
      return { kind: 'filter', where: parseExpression(cursor) };
    case 'parse':
      return parseParse(cursor);
    case 'stats':
      return { kind: 'stats', columns: columns(cursor), by: cursor.takeWord('by') ? columns(cursor) : [] };
    case 'sort':
    case 'order':
      cursor.takeWord('by');
      return { kind: 'sort', keys: sortKeys(cursor) };
    case 'limit':
    case 'head':
    case 'tail':
      return { kind: 'limit', count: limit(cursor), last: word === 'tail' };
    case 'dedup':
      return { kind: 'dedup', fields: columns(cursor).map(({ expression }) => expression) };
    case 'unnest':
      return parseUnnest(cursor);
    default:
      throw unknownCommand(cursor);
  }
}

function unknownCommand(cursor: Cursor): InsightsError {
  const word = cursor.peekWord();
  if (word === undefined || !refused.includes(word.toLowerCase())) return cursor.unexpected('expected a command');
  const problem = `the command ${word} is not supported yet`;
  return new InsightsError(problem, cursor.text, cursor.at, cursor.at + word.length);
}

function columns(cursor: Cursor): Column[] {
  const found: Column[] = [];
  do {
    cursor.skip();
    const start = cursor.at;
    const expression = parseExpression(cursor);
    const text = cursor.text.slice(start, cursor.at).trim();
    found.push({ expression, name: cursor.takeWord('as') ? alias(cursor) : nameOf(expression, text) });
  } while (cursor.take(','));
  return found;
}

/** A field keeps its name without backticks. */
const nameOf = (expression: Expression, text: string): string => (expression.kind === 'field' ? expression.name : text);

function alias(cursor: Cursor): string {
  const name = cursor.name() ?? cursor.string();
  if (name === undefined) throw cursor.unexpected('expected a name');
  return name;
}

function sortKeys(cursor: Cursor): SortKey[] {
  const keys: SortKey[] = [];
  do {
    const expression = parseExpression(cursor);
    keys.push({ expression, descending: cursor.takeWord('asc', 'desc') === 'desc' });
  } while (cursor.take(','));
  return keys;
}

function limit(cursor: Cursor): number {
  const count = cursor.number();
  if (count === undefined || !Number.isInteger(count) || count < 1)
    throw cursor.unexpected('expected a number of rows');
  return count;
}

function parseParse(cursor: Cursor): ParseCommand {
  // Without a field the whole message is parsed.
  const implicit = cursor.peek() === '/' || cursor.peek() === '"' || cursor.peek() === "'";
  const from: Expression = implicit ? { kind: 'field', name: '@message' } : fieldOf(cursor);
  cursor.skip();
  const start = cursor.at;
  const source = cursor.regex();
  if (source !== undefined) {
    if (!/\(\?P?<[A-Za-z]/.test(source)) {
      throw new InsightsError('a regular expression of parse needs a named group', cursor.text, start, cursor.at);
    }
    return { kind: 'parse', from, pattern: { kind: 'regex', source } };
  }
  const glob = cursor.string();
  if (glob === undefined) throw cursor.unexpected('expected a pattern');
  const end = cursor.at;
  const names: string[] = [];
  if (cursor.takeWord('as')) {
    do names.push(alias(cursor));
    while (cursor.take(','));
  }
  const literals = glob.split('*');
  if (names.length !== literals.length - 1) {
    throw new InsightsError(
      `the pattern has ${literals.length - 1} * for ${names.length} names`,
      cursor.text,
      start,
      end,
    );
  }
  return { kind: 'parse', from, pattern: { kind: 'glob', literals, names } };
}

function fieldOf(cursor: Cursor): Expression {
  const name = cursor.name();
  if (name === undefined) throw cursor.unexpected('expected a field');
  return { kind: 'field', name };
}

function parseUnnest(cursor: Cursor): Command {
  const list = parseExpression(cursor);
  if (!cursor.takeWord('into')) throw cursor.unexpected('expected into');
  return { kind: 'unnest', list, into: alias(cursor) };
}

/** `SOURCE "group", "other"` or `SOURCE logGroups(namePrefix: ["a"])`. */
function parseSource(cursor: Cursor): Source {
  if (!cursor.takeWord('loggroups')) return { groups: strings(cursor), prefixes: [] };
  cursor.expect('(');
  let groups: string[] = [];
  let prefixes: string[] = [];
  do {
    const name = cursor.takeWord('nameprefix', 'loggroupidentifiers');
    if (!name) throw cursor.unexpected('expected namePrefix or logGroupIdentifiers');
    cursor.expect(':');
    cursor.expect('[');
    const values = strings(cursor);
    cursor.expect(']');
    if (name === 'nameprefix') prefixes = values;
    else groups = values;
  } while (cursor.take(','));
  cursor.expect(')');
  return { groups, prefixes };
}

function strings(cursor: Cursor): string[] {
  const found: string[] = [];
  do {
    const text = cursor.string();
    if (text === undefined) throw cursor.unexpected('expected a string');
    found.push(text);
  } while (cursor.take(','));
  return found;
}
