import type { GlobValue, NumberValue, Operator, Value } from './ast.ts';
import { compileRegex } from './regex.ts';

/**
 * Whether a value taken from a message, as text, passes a comparison.
 *
 * A number in the pattern is compared as a number, and text that is no number passes no such comparison, `!=` included. Everything
 * else in the pattern (text, `*`, regular expression) is compared with the text: of a JSON number as it is written in the message, of
 * `true`, `false` and `null` those words.
 */
export type ValueTest = (text: string) => boolean;

export function compileValueTest(operator: Operator, value: Value): ValueTest {
  if (value.kind === 'number') {
    const test = compareNumbers(operator, value);
    return (text) => test(numberOf(text));
  }
  const holds = textTest(value);
  return operator === '!=' ? (text) => !holds(text) : holds;
}

/** The same test over a stretch of a longer text, where it needs no text of its own for that; undefined otherwise. */
export function compileStretchTest(operator: Operator, value: Value): StretchTest | undefined {
  const holds = stretchTest(value);
  return operator === '!=' && holds ? (text, start, end) => !holds(text, start, end) : holds;
}

export type StretchTest = (text: string, start: number, end: number) => boolean;

function stretchTest(value: Value): StretchTest | undefined {
  if (value.kind === 'text') {
    const { text: wanted } = value;
    return (text, start, end) => end - start === wanted.length && text.startsWith(wanted, start);
  }
  if (value.kind !== 'glob' || value.pieces.length !== 2) return undefined;
  const [first = '', last = ''] = value.pieces;
  return (text, start, end) =>
    end - start >= first.length + last.length && text.startsWith(first, start) && text.endsWith(last, end);
}

function textTest(value: Exclude<Value, NumberValue>): ValueTest {
  switch (value.kind) {
    case 'text':
      return (text) => text === value.text;
    case 'glob':
      return (text) => matchesGlob(value, text);
    case 'regex':
      return compileRegex(value.source);
  }
}

/** The comparison of a number that a value is; false of NaN, which is no number, for every operator. */
export function compareNumbers(operator: Operator, { value }: NumberValue): (number: number) => boolean {
  switch (operator) {
    case '=':
      return (number) => number === value;
    case '!=':
      return (number) => !Number.isNaN(number) && number !== value;
    case '<':
      return (number) => number < value;
    case '<=':
      return (number) => number <= value;
    case '>':
      return (number) => number > value;
    case '>=':
      return (number) => number >= value;
  }
}

/** How many characters of a value a test looks at, at most: those of a text or of the ends of a glob, or else all. */
export function testCost(value: Value): number {
  if (value.kind === 'text') return value.text.length;
  if (value.kind !== 'glob' || value.pieces.length > 2) return Number.POSITIVE_INFINITY;
  return value.pieces.reduce((sum, piece) => sum + piece.length, 0);
}

/** The number that a text is, with optional sign and exponent; NaN where it is anything else. */
export const numberOf = (text: string): number => (numberSyntax.test(text) ? Number(text) : Number.NaN);

/** No two parts of it can take the same character, so it never steps back. */
const numberSyntax = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Each asterisk stands for any text. Pieces are found leftmost first, so every character is looked at once per piece that spans it. */
export function matchesGlob({ pieces }: GlobValue, text: string): boolean {
  const first = pieces[0] ?? '';
  const last = pieces[pieces.length - 1] ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (let index = 1; index < pieces.length - 1; index += 1) {
    const piece = pieces[index] ?? '';
    const next = text.indexOf(piece, at);
    if (next < 0 || next + piece.length > end) return false;
    at = next + piece.length;
  }
  return true;
}

/** Whether a value is `*`, which any text passes: the idiom for "this field is there". */
export const isAnything = (value: Value): boolean =>
  value.kind === 'glob' && value.pieces.every((piece) => piece === '');
