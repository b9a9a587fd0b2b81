import type { Binary, Call, Expression, LikePattern } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { InsightsError } from './error.ts';
import { regexTest } from './regex.ts';

type Operator = Binary['operator'];

/** Words of the language; a field of such a name stands between backticks. */
const reserved: ReadonlySet<string> = new Set(['as', 'by', 'and', 'or', 'not', 'in', 'like', 'asc', 'desc', 'into']);

/** An expression, by precedence: or, and, not, comparisons, sums, products, powers, values. */
export const parseExpression = (cursor: Cursor): Expression =>
  cursor.deeper(() => joined(cursor, parseAnd, () => (cursor.takeWord('or') ? 'or' : undefined)));

/**
 * A regular expression, checked.
 * @returns undefined where none comes next
 */
export function parseRegex(cursor: Cursor): string | undefined {
  cursor.skip();
  const start = cursor.at;
  const source = cursor.regex();
  if (source === undefined) return undefined;
  try {
    regexTest(source);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InsightsError(`invalid regular expression (${why})`, cursor.text, start, cursor.at);
  }
  return source;
}

/** The name behind `as`, bare or quoted. */
export function parseAlias(cursor: Cursor): string {
  const name = cursor.name() ?? cursor.string();
  if (name === undefined) throw cursor.unexpected('expected a name');
  return name;
}

const parseAnd = (cursor: Cursor): Expression =>
  joined(cursor, parseNot, () => (cursor.takeWord('and') ? 'and' : undefined));

function parseNot(cursor: Cursor): Expression {
  if (cursor.takeWord('not') || cursor.take('!')) {
    return { kind: 'not', operand: cursor.deeper(() => parseNot(cursor)) };
  }
  return parseComparison(cursor);
}

function parseComparison(cursor: Cursor): Expression {
  let left = parseSum(cursor);
  for (;;) {
    const further = comparison(cursor, left);
    if (!further) return left;
    left = further;
  }
}

function comparison(cursor: Cursor, value: Expression): Expression | undefined {
  if (cursor.take('=~')) return { kind: 'like', value, pattern: likePattern(cursor), negated: false };
  for (const operator of ['!=', '<=', '>=', '==', '=', '<', '>'] as const) {
    if (cursor.take(operator)) {
      const meant = operator === '==' ? '=' : operator;
      return { kind: 'binary', operator: meant, left: value, right: parseSum(cursor) };
    }
  }
  const start = cursor.at;
  const negated = cursor.takeWord('not') !== undefined;
  const word = cursor.takeWord('like', 'in');
  if (word === 'like') return { kind: 'like', value, pattern: likePattern(cursor), negated };
  if (word === 'in') return { kind: 'in', value, items: list(cursor), negated };
  cursor.at = start;
  return undefined;
}

function likePattern(cursor: Cursor): LikePattern {
  const source = parseRegex(cursor);
  if (source !== undefined) return { kind: 'regex', source };
  const text = cursor.string();
  if (text === undefined) throw cursor.unexpected('expected a string or a regular expression');
  return { kind: 'text', text };
}

function list(cursor: Cursor): Expression[] {
  if (cursor.peek() === '(') refuseSubquery(cursor);
  cursor.expect('[');
  const items: Expression[] = [];
  if (cursor.take(']')) return items;
  do items.push(parseSum(cursor));
  while (cursor.take(','));
  cursor.expect(']');
  return items;
}

function refuseSubquery(cursor: Cursor): void {
  const start = cursor.at;
  cursor.take('(');
  const word = cursor.peekWord()?.toLowerCase();
  cursor.at = start;
  if (word === 'source') throw new InsightsError('subqueries are not supported yet', cursor.text, start);
}

const parseSum = (cursor: Cursor): Expression =>
  joined(cursor, parseProduct, () => (cursor.take('+') ? '+' : cursor.take('-') ? '-' : undefined));

const parseProduct = (cursor: Cursor): Expression =>
  joined(cursor, parsePower, () =>
    cursor.take('*') ? '*' : cursor.take('/') ? '/' : cursor.take('%') ? '%' : undefined,
  );

/** Binds to the right: 2 ^ 3 ^ 2 is 2 ^ 9. */
function parsePower(cursor: Cursor): Expression {
  const left = parseUnary(cursor);
  if (!cursor.take('^')) return left;
  return { kind: 'binary', operator: '^', left, right: cursor.deeper(() => parsePower(cursor)) };
}

function parseUnary(cursor: Cursor): Expression {
  if (cursor.take('-')) return { kind: 'negate', operand: cursor.deeper(() => parseUnary(cursor)) };
  return parseValue(cursor);
}

function parseValue(cursor: Cursor): Expression {
  if (cursor.take('(')) {
    const inner = parseExpression(cursor);
    cursor.expect(')');
    return inner;
  }
  const text = cursor.string();
  if (text !== undefined) return { kind: 'literal', value: text };
  const duration = cursor.duration();
  if (duration) return { kind: 'duration', duration };
  const number = cursor.number();
  if (number !== undefined) return { kind: 'literal', value: number };
  cursor.skip();
  const start = cursor.at;
  const quoted = cursor.peek() === '`';
  const name = cursor.name();
  if (name === undefined || (!quoted && reserved.has(name.toLowerCase()))) {
    cursor.at = start;
    throw cursor.unexpected('expected a value');
  }
  if (!quoted && cursor.peek() === '(') return call(cursor, name, start);
  if (!quoted && /^(true|false)$/i.test(name)) return { kind: 'literal', value: name.toLowerCase() === 'true' };
  return { kind: 'field', name };
}

function call(cursor: Cursor, name: string, at: number): Call {
  cursor.expect('(');
  const args: Expression[] = [];
  const star = cursor.take('*');
  if (!star && cursor.peek() !== ')') {
    do args.push(argument(cursor));
    while (cursor.take(','));
  }
  cursor.expect(')');
  return { kind: 'call', name: name.toLowerCase(), args, star, at };
}

/** A regular expression stands where `regex_replace` wants one. */
function argument(cursor: Cursor): Expression {
  const source = cursor.peek() === '/' ? parseRegex(cursor) : undefined;
  return source === undefined ? parseExpression(cursor) : { kind: 'literal', value: source };
}

function joined(
  cursor: Cursor,
  operand: (cursor: Cursor) => Expression,
  operator: () => Operator | undefined,
): Expression {
  let left = operand(cursor);
  for (let found = operator(); found; found = operator()) {
    left = { kind: 'binary', operator: found, left, right: operand(cursor) };
  }
  return left;
}
