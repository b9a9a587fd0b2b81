import { isObject, type Json } from '../cloudtrail/index.ts';

/** A moment, ms since 1970: a number that is shown as a time. */
export class Timestamp {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }
}

/**
 * What an expression gives. Undefined is a field an event does not have. A discovered number is its text as it stands in the event; a list or
 * an object is a part of a JSON document.
 */
export type Value = string | number | boolean | Timestamp | Json | undefined;

/** Whether a value is a map or a list. */
export const isStructure = (value: Value): value is Json & object =>
  typeof value === 'object' && value !== null && !(value instanceof Timestamp);

/** A value as text, as results show it; undefined for none. Booleans are 1 and 0, a part of JSON is JSON. */
export function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? numberText(value) : undefined;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (value instanceof Timestamp) return timeText(value.ms);
  return JSON.stringify(value);
}

/** Without an exponent: 1e21 is 1000000000000000000000. */
function numberText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Math.abs(value) >= 1 ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, '');
}

/** `2026-01-05 08:36:16.000`, in UTC; what no calendar reaches stays a number. */
export function timeText(ms: number): string {
  if (!(Math.abs(ms) <= LATEST)) return String(ms);
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}

/** The last moment a date can be, ms since 1970. */
const LATEST = 8.64e15;

/** A value as a number, where it is one or reads as one; NaN elsewhere. */
export function numberOf(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return readsAsNumber(value) ? Number(value) : Number.NaN;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Timestamp ? value.ms : Number.NaN;
}

/** Most texts are told by their first character. */
export function readsAsNumber(text: string): boolean {
  const first = text.charCodeAt(0);
  return first <= 0x39 && first >= 0x2b && NUMBER.test(text);
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Whether a condition holds: neither false, zero nor empty. Undefined where that is not known, beside a missing field. */
export function truthOf(value: Value): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value !== '' && value !== '0' && value.toLowerCase() !== 'false';
  return value !== 0;
}

/**
 * Below zero, zero, above: as numbers where both read as numbers, as text elsewhere. Undefined beside a missing value, a map or a list, and
 * between a time and what is no number: a time is not compared with the text of a date.
 */
export function compareValues(a: Value, b: Value): number | undefined {
  const difference = numberOf(a) - numberOf(b);
  if (!Number.isNaN(difference)) return difference;
  if (a instanceof Timestamp || b instanceof Timestamp || isStructure(a) || isStructure(b)) return undefined;
  const left = textOf(a);
  const right = textOf(b);
  if (left === undefined || right === undefined) return undefined;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Equal as numbers or as text; a boolean equals its word too. Undefined beside a missing value. */
export function equalValues(a: Value, b: Value): boolean | undefined {
  if (typeof a === 'boolean' && typeof b === 'string') return equalsWord(a, b);
  if (typeof b === 'boolean' && typeof a === 'string') return equalsWord(b, a);
  const order = compareValues(a, b);
  return order === undefined ? undefined : order === 0;
}

const equalsWord = (value: boolean, text: string): boolean =>
  text === (value ? '1' : '0') || text.toLowerCase() === String(value);

/** What tells values apart in groups: equal texts are one group. */
export function keyOf(value: Value): string | number | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  return value instanceof Timestamp ? value.ms : textOf(value);
}

/**
 * A value that is to be kept, without the event it was cut out of: a stretch of a text holds on to all of it.
 */
export const owned = <T extends Value>(value: T): T =>
  typeof value === 'string' && value.length > SLICED ? (` ${value}`.slice(1) as T) : value;

/** Shorter texts are copied anyway. */
const SLICED = 12;

/** What a path leads to in a structure; a key may have dots itself. */
export function within(value: Value, path: readonly string[], at: number): Value {
  if (at === path.length) return value === null ? undefined : value;
  if (Array.isArray(value)) return within((value as readonly Json[])[Number(path[at])], path, at + 1);
  if (value instanceof Timestamp || !isObject(value as Json | undefined)) return undefined;
  const map = value as { readonly [key: string]: Json | undefined };
  for (let end = at + 1; end <= path.length; end += 1) {
    const key = path.slice(at, end).join('.');
    if (Object.hasOwn(map, key)) return within(map[key], path, end);
  }
  return undefined;
}
