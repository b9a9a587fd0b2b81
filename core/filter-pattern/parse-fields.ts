import type { Field, FieldComparison, FieldExpression, NamedField } from './ast.ts';
import { type Cursor, isWord } from './cursor.ts';
import { parseJoined } from './parse-joined.ts';
import { parseOperator, parseValue } from './parse-value.ts';

/** What stands between the brackets of a space-delimited pattern. */
export function parseFields(cursor: Cursor): Field[] {
  const fields: Field[] = [];
  cursor.skipSpace();
  if (cursor.at === cursor.end) return fields;
  do {
    cursor.skipSpace();
    const column = cursor.column;
    const field = parseField(cursor);
    if (field.kind === 'ellipsis' && fields.some((each) => each.kind === 'ellipsis'))
      throw cursor.invalid('one ... in a pattern: with two it is open which fields stand between them', column);
    fields.push(field);
    cursor.skipSpace();
  } while (cursor.take(','));
  if (cursor.at < cursor.end) throw cursor.badCharacter('fields are separated by commas');
  return fields;
}

function parseField(cursor: Cursor): Field {
  if (cursor.take('...')) return { kind: 'ellipsis' };
  const column = cursor.column;
  const name = cursor.run(isWord);
  if (name === '') return blank(cursor, column);
  cursor.skipSpace();
  const where = /[=!<>]/.test(cursor.peek()) ? parseWhere(cursor, name, column) : undefined;
  return { kind: 'field', name, where, column };
}

function blank(cursor: Cursor, column: number): NamedField {
  const next = cursor.peek();
  if (next === ',' || next === '') return { kind: 'field', name: undefined, where: undefined, column };
  throw cursor.badCharacter('a field has a name of letters, digits and underscores');
}

function parseWhere(cursor: Cursor, name: string, column: number): FieldExpression {
  cursor.at = column - 1;
  return parseJoined<FieldComparison>(cursor, () => parseComparison(cursor, name));
}

function parseComparison(cursor: Cursor, name: string): FieldComparison {
  cursor.skipSpace();
  const column = cursor.column;
  const named = cursor.run(isWord);
  if (named !== name) throw cursor.invalid(`each condition of this field names it: ${name}`, column);
  cursor.skipSpace();
  const operator = parseOperator(cursor);
  if (operator === undefined) throw cursor.invalid('after the name of a field comes =, !=, <, >, <= or >=');
  cursor.skipSpace();
  return { kind: 'comparison', operator, value: parseValue(cursor, operator), column };
}
