import type { FilterPattern } from './ast.ts';
import { Cursor, isSpace, trimEnd } from './cursor.ts';
import { FilterPatternError, refusal } from './error.ts';
import { checkLimits, limits } from './limits.ts';
import { parseFields } from './parse-fields.ts';
import { parseJson } from './parse-json.ts';
import { parseTerms } from './parse-terms.ts';
import { parseRegex } from './parse-value.ts';

/**
 * Reads a filter pattern as CloudWatch Logs does.
 *
 * @param text the pattern, at most 1,024 characters
 * @throws FilterPatternError where AWS refuses the pattern: AWS's wording where it is known, and the column
 * @see CloudWatch Logs guide, "Filter pattern syntax for metric filters, subscription filters, filter log events, and Live Tail"
 */
export function parseFilterPattern(text: string): FilterPattern {
  if (text.length > limits.patternLength) throw tooLong(text);
  const start = text.length - trimStart(text).length;
  const end = trimEnd(text).length;
  if (start >= end) return { kind: 'all' };
  const cursor = new Cursor(text, start, end);
  const pattern = parseKind(cursor);
  checkLimits(pattern, text, start + 1);
  return pattern;
}

function parseKind(cursor: Cursor): FilterPattern {
  switch (cursor.peek()) {
    case '{':
      return { kind: 'json', where: parseJson(inside(cursor, '{', '}')) };
    case '[':
      return { kind: 'fields', fields: parseFields(inside(cursor, '[', ']')) };
    case '%':
      return parseStandAloneRegex(cursor);
    default:
      return parseTerms(cursor);
  }
}

function parseStandAloneRegex(cursor: Cursor): FilterPattern {
  const regex = parseRegex(cursor);
  if (cursor.at < cursor.end)
    throw cursor.badCharacter('a regular expression stands alone; nothing may follow its closing %');
  return { kind: 'regex', regex };
}

function inside(cursor: Cursor, open: string, close: string): Cursor {
  const { text, at, end } = cursor;
  if (text[end - 1] === close && end - 1 > at) return new Cursor(text, at + 1, end - 1);
  throw new FilterPatternError(
    refusal.unclosed(open, close),
    text,
    end + 1,
    `the pattern ends without its closing ${close}`,
  );
}

function tooLong(text: string): FilterPatternError {
  const message = `1 validation error detected: Value '${text}' at 'filterPattern' failed to satisfy constraint: Member must have length less than or equal to ${limits.patternLength}`;
  return new FilterPatternError(
    message,
    text,
    limits.patternLength + 1,
    `a pattern has at most 1024 characters, this one ${text.length}`,
  );
}

function trimStart(text: string): string {
  let at = 0;
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  return text.slice(at);
}
