import { RE2JS } from 're2js';
import type { Cursor } from './cursor.ts';
import { isWord } from './cursor.ts';

/**
 * Throws where the text between `from` and `to` (what stands between the percent signs) is outside of AWS's subset of regular
 * expressions: ASCII letters and digits, the symbols `: _ # = @ / ; , -` and the space, the operators `^ $ ? [ ] { } | \ * + .`, the
 * classes `\d \D \s \S \w \W` and `\xhh`. There are no groups.
 */
export function checkRegex(cursor: Cursor, from: number, to: number): void {
  for (let at = from; at < to; at += 1) {
    const code = cursor.text.charCodeAt(at);
    if (code === 0x5c) at = checkEscape(cursor, at, to);
    else if (!isAllowed(code)) throw cursor.badCharacter(symbolHint, at + 1);
  }
  if (expandedSize(cursor.text.slice(from, to)) > largest)
    throw cursor.invalid(
      `the repetitions of this regular expression come to more than ${largest} characters`,
      from + 1,
    );
  if (from === to) throw cursor.invalid('a regular expression is missing between the percent signs', from);
  try {
    compileRegex(cursor.text.slice(from, to));
  } catch (error) {
    throw cursor.invalid(`not a regular expression: ${error instanceof Error ? error.message : error}`, from + 1);
  }
}

/**
 * A repetition is spelled out by the matcher, so a short expression can stand for a huge one; the time a message takes grows with it. AWS's
 * limit for this is not known.
 */
const largest = 2000;

/** At most: every count in braces taken at its larger number. */
const expandedSize = (source: string): number =>
  [...source.matchAll(/\{(\d*)(?:,(\d*))?\}/g)].reduce(
    (size, [, least = '', most = '']) => size + Math.max(Number(least), Number(most)),
    source.length,
  );

/**
 * A matcher that finds the expression anywhere in a text, in time linear in the text.
 * @param source in AWS's subset; `.` is any character, a line end included, `^` and `$` are the ends of the whole text
 * @throws RE2's own errors where the expression is malformed or repeats something more than 1,000 times
 */
export function compileRegex(source: string): (text: string) => boolean {
  const regex = RE2JS.compile(translate(source), RE2JS.DOTALL);
  return (text) => regex.test(text);
}

/** AWS's spelling to RE2's: `{,n}` is `{0,n}`, a bracket within a class is itself, a backslash before a symbol changes nothing. */
function translate(source: string): string {
  let out = '';
  let inClass = false;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at]!;
    if (char === '\\') {
      out += translateEscape(source, at);
      at += source[at + 1] === 'x' ? 3 : 1;
    } else if (inClass) {
      if (char === ']') inClass = false;
      out += char === '[' ? '\\[' : char;
    } else if (char === '{' && source[at + 1] === ',') {
      out += '{0';
    } else {
      if (char === '[') inClass = true;
      out += char;
    }
  }
  return out;
}

function translateEscape(source: string, at: number): string {
  const next = source[at + 1] ?? '';
  if (next === 'x') return source.slice(at, at + 4);
  return isLetterOrDigit(next) || operators.includes(next) ? `\\${next}` : next === '-' ? '\\-' : next;
}

function checkEscape(cursor: Cursor, at: number, to: number): number {
  const next = at + 1 < to ? cursor.text[at + 1]! : '';
  if (next === 'x') {
    if (/^[0-9A-Fa-f]{2}$/.test(cursor.text.slice(at + 2, Math.min(at + 4, to)))) return at + 3;
    throw cursor.badCharacter('\\x is followed by two hexadecimal digits', at + 1);
  }
  if (next === '' || !('dDsSwW'.includes(next) || operators.includes(next) || symbols.includes(next)))
    throw cursor.badCharacter(escapeHint, at + 1);
  return at + 1;
}

function isAllowed(code: number): boolean {
  return isWord(code) || (code < 0x80 && (operators + symbols).includes(String.fromCharCode(code)));
}

const isLetterOrDigit = (char: string): boolean => /^[A-Za-z0-9]$/.test(char);

const operators = '^$?[]{}|\\*+.';
/** The space is in one of AWS's own examples, though not in its list. */
const symbols = ':_#=@/;,- ';

const symbolHint =
  'not a character of a regular expression here; write it as \\x and its two hexadecimal digits, \\x28 for (';
const escapeHint = 'a backslash stands before d, D, s, S, w, W, x, or an operator';
