import { isObject, type Json } from '../../cloudtrail/index.ts';
import { numberOf, Timestamp, textOf, truthOf, type Value } from '../values.ts';
import { type Fn, fn, textual } from './kind.ts';

const MANY = 100;
/** Ten conditions with their values, and a default. */
const MOST_CASES = 21;

export const general: Readonly<Record<string, Fn>> = {
  ispresent: fn(1, 1, (value) => textOf(value) !== undefined),
  coalesce: fn(1, MANY, (...values) => values.find((value) => textOf(value) !== undefined)),
  if: fn(3, 3, (condition, yes, no) => (truthOf(condition) ? yes : no)),
  case: fn(2, MOST_CASES, firstCase),
  frommillis: fn(1, 1, (value) => (Number.isNaN(numberOf(value)) ? undefined : new Timestamp(numberOf(value)))),
  tomillis: fn(1, 1, (value) => (Number.isNaN(numberOf(value)) ? undefined : numberOf(value))),
  jsonparse: fn(1, 1, (value) => (isStructure(value) ? value : parsedJson(textOf(value)))),
  jsonstringify: fn(1, 1, (value) => (isStructure(value) ? JSON.stringify(value) : textOf(value))),
  // No data is masked here, so there is nothing to uncover.
  unmask: textual(1, 1, (text) => text),
};

function firstCase(...values: readonly Value[]): Value {
  let at = 0;
  for (; at + 1 < values.length; at += 2) if (truthOf(values[at])) return values[at + 1];
  return values[at];
}

const isStructure = (value: Value): value is Json & object =>
  typeof value === 'object' && value !== null && !(value instanceof Timestamp);

/** A map or a list; undefined where the text is neither. */
function parsedJson(text: string | undefined): Json | undefined {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) || Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
