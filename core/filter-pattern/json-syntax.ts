/**
 * The grammar of JSON over a text, a position at a time and without building anything. Each function takes the position at which its
 * part begins and returns the one after it, or -1 where the text breaks the grammar there. Together with `hasControlInString` they take
 * exactly what `JSON.parse` takes.
 */

/** The position of the next character that is not JSON's white space. */
export function skipSpace(text: string, at: number): number {
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code > 0x20 || (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09)) return at;
    at += 1;
  }
  return at;
}

/**
 * Where the backslashes are. A string without one ends at the next quote, which the engine finds much faster than any loop of ours; so
 * the next backslash is looked up once and kept. `next` is the first one at or behind the walk, `last` the latest one walked over.
 * One walk at a time, forwards: `startAt` begins it.
 */
const backslash = { next: 0, last: -1 };

/**
 * To be called before a walk over `text` that begins at `at`.
 * @param first the text's first backslash, where an earlier call told it
 * @returns the first backslash at or behind `at`, the text's length where there is none
 */
export function startAt(text: string, at: number, first = -1): number {
  backslash.next = first >= at ? first : nextBackslash(text, at);
  backslash.last = -1;
  return backslash.next;
}

/** Whether the walk came over a backslash at `at` or behind it: whether a string that began there, just walked over, has one. */
export const escapedSince = (at: number): boolean => backslash.last >= at;

function nextBackslash(text: string, at: number): number {
  const next = text.indexOf('\\', at);
  return next < 0 ? text.length : next;
}

/** @param at behind the opening quote */
export function skipString(text: string, at: number): number {
  const close = text.indexOf('"', at);
  if (close < backslash.next) return close < 0 ? -1 : close + 1;
  return skipEscaped(text);
}

/** The rest of a string from its first backslash, which is the next one. */
function skipEscaped(text: string): number {
  let at = backslash.next;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      backslash.next = nextBackslash(text, at);
      return at + 1;
    }
    if (code === 0x5c) {
      backslash.last = at;
      at = skipEscape(text, at + 1);
      if (at < 0) return -1;
    } else at += 1;
  }
  return -1;
}

/** @param at behind the backslash */
function skipEscape(text: string, at: number): number {
  switch (text.charCodeAt(at)) {
    case 0x22: // "
    case 0x5c: // \
    case 0x2f: // /
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return at + 1;
    case 0x75: // u
      for (let digit = at + 1; digit <= at + 4; digit += 1) if (!isHex(text.charCodeAt(digit))) return -1;
      return at + 5;
    default:
      return -1;
  }
}

const isHex = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66) || (code >= 0x41 && code <= 0x46);

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

export function skipNumber(text: string, at: number): number {
  let code = text.charCodeAt(at);
  if (code === 0x2d) code = text.charCodeAt(++at);
  if (!isDigit(code)) return -1;
  if (code === 0x30) at += 1;
  else at = skipDigits(text, at);
  code = text.charCodeAt(at);
  if (code === 0x2e) {
    if (!isDigit(text.charCodeAt(at + 1))) return -1;
    at = skipDigits(text, at + 1);
    code = text.charCodeAt(at);
  }
  if (code !== 0x65 && code !== 0x45) return at;
  code = text.charCodeAt(++at);
  if (code === 0x2b || code === 0x2d) code = text.charCodeAt(++at);
  return isDigit(code) ? skipDigits(text, at) : -1;
}

function skipDigits(text: string, at: number): number {
  while (at < text.length && isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

/** A number, `true`, `false` or `null`. */
export function skipBare(text: string, at: number): number {
  switch (text.charCodeAt(at)) {
    case 0x74:
      return text.startsWith('true', at) ? at + 4 : -1;
    case 0x66:
      return text.startsWith('false', at) ? at + 5 : -1;
    case 0x6e:
      return text.startsWith('null', at) ? at + 4 : -1;
    default:
      return skipNumber(text, at);
  }
}

/** A key with its colon: from the space before its quote to the space before its value. */
export function skipKey(text: string, at: number): number {
  const open = openingQuote(text, at);
  const after = open < 0 ? -1 : skipString(text, open + 1);
  return after < 0 ? -1 : skipColon(text, after);
}

/** Where the quote is that comes next but for white space, or -1. */
export function openingQuote(text: string, at: number): number {
  if (text.charCodeAt(at) === 0x22) return at;
  const next = skipSpace(text, at);
  return text.charCodeAt(next) === 0x22 ? next : -1;
}

/** The colon and the space before it. */
export function skipColon(text: string, at: number): number {
  if (text.charCodeAt(at) === 0x3a) return at + 1;
  const next = skipSpace(text, at);
  return text.charCodeAt(next) === 0x3a ? next + 1 : -1;
}

/**
 * Whether a string of a text that is otherwise well-formed has a control character in it, which JSON forbids. Looked for apart from the
 * walk, since it is rare, costs as much again, and matters only for a message that would match.
 */
export function hasControlInString(text: string): boolean {
  if (!control.test(text)) return false;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) inString = !inString;
    else if (inString && code < 0x20) return true;
    else if (inString && code === 0x5c) at += 1;
  }
  return false;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const control = /[\x00-\x1f]/;

/** Of each open container, innermost last, whether it is an object. Kept apart from the call stack: a message may nest a million deep. */
const open: boolean[] = [];

/** Any value, however deep, and the space before it. */
export function skipValue(text: string, at: number): number {
  let depth = 0;
  for (;;) {
    let code = text.charCodeAt(at);
    if (code <= 0x20) {
      at = skipSpace(text, at);
      code = text.charCodeAt(at);
    }
    if (code === 0x22) at = skipString(text, at + 1);
    else if (code === 0x7b) {
      at = skipSpace(text, at + 1);
      if (text.charCodeAt(at) === 0x7d) at += 1;
      else {
        open[depth++] = true;
        at = skipKey(text, at);
        if (at < 0) return -1;
        continue;
      }
    } else if (code === 0x5b) {
      at = skipSpace(text, at + 1);
      if (text.charCodeAt(at) === 0x5d) at += 1;
      else {
        open[depth++] = false;
        continue;
      }
    } else at = skipBare(text, at);
    if (at < 0) return -1;
    for (;;) {
      if (depth === 0) return at;
      let next = text.charCodeAt(at);
      if (next <= 0x20) {
        at = skipSpace(text, at);
        next = text.charCodeAt(at);
      }
      const inObject = open[depth - 1] === true;
      if (next === 0x2c) {
        at = inObject ? skipKey(text, at + 1) : at + 1;
        if (at < 0) return -1;
        break;
      }
      if (next !== (inObject ? 0x7d : 0x5d)) return -1;
      depth -= 1;
      at += 1;
    }
  }
}
