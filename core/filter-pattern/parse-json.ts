import type { JsonCondition, JsonExpression } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseJoined } from './parse-joined.ts';
import { parseSelector } from './parse-selector.ts';
import { parseOperator, parseValue } from './parse-value.ts';

/** What stands between the braces of a JSON pattern. */
export function parseJson(cursor: Cursor): JsonExpression {
  const where = parseJoined(cursor, parseOperand);
  if (cursor.at < cursor.end) throw cursor.invalid('conditions are joined by && or ||');
  return where;
}

function parseOperand(cursor: Cursor): JsonExpression {
  cursor.skipSpace();
  const open = cursor.column;
  if (!cursor.take('(')) return parseCondition(cursor);
  const where = parseJoined(cursor, parseOperand);
  if (cursor.take(')')) return where;
  if (cursor.at < cursor.end) throw cursor.invalid('conditions are joined by && or ||');
  throw cursor.invalid('this parenthesis is not closed', open);
}

function parseCondition(cursor: Cursor): JsonCondition {
  const column = cursor.column;
  const selector = parseSelector(cursor);
  cursor.skipSpace();
  if (takeWord(cursor, 'IS')) return { kind: 'is', selector, value: parseConstant(cursor), column };
  if (takeWord(cursor, 'NOT')) {
    cursor.skipSpace();
    if (!takeWord(cursor, 'EXISTS')) throw cursor.invalid('NOT is followed by EXISTS');
    return { kind: 'not-exists', selector, column };
  }
  const operator = parseOperator(cursor);
  if (operator === undefined)
    throw cursor.invalid('after a selector comes =, !=, <, >, <=, >=, IS NULL, IS TRUE, IS FALSE or NOT EXISTS');
  cursor.skipSpace();
  return { kind: 'comparison', selector, operator, value: parseValue(cursor, operator), column };
}

function parseConstant(cursor: Cursor): null | boolean {
  cursor.skipSpace();
  if (takeWord(cursor, 'NULL')) return null;
  if (takeWord(cursor, 'TRUE')) return true;
  if (takeWord(cursor, 'FALSE')) return false;
  throw cursor.invalid('IS is followed by NULL, TRUE or FALSE; IS NOT is not supported');
}

function takeWord(cursor: Cursor, word: string): boolean {
  const after = cursor.text.slice(cursor.at + word.length, Math.min(cursor.at + word.length + 1, cursor.end));
  return !/^[A-Za-z0-9_]/.test(after) && cursor.take(word);
}
