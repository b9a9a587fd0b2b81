import { isObject, type Json } from '../../cloudtrail/index.ts';
import { isStructure, numberOf, readsAsNumber, Timestamp, textOf, truthOf, type Value } from '../values.ts';
import { formatDate } from './format-date.ts';
import { type Fn, fn, plainText, textual } from './kind.ts';
import { parseDate } from './parse-date.ts';

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
  isnumeric: fn(1, 1, (value) => readsAsNumber(plainText(value) ?? '')),
  parsedate: textual(2, 3, (text, form, zone) => parseDate(text, form, zone)),
  formatdate: fn(2, 3, formatted),
  strftime: fn(2, 3, formatted),
  jsonarraysize: fn(1, 1, (value) => arrayOf(value)?.length),
  jsonarraycontains: fn(2, 2, (value, item) =>
    Number(arrayOf(value)?.some((each) => textOf(each) === textOf(item)) ?? false),
  ),
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

function formatted(time: Value, format: Value, zone: Value): string | undefined {
  const [form, name] = [plainText(format), plainText(zone)];
  return form === undefined ? undefined : formatDate(numberOf(time), form, name);
}

/** A list, or the text of one. */
function arrayOf(value: Value): readonly Json[] | undefined {
  const parsed = isStructure(value) ? value : parsedJson(textOf(value));
  return Array.isArray(parsed) ? (parsed as readonly Json[]) : undefined;
}

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
