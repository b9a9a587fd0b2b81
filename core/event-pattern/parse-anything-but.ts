import type { Exclusion, PositiveClause } from './clause.ts';
import type { Dialect } from './dialect.ts';
import { Refusal } from './errors.ts';
import { foldText } from './folded-text.ts';
import type { JsonReader } from './json/reader.ts';
import { comparableNumber } from './number-text.ts';
import { parseWildcard } from './wildcard.ts';

const TOO_MANY = 'Too many elements in numeric expression';

type NestedExclusion = Exclude<Exclusion['of'], 'strings' | 'numbers'>;

/** Reads what follows `anything-but`, to behind the brace that ends the expression. */
export function parseAnythingBut(reader: JsonReader, dialect: Dialect): PositiveClause {
  let token = reader.next();
  let nested: NestedExclusion | undefined;
  if (token === '{') {
    if (reader.next() !== 'name') throw reader.refuse('Anything-But expression name not found');
    const operator = reader.currentName;
    if (!isNested(operator) || dialect.nestedExclusions[operator] === undefined) {
      throw reader.refuse(`Unsupported anything-but pattern: ${operator}`);
    }
    nested = operator;
    token = reader.next();
    if (dialect.nestedExclusions[nested] === 'one' && nested !== 'equals-ignore-case' && token !== 'string') {
      throw reader.refuse(textFault(nested, dialect));
    }
  }
  if (token !== '[' && token !== 'string' && token !== 'number') {
    throw reader.refuse('Value of anything-but must be an array or single string/number value.');
  }
  const but = nested === undefined ? parsePlain(reader) : parseNested(reader, nested, dialect);
  if (reader.next() !== '}') throw reader.refuse(TOO_MANY);
  if (nested !== undefined && reader.next() !== '}') throw reader.refuse(TOO_MANY);
  return { kind: 'anything-but', but };
}

const isNested = (operator: string): operator is NestedExclusion =>
  operator === 'prefix' || operator === 'suffix' || operator === 'equals-ignore-case' || operator === 'wildcard';

function parsePlain(reader: JsonReader): Exclusion {
  if (reader.token === 'string') return { of: 'strings', texts: [reader.text()] };
  if (reader.token === 'number') {
    const text = reader.text();
    const value = comparableNumber(text);
    if (value === undefined) throw new Refusal(`Cannot compare number : ${text}`);
    return { of: 'numbers', texts: [text], values: [value] };
  }
  return parsePlainList(reader);
}

function parsePlainList(reader: JsonReader): Exclusion {
  const strings: string[] = [];
  const numbers: string[] = [];
  const values: number[] = [];
  inList(reader, () => {
    while (reader.next() !== ']') {
      if (reader.token === 'string') strings.push(reader.text());
      else if (reader.token === 'number') {
        const text = reader.text();
        const value = comparableNumber(text);
        if (value === undefined) throw new Refusal(`Cannot compare number : ${text}`);
        numbers.push(text);
        values.push(value);
      } else throw reader.refuse('Inside anything but list, start|null|boolean is not supported.');
    }
  });
  if (strings.length > 0 === numbers.length > 0) {
    throw reader.refuse(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  }
  return strings.length > 0 ? { of: 'strings', texts: strings } : { of: 'numbers', texts: numbers, values };
}

/** EventBridge catches what goes wrong inside a list and says it again, place and all. */
function inList(reader: JsonReader, read: () => void): void {
  try {
    read();
  } catch (error) {
    throw error instanceof Refusal ? reader.refuse(error.message) : error;
  }
}

function parseNested(reader: JsonReader, of: NestedExclusion, dialect: Dialect): Exclusion {
  const texts: string[] = [];
  if (reader.token === '[') {
    inList(reader, () => {
      while (reader.next() !== ']') texts.push(nestedText(reader, of, dialect));
    });
    if (texts.length === 0) throw reader.refuse(textFault(of, dialect));
  } else {
    texts.push(nestedText(reader, of, dialect));
  }
  switch (of) {
    case 'prefix':
    case 'suffix':
      return { of, texts };
    case 'equals-ignore-case':
      return { of, texts, folded: texts.map(foldText) };
    default:
      return { of, texts, parts: texts.map((text) => parseWildcard(text, (reason) => reader.refuse(reason))) };
  }
}

function nestedText(reader: JsonReader, of: NestedExclusion, dialect: Dialect): string {
  if (reader.token !== 'string') throw reader.refuse(textFault(of, dialect));
  const text = reader.text();
  if (text === '' && (of === 'prefix' || of === 'suffix')) throw reader.refuse('Null prefix/suffix not allowed');
  return text;
}

function textFault(of: NestedExclusion, dialect: Dialect): string {
  if (of === 'equals-ignore-case') {
    return 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.';
  }
  return of === 'wildcard' ? 'wildcard match pattern must be a string' : dialect.exclusionFault(of);
}
