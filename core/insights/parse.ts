import type { Column, Command, Expression, Query, SortKey, Source } from './ast.ts';
import { checkCalls } from './check.ts';
import { Cursor } from './cursor.ts';
import { InsightsError } from './error.ts';
import { parseAlias, parseExpression } from './parse-expression.ts';
import { parseParse } from './parse-parse.ts';
import { parseSource } from './parse-source.ts';

/** Commands AWS has and this does not: named, not taken for a mistake. */
const refused = ['pattern', 'diff', 'anomaly', 'join', 'lookup', 'relevantfields', 'addtotals', 'expand', 'json'];

const commands = [
  'fields',
  'display',
  'filter',
  'filterindex',
  'parse',
  'stats',
  'sort',
  'order',
  'limit',
  'head',
  'tail',
  'dedup',
  'unnest',
];

/** `stats` commands in one query, at most. */
const MOST_STATS = 10;

/**
 * Reads a query.
 * @throws InsightsError with the place of the mistake
 */
export function parseQuery(text: string): Query {
  const cursor = new Cursor(text);
  const found: Command[] = [];
  let source: Source | undefined;
  cursor.take('|');
  do {
    if (found.length === 0 && !source && cursor.takeWord('source')) source = parseSource(cursor);
    else found.push(parseCommand(cursor, found));
  } while (cursor.take('|'));
  if (!cursor.done) throw cursor.unexpected('expected |');
  const query = { ...(source && { source }), commands: found };
  checkCalls(query, text);
  return query;
}

function parseCommand(cursor: Cursor, before: readonly Command[]): Command {
  cursor.skip();
  const start = cursor.at;
  const word = cursor.takeWord(...commands);
  // Only limit may follow dedup.
  const misplaced = before.some(({ kind }) => kind === 'dedup') && word !== undefined && word !== 'limit';
  const tooMany = word === 'stats' && before.filter(({ kind }) => kind === 'stats').length === MOST_STATS;
  if (misplaced || tooMany) {
    cursor.at = start;
    throw cursor.unexpected('expected limit');
  }
  switch (word) {
    case 'fields':
    case 'display':
      return { kind: word, columns: columns(cursor) };
    case 'filter':
    case 'filterindex':
      return { kind: 'filter', where: parseExpression(cursor) };
    case 'parse':
      return parseParse(cursor);
    case 'stats':
      return { kind: 'stats', columns: columns(cursor), by: cursor.takeWord('by') ? groupings(cursor) : [] };
    case 'sort':
    case 'order':
      cursor.takeWord('by');
      return { kind: 'sort', keys: sortKeys(cursor) };
    case 'limit':
    case 'head':
    case 'tail':
      cursor.takeWord('any');
      return { kind: 'limit', count: limit(cursor), last: word === 'tail' };
    case 'dedup':
      return { kind: 'dedup', fields: columns(cursor) };
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
    found.push({ expression, name: cursor.takeWord('as') ? parseAlias(cursor) : nameOf(expression, text) });
  } while (cursor.take(','));
  return found;
}

/** What `by` groups by; `offset` moves its bins. */
function groupings(cursor: Cursor): Column[] {
  const found = columns(cursor);
  if (!cursor.takeWord('offset')) return found;
  const duration = cursor.duration();
  if (!duration) throw cursor.unexpected('expected a period');
  const offset: Expression = { kind: 'duration', duration };
  return found.map(({ name, expression }) =>
    expression.kind === 'call' && expression.name === 'bin'
      ? { name, expression: { ...expression, args: [...expression.args, offset] } }
      : { name, expression },
  );
}

/** A field keeps its name without backticks. */
const nameOf = (expression: Expression, text: string): string => (expression.kind === 'field' ? expression.name : text);

function sortKeys(cursor: Cursor): SortKey[] {
  const keys: SortKey[] = [];
  do {
    const expression = parseExpression(cursor);
    keys.push({ expression, descending: cursor.takeWord('asc', 'desc') === 'desc' });
  } while (cursor.take(','));
  return keys;
}

function limit(cursor: Cursor): number {
  cursor.skip();
  const start = cursor.at;
  const count = cursor.number();
  if (count !== undefined && Number.isInteger(count) && count >= 1) return count;
  cursor.at = start;
  throw cursor.unexpected('expected a number of rows');
}

function parseUnnest(cursor: Cursor): Command {
  const list = parseExpression(cursor);
  if (!cursor.takeWord('into')) throw cursor.unexpected('expected into');
  return { kind: 'unnest', list, into: parseAlias(cursor) };
}
