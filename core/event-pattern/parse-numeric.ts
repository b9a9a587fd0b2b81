import type { NumericRange, PositiveClause } from './clause.ts';
import type { JsonReader } from './json/reader.ts';
import { comparableNumber } from './number-text.ts';

const TOO_MANY = 'Too many elements in numeric expression';

/** Reads `numeric`'s array and the brace behind it: `["=", 5]`, or a range with the lower bound first. */
export function parseNumeric(reader: JsonReader): PositiveClause {
  if (reader.next() !== '[') throw reader.refuse('Value of numeric must be an array.');
  const range = parseRange(reader);
  if (reader.next() !== '}') throw reader.refuse(TOO_MANY);
  return { kind: 'numeric', range };
}

function parseRange(reader: JsonReader): NumericRange {
  if (reader.next() !== 'string') throw reader.refuse(`Invalid member in numeric match: ${reader.text()}`);
  const operator = reader.text();
  const isNumber = reader.next() === 'number';
  switch (operator) {
    case '=':
    case '<':
    case '<=': {
      if (!isNumber) throw reader.refuse(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`);
      const bound = reader.text();
      if (reader.next() !== ']') throw reader.refuse(TOO_MANY);
      const high = comparable(reader, bound);
      return operator === '='
        ? { low: high, lowOpen: false, high, highOpen: false }
        : { low: -Number.MAX_VALUE, lowOpen: false, high, highOpen: operator === '<' };
    }
    case '>':
    case '>=': {
      if (!isNumber) throw reader.refuse(`Value of ${operator} must be numeric`);
      const bound = reader.text();
      const lowOpen = operator === '>';
      if (reader.next() !== ']') return parseUpperBound(reader, bound, lowOpen);
      return { low: comparable(reader, bound), lowOpen, high: Number.MAX_VALUE, highOpen: false };
    }
    default:
      throw reader.refuse(`Unrecognized numeric range operator: ${operator}`);
  }
}

function parseUpperBound(reader: JsonReader, bottom: string, lowOpen: boolean): NumericRange {
  if (reader.token !== 'string') throw reader.refuse(`Bad value in numeric range: ${reader.text()}`);
  const operator = reader.text();
  if (operator !== '<' && operator !== '<=') throw reader.refuse(`Bad numeric range operator: ${operator}`);
  if (reader.next() !== 'number') throw reader.refuse(`Value of ${operator} must be numeric`);
  const top = reader.text();
  if (reader.next() !== ']') throw reader.refuse('Too many terms in numeric range expression');
  const range = { low: comparable(reader, bottom), lowOpen, high: comparable(reader, top), highOpen: operator === '<' };
  if (range.low >= range.high) throw reader.refuse('Bottom must be less than top');
  return range;
}

function comparable(reader: JsonReader, text: string): number {
  const value = comparableNumber(text);
  if (value === undefined) throw reader.refuse(`Cannot compare number : ${text}`);
  return value;
}
