import type { GlobValue, NumberValue, Operator, RegexValue, TextValue, Value } from './ast.ts';
import { type Cursor, isSpace, isWord } from './cursor.ts';
import { checkRegex } from './regex.ts';

/** One of `=`, `!=`, `<`, `<=`, `>`, `>=`; undefined where none comes next. */
export function parseOperator(cursor: Cursor): Operator | undefined {
  return operators.find((each) => cursor.take(each));
}

const operators: readonly Operator[] = ['!=', '<=', '>=', '=', '<', '>'];

/** What stands on the right of `operator`. */
export function parseValue(cursor: Cursor, operator: Operator): Value {
  const column = cursor.column;
  const value = parseAnyValue(cursor);
  if (operator !== '=' && operator !== '!=' && value.kind !== 'number')
    throw cursor.invalid(`${operator} compares with a number`, column);
  return value;
}

function parseAnyValue(cursor: Cursor): Value {
  const next = cursor.peek();
  if (next === '"') return textOrGlob(parseQuoted(cursor));
  if (next === '%') return parseRegex(cursor);
  return parseBare(cursor);
}

/** `"..."`, in which `\"` stands for a quote and `\\` for a backslash; any other backslash stands for itself. */
export function parseQuoted(cursor: Cursor): string {
  const open = cursor.column;
  let text = '';
  let from = cursor.at + 1;
  for (cursor.at = from; cursor.at < cursor.end; cursor.at += 1) {
    const char = cursor.text[cursor.at];
    if (char === '"') {
      text += cursor.text.slice(from, cursor.at);
      cursor.at += 1;
      return text;
    }
    if (char !== '\\' || cursor.at + 1 >= cursor.end) continue;
    const next = cursor.text[cursor.at + 1];
    if (next === '"' || next === '\\') {
      text += cursor.text.slice(from, cursor.at);
      from = cursor.at + 1;
      cursor.at += 1;
    }
  }
  throw cursor.invalid('this quote is not closed', open);
}

/** `%...%`, checked against the subset of regular expressions AWS takes. */
export function parseRegex(cursor: Cursor): RegexValue {
  const open = cursor.at;
  const close = cursor.text.indexOf('%', open + 1);
  if (close < 0 || close >= cursor.end) throw cursor.badCharacter('this regular expression has no closing %');
  checkRegex(cursor, open + 1, close);
  cursor.at = close + 1;
  return { kind: 'regex', source: cursor.text.slice(open + 1, close) };
}

function parseBare(cursor: Cursor): Value {
  const column = cursor.column;
  const text = cursor.run((code) => !isSpace(code) && !ends.has(code));
  if (text === '') throw cursor.invalid('a value is missing here');
  if (numberSyntax.test(text)) return numberValue(text);
  for (let at = 0; at < text.length; at += 1)
    if (!isBare(text.charCodeAt(at)))
      throw cursor.badCharacter('a value with this character stands in double quotes', column + at);
  return textOrGlob(text);
}

/** The characters that end an unquoted value: of operators, parentheses, field lists and quotes. */
const ends = new Set([...'()&|=!<>,"%[]{}'].map((char) => char.charCodeAt(0)));

const numberSyntax = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** The guide wants quotes around everything but letters, digits and underscores, yet its own examples and the CIS texts have dots. */
const isBare = (code: number): boolean => isWord(code) || code === 0x2a || code === 0x2e || code === 0x2d;

const numberValue = (text: string): NumberValue => ({ kind: 'number', value: Number(text), text });

function textOrGlob(text: string): TextValue | GlobValue {
  if (!text.includes('*')) return { kind: 'text', text };
  const pieces = text.replace(/\*+/g, '*').split('*');
  return { kind: 'glob', pieces };
}
