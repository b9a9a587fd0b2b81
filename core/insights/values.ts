import type { Json } from '../cloudtrail/index.ts';

/** A moment, ms since 1970: a number that is shown as a time. */
export class Timestamp {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }
}

/** What an expression gives. Undefined is a field an event does not have; a list or an object is a part of a JSON message. */
export type Value = string | number | boolean | Timestamp | Json | undefined;

/** A value as text, as results show it; undefined for none. Booleans are 1 and 0 (unverified), a part of JSON is JSON. */
export function textOf(value: Value): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (value instanceof Timestamp) return timeText(value.ms);
  return JSON.stringify(value);
}

/** `2026-01-05 08:36:16.000`, in UTC. */
export const timeText = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').replace('Z', '');

/** A value as a number, where it is one or reads as one; NaN elsewhere. */
export function numberOf(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Timestamp) return value.ms;
  if (typeof value !== 'string' || value === '') return Number.NaN;
  return NUMBER.test(value) ? Number(value) : Number.NaN;
}

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** Whether a condition holds: neither false, zero, empty, "false" nor missing. */
export function isTrue(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (value === undefined || value === null || value === '') return false;
  if (typeof value === 'string') return value.toLowerCase() !== 'false' && value !== '0';
  return value !== 0;
}

/** Less than, equal, greater: as numbers where both are, as text elsewhere; undefined beside a missing value. */
export function compareValues(a: Value, b: Value): number | undefined {
  const [left, right] = [textOf(a), textOf(b)];
  if (left === undefined || right === undefined) return undefined;
  const difference = numberOf(a) - numberOf(b);
  if (!Number.isNaN(difference)) return difference;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Equal as numbers or as text; a boolean equals its word too. */
export function equalValues(a: Value, b: Value): boolean {
  if (typeof a === 'boolean' || typeof b === 'boolean') {
    const word = (value: Value) => (typeof value === 'boolean' ? String(value) : textOf(value)?.toLowerCase());
    if (word(a) === word(b)) return true;
  }
  return compareValues(a, b) === 0;
}

/** Sorting: what is missing comes last, whichever way round. */
export function orderOf(a: Value, b: Value, descending: boolean): number {
  const order = compareValues(a, b);
  if (order !== undefined) return descending ? -order : order;
  return Number(textOf(a) === undefined) - Number(textOf(b) === undefined);
}
