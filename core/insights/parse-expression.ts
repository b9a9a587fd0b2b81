import type { Binary, Call, Expression, Like } from './ast.ts';
import type { Cursor } from './cursor.ts';

type Operator = Binary['operator'];

/** An expression, by precedence: or, and, not, comparisons, sums, products, powers, values. */
export const parseExpression = (cursor: Cursor): Expression =>
  joined(cursor, parseAnd, () => (cursor.takeWord('or') ? 'or' : undefined));

const parseAnd = (cursor: Cursor): Expression =>
  joined(cursor, parseNot, () => (cursor.takeWord('and') ? 'and' : undefined));

function parseNot(cursor: Cursor): Expression {
  if (cursor.takeWord('not')) return { kind: 'not', operand: parseNot(cursor) };
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
  if (cursor.take('=~')) return like(cursor, value, false);
  for (const operator of ['!=', '<=', '>=', '=', '<', '>'] as const) {
    if (cursor.take(operator)) {
      cursor.take('=');
      return { kind: 'binary', operator, left: value, right: parseSum(cursor) };
    }
  }
  const start = cursor.at;
  const negated = cursor.takeWord('not') !== undefined;
  const word = cursor.takeWord('like', 'in');
  if (word === 'like') return like(cursor, value, negated);
  if (word === 'in') return { kind: 'in', value, items: list(cursor), negated };
  cursor.at = start;
  return undefined;
}

function like(cursor: Cursor, value: Expression, negated: boolean): Like {
  const source = cursor.regex();
  if (source !== undefined) return { kind: 'like', value, pattern: { kind: 'regex', source }, negated };
  const text = cursor.string();
  if (text === undefined) throw cursor.unexpected('expected a string or a regular expression');
  return { kind: 'like', value, pattern: { kind: 'text', text }, negated };
}

function list(cursor: Cursor): Expression[] {
  cursor.expect('[');
  const items: Expression[] = [];
  if (cursor.take(']')) return items;
  do items.push(parseSum(cursor));
  while (cursor.take(','));
  cursor.expect(']');
  return items;
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
  return cursor.take('^') ? { kind: 'binary', operator: '^', left, right: parsePower(cursor) } : left;
}

function parseUnary(cursor: Cursor): Expression {
  if (cursor.take('-')) return { kind: 'negate', operand: parseUnary(cursor) };
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
  if (name === undefined) throw cursor.unexpected('expected a value');
  if (!quoted && cursor.text[cursor.at] === '(') return call(cursor, name, start);
  if (!quoted && /^(true|false)$/i.test(name)) return { kind: 'literal', value: name.toLowerCase() === 'true' };
  return { kind: 'field', name };
}

function call(cursor: Cursor, name: string, at: number): Call {
  cursor.expect('(');
  const args: Expression[] = [];
  const star = cursor.take('*');
  if (!star && cursor.peek() !== ')') {
    do args.push(parseExpression(cursor));
    while (cursor.take(','));
  }
  cursor.expect(')');
  return { kind: 'call', name: name.toLowerCase(), args, star, at };
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
