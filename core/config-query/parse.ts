import { AGGREGATES, type Aggregate, type Column, type ConfigQuery, type Order } from './ast.ts';
import { assertQuery } from './check.ts';
import { Cursor } from './cursor.ts';
import { ConfigQueryError } from './error.ts';
import { parseCondition, parseProperty } from './parse-condition.ts';

/** @see AWS Config Developer Guide, "Service Limits" of advanced queries */
const LONGEST = 4096;

/**
 * Reads an expression of an advanced query: `SELECT ... [WHERE ...] [GROUP BY ...] [ORDER BY ...]`.
 * @throws ConfigQueryError for what is no query, and for SQL the language leaves out
 * @see AWS Config Developer Guide, "Query Components"
 */
export function parseConfigQuery(expression: string): ConfigQuery {
  if (expression.length > LONGEST) throw new ConfigQueryError(`an expression has up to ${LONGEST} characters`, LONGEST);
  const cursor = new Cursor(expression);
  cursor.expectWord('SELECT');
  const select = parseSelect(cursor);
  const where = cursor.takeWord('WHERE') ? parseCondition(cursor) : undefined;
  const groupBy = takeBy(cursor, 'GROUP') ? parseList(cursor, parseProperty) : [];
  const orderBy = takeBy(cursor, 'ORDER') ? parseList(cursor, parseOrder) : [];
  cursor.takeSign(';');
  if (cursor.token.kind !== 'end') cursor.fail('the end');
  const query: ConfigQuery = { select, where, groupBy, orderBy };
  assertQuery(query);
  return query;
}

function parseSelect(cursor: Cursor): ConfigQuery['select'] {
  if (!cursor.takeSign('*')) return parseList(cursor, parseColumn);
  if (cursor.isSign(',')) cursor.fail('WHERE');
  return '*';
}

function takeBy(cursor: Cursor, word: string): boolean {
  if (!cursor.takeWord(word)) return false;
  cursor.expectWord('BY');
  return true;
}

function parseList<T>(cursor: Cursor, one: (cursor: Cursor) => T): T[] {
  const list = [one(cursor)];
  while (cursor.takeSign(',')) list.push(one(cursor));
  return list;
}

function parseColumn(cursor: Cursor): Column {
  return cursor.isSign('(', 1) ? parseAggregate(cursor) : parseProperty(cursor);
}

function parseAggregate(cursor: Cursor): Aggregate {
  const { text, position } = cursor.expectName();
  const name = AGGREGATES.find((each) => each === text.toUpperCase());
  if (!name) throw new ConfigQueryError(`${text} is no function; there are ${AGGREGATES.join(', ')}`, position);
  cursor.expectSign('(');
  if (cursor.isSign('(', 1)) cursor.fail('a property');
  const of = name === 'COUNT' && cursor.takeSign('*') ? undefined : parseProperty(cursor);
  cursor.expectSign(')');
  return { kind: 'aggregate', name, of, text: `${name}(${of?.text ?? '*'})`, position };
}

function parseOrder(cursor: Cursor): Order {
  const by = parseColumn(cursor);
  const descending = cursor.takeWord('DESC');
  if (!descending) cursor.takeWord('ASC');
  return { by, descending };
}
