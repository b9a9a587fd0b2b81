import type { Comparison, Condition, Literal, Property } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { ConfigQueryError } from './error.ts';
import { assertLike } from './like.ts';

const COMPARISONS: readonly string[] = ['=', '!=', '<', '<=', '>', '>='];
/** Far above what a person writes; keeps a hostile expression from exhausting the stack. */
const DEEPEST = 100;

/** `OR` binds weakest, then `AND`, then `NOT`. */
export function parseCondition(cursor: Cursor, depth = 0): Condition {
  let left = parseAnd(cursor, depth);
  while (cursor.takeWord('OR')) left = { kind: 'or', left, right: parseAnd(cursor, depth) };
  return left;
}

function parseAnd(cursor: Cursor, depth: number): Condition {
  let left = parseNot(cursor, depth);
  while (cursor.takeWord('AND')) left = { kind: 'and', left, right: parseNot(cursor, depth) };
  return left;
}

function parseNot(cursor: Cursor, depth: number): Condition {
  if (depth > DEEPEST) throw new ConfigQueryError('the conditions are nested too deep', cursor.token.position);
  if (cursor.takeWord('NOT')) return { kind: 'not', of: parseNot(cursor, depth + 1) };
  if (!cursor.takeSign('(')) return parseTest(cursor);
  const inside = parseCondition(cursor, depth + 1);
  cursor.expectSign(')');
  return inside;
}

function parseTest(cursor: Cursor): Condition {
  const property = parseProperty(cursor);
  if (cursor.isSign('(')) cursor.fail('an operator');
  if (cursor.takeWord('NOT')) return { kind: 'not', of: parseOperator(cursor, property) };
  if (cursor.token.kind === 'sign' && COMPARISONS.includes(cursor.token.text)) {
    const operator = cursor.take().text as Comparison;
    return { kind: 'compare', property, operator, literal: parseLiteral(cursor) };
  }
  return parseOperator(cursor, property);
}

function parseOperator(cursor: Cursor, property: Property): Condition {
  if (cursor.takeWord('IN')) return { kind: 'in', property, literals: parseLiterals(cursor) };
  if (cursor.takeWord('BETWEEN')) {
    const low = parseLiteral(cursor);
    cursor.expectWord('AND');
    return { kind: 'between', property, low, high: parseLiteral(cursor) };
  }
  if (cursor.takeWord('LIKE')) {
    if (cursor.token.kind !== 'text') cursor.fail('a text');
    const { text: pattern, position } = cursor.take();
    assertLike(pattern, position);
    return { kind: 'like', property, pattern };
  }
  return cursor.fail('an operator');
}

function parseLiterals(cursor: Cursor): Literal[] {
  cursor.expectSign('(');
  const literals = [parseLiteral(cursor)];
  while (cursor.takeSign(',')) literals.push(parseLiteral(cursor));
  cursor.expectSign(')');
  return literals;
}

function parseLiteral(cursor: Cursor): Literal {
  if (cursor.takeWord('TRUE')) return true;
  if (cursor.takeWord('FALSE')) return false;
  const { kind } = cursor.token;
  if (kind === 'text') return cursor.take().text;
  if (kind === 'number') return Number(cursor.take().text);
  return cursor.fail('a value');
}

export function parseProperty(cursor: Cursor): Property {
  const { text, position } = cursor.expectName();
  return { kind: 'property', path: text.split('.'), text, position };
}
