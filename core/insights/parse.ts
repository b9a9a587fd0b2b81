import type { Column, Command, Expression, Query, SortKey, Source } from './ast.ts';
import { checkCalls } from './check.ts';
import { columnsOf } from './columns.ts';
import { Cursor } from './cursor.ts';
import { InsightsError } from './error.ts';
import { withKnownColumns } from './known-columns.ts';
import { parseAlias, parseExpression } from './parse-expression.ts';
import { parseJson, parseParse } from './parse-parse.ts';
import { parseSource } from './parse-source.ts';
import { systemFields } from './scope.ts';

/** Commands AWS has and this does not: named, not taken for a mistake. */
const refused = ['pattern', 'diff', 'anomaly', 'join', 'lookup', 'relevantfields'];

/** What a command begins with. */
export const commands = [
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
  'expand',
  'json',
  'addtotals',
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
    // Queries of dashboards have one for each group: `SOURCE 'a' | SOURCE 'b' | fields ...`.
    if (found.length === 0 && cursor.takeWord('source')) source = both(source, parseSource(cursor));
    else found.push(...parseCommand(cursor, found));
  } while (cursor.take('|'));
  if (!cursor.done) throw cursor.unexpected('expected |');
  const query = { ...(source && { source }), commands: withKnownColumns(found) };
  checkCalls(query, text);
  return query;
}

const both = (first: Source | undefined, second: Source): Source =>
  first
    ? {
        groups: [...first.groups, ...second.groups],
        prefixes: [...first.prefixes, ...second.prefixes],
        accounts: [...first.accounts, ...second.accounts],
        classes: [...first.classes, ...second.classes],
      }
    : second;

/** @returns several where one says what two do */
function parseCommand(cursor: Cursor, before: readonly Command[]): readonly Command[] {
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
  if (word === 'sort' || word === 'order') return parseSort(cursor);
  return [commandOf(word, cursor, before)];
}

function commandOf(word: string | undefined, cursor: Cursor, before: readonly Command[]): Command {
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
    case 'limit':
    case 'head':
    case 'tail':
      cursor.takeWord('any');
      return { kind: 'limit', count: limit(cursor), last: word === 'tail' };
    case 'dedup':
      return { kind: 'dedup', fields: columns(cursor) };
    case 'unnest':
      return parseUnnest(cursor);
    case 'expand':
      return parseExpand(cursor);
    case 'json':
      return parseJson(cursor);
    case 'addtotals':
      return parseTotals(cursor, before);
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

/** Keys may have names, by which commands behind know them. */
function parseSort(cursor: Cursor): Command[] {
  cursor.takeWord('by');
  const keys: SortKey[] = [];
  const named: Column[] = [];
  do {
    let expression = parseExpression(cursor);
    if (cursor.takeWord('as')) {
      const name = parseAlias(cursor);
      named.push({ name, expression });
      expression = { kind: 'field', name };
    }
    keys.push({ expression, descending: cursor.takeWord('asc', 'desc') === 'desc' });
  } while (cursor.take(','));
  const sort: Command = { kind: 'sort', keys };
  return named.length === 0 ? [sort] : [{ kind: 'fields', columns: named, hidden: true }, sort];
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

/** A list, or the text of one, in the place of the field itself. */
function parseExpand(cursor: Cursor): Command {
  cursor.skip();
  const at = cursor.at;
  const name = cursor.name();
  if (name === undefined) throw cursor.unexpected('expected a field');
  const field: Expression = { kind: 'field', name };
  const parsed: Expression = { kind: 'call', name: 'jsonparse', args: [field], star: false, at };
  const list: Expression = { kind: 'call', name: 'coalesce', args: [parsed, field], star: false, at };
  return { kind: 'unnest', list, into: name };
}

const neverSummed: ReadonlySet<string> = new Set(Object.keys(systemFields));

/** `addtotals [fieldname=N] [row=true] [col=false] [a, b]`: without fields, all columns there are at this place. */
function parseTotals(cursor: Cursor, before: readonly Command[]): Command {
  let name = 'Total';
  const wanted = { row: true, col: false };
  for (;;) {
    const start = cursor.at;
    const word = cursor.takeWord('fieldname', 'row', 'col');
    if (word === undefined || !cursor.take('=')) {
      cursor.at = start;
      break;
    }
    if (word === 'fieldname') name = parseAlias(cursor);
    else {
      const value = cursor.takeWord('true', 'false');
      if (value === undefined) throw cursor.unexpected('expected true or false');
      wanted[word as 'row' | 'col'] = value === 'true';
    }
  }
  const named = cursor.done || cursor.peek() === '|' ? [] : columns(cursor);
  const shown = columnsOf(before)
    .filter((each) => !neverSummed.has(each))
    .map((each): Column => ({ name: each, expression: { kind: 'field', name: each } }));
  return {
    kind: 'totals',
    columns: named.length > 0 ? named : shown,
    into: wanted.row ? name : undefined,
    below: wanted.col,
  };
}
