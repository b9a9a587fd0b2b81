import { RE2JS, RE2JSException } from 're2js';
import type { TimestampFinder } from '../time/timestamp.ts';

/** Tells lines that begin an event from those that continue it. */
export type EventStart = (bytes: Buffer, from: number, to: number, now: number) => boolean;

/** Thrown for a regular expression that cannot be used. */
export class ExpressionError extends Error {
  override name = 'ExpressionError';
}

const PLACEHOLDER = /\{(?:timestamp_format|datetime_format|timestamp_regex)\}/gi;

/**
 * A test for the pattern events begin with. `{timestamp_format}` (or `{datetime_format}`) stands for a timestamp of the
 * source's format, alone or as one of several alternatives.
 * @throws ExpressionError
 */
export function eventStart(pattern: string, finder: TimestampFinder | undefined): EventStart {
  if (pattern === '^[\\S]' || pattern === '^[^\\s]' || pattern === '^\\S') return beginsWithText;
  const parts = alternatives(pattern);
  const stamped = parts.some((part) => PLACEHOLDER.test(part));
  PLACEHOLDER.lastIndex = 0;
  if (!stamped) return byExpression(pattern);
  // Without a format no line has a timestamp: lines begin events as they do by default.
  if (!finder) return beginsWithText;
  const others = parts.filter((part) => part.replaceAll(PLACEHOLDER, '').trim() !== '');
  const mixed = others.find((part) => part.search(PLACEHOLDER) >= 0);
  if (mixed) throw new ExpressionError(`${pattern}: the timestamp stands alone or between "|"`);
  const rest = others.map(byExpression);
  return (bytes, from, to, now) => finder.find(bytes, from, to, now) || rest.some((test) => test(bytes, from, to, now));
}

/** The alternatives of an expression that stand in no parentheses. */
function alternatives(pattern: string): string[] {
  const parts = [''];
  let depth = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at]!;
    if (sign === '\\') {
      parts[parts.length - 1] += sign + (pattern[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (sign === '(' || sign === '[') depth += 1;
    if (sign === ')' || sign === ']') depth -= 1;
    if (sign === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

const beginsWithText: EventStart = (bytes, from, to) => {
  if (from >= to) return false;
  const byte = bytes[from]!;
  return byte !== 32 && (byte < 9 || byte > 13);
};

function byExpression(pattern: string): EventStart {
  const expression = compiled(pattern);
  return (bytes, from, to) => expression.test(bytes.toString('utf8', from, to));
}

/**
 * A regular expression that takes time linear in the text, as RE2 does.
 * @throws ExpressionError
 */
export function compiled(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) throw new ExpressionError(`${pattern}: ${error.message}`);
    throw error;
  }
}
