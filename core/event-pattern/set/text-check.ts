import type { PositiveClause } from '../clause.ts';
import { textSatisfies } from '../satisfies.ts';

/** Checks the bytes of a string's content, from `start` to before `end`, where they hold no escapes. */
export type BytesCheck = (bytes: Uint8Array, start: number, end: number) => boolean;

/** A check of strings, and what it can tell from a string's first or last byte alone. */
export interface TextCheck {
  readonly bytes: BytesCheck;
  readonly text: (text: string) => boolean;
  /** The only first byte a string that passes can have. */
  readonly first?: number;
  /** The only last byte a string that passes can have. */
  readonly last?: number;
}

type CheckedClause = Exclude<PositiveClause, { kind: 'present' | 'anything-but' | 'number' | 'numeric' | 'word' }>;

const utf8 = new TextEncoder();
const decoder = new TextDecoder();
const decode = (bytes: Uint8Array, start: number, end: number) => decoder.decode(bytes.subarray(start, end));

/** A clause over strings as a check that reads bytes; where bytes cannot tell, it reads the string. */
export function textCheck(clause: CheckedClause): TextCheck {
  const text = (value: string) => textSatisfies(clause, value);
  const decoded: BytesCheck = (bytes, start, end) => text(decode(bytes, start, end));
  // The quotes around a string take part in what prefix and suffix see: such clauses are left to the string.
  switch (clause.kind) {
    case 'string':
      return { text, bytes: equals(utf8.encode(clause.text)) };
    case 'prefix': {
      const prefix = utf8.encode(clause.text);
      return clause.text.endsWith('"')
        ? { text, bytes: decoded }
        : { text, bytes: startsWith(prefix), first: prefix[0] };
    }
    case 'suffix': {
      const suffix = utf8.encode(clause.text);
      return clause.text.startsWith('"')
        ? { text, bytes: decoded }
        : { text, bytes: endsWith(suffix), last: suffix.at(-1) };
    }
    case 'wildcard': {
      const parts = clause.parts.map((part) => utf8.encode(part));
      return { text, bytes: wildcard(parts, decoded), first: parts[0]![0], last: parts.at(-1)!.at(-1) };
    }
    case 'equals-ignore-case':
    case 'prefix-ignore-case':
    case 'suffix-ignore-case':
      if (!isPlain(clause.text)) return { text, bytes: decoded };
      return {
        text,
        bytes: folded(clause.kind, utf8.encode(clause.text.toLowerCase()), utf8.encode(clause.text.toUpperCase())),
      };
    default:
      return { text, bytes: (bytes, start, end) => mayBeAddress(bytes, start, end) && decoded(bytes, start, end) };
  }
}

/** Whether a text's other case has the same length in bytes, and no quote gets in the way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const isPlain = (text: string) => /^[\u0000-\u007f]*$/.test(text) && !text.includes('"');

function equals(known: Uint8Array): BytesCheck {
  return (bytes, start, end) => end - start === known.length && standsAt(known, bytes, start);
}

function startsWith(prefix: Uint8Array): BytesCheck {
  return (bytes, start, end) => end - start >= prefix.length && standsAt(prefix, bytes, start);
}

function endsWith(suffix: Uint8Array): BytesCheck {
  return (bytes, start, end) => end - start >= suffix.length && standsAt(suffix, bytes, end - suffix.length);
}

function standsAt(known: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[at + i]) return false;
  return true;
}

function folded(kind: string, lower: Uint8Array, upper: Uint8Array): BytesCheck {
  const { length } = lower;
  const standsFolded = (bytes: Uint8Array, at: number) => {
    for (let i = 0; i < length; i++) {
      const byte = bytes[at + i];
      if (byte !== lower[i] && byte !== upper[i]) return false;
    }
    return true;
  };
  switch (kind) {
    case 'equals-ignore-case':
      return (bytes, start, end) => end - start === length && standsFolded(bytes, start);
    case 'prefix-ignore-case':
      return (bytes, start, end) => end - start >= length && standsFolded(bytes, start);
    default:
      return (bytes, start, end) => end - start >= length && standsFolded(bytes, end - length);
  }
}

/** Longer strings are searched by the string's own way, which stays linear whatever the wildcard. */
const SHORT = 256;

function wildcard(parts: readonly Uint8Array[], long: BytesCheck): BytesCheck {
  const [head, tail] = [parts[0]!, parts.at(-1)!];
  if (parts.length === 1) return equals(head);
  const middle = parts.slice(1, -1);
  return (bytes, start, end) => {
    if (end - start < head.length + tail.length || !standsAt(head, bytes, start)) return false;
    const last = end - tail.length;
    if (!standsAt(tail, bytes, last)) return false;
    if (middle.length === 0) return true;
    if (end - start > SHORT) return long(bytes, start, end);
    let from = start + head.length;
    for (const part of middle) {
      while (from + part.length <= last && !standsAt(part, bytes, from)) from += 1;
      if (from + part.length > last) return false;
      from += part.length;
    }
    return true;
  };
}

const LONGEST_ADDRESS = 45;

/** Whether a string could be an IP address at all. */
function mayBeAddress(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > LONGEST_ADDRESS || end - start < 2) return false;
  let marks = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === 0x2e || byte === 0x3a) marks += 1;
    else if (!(byte >= 0x30 && byte <= 0x39) && !((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66)) return false;
  }
  return marks > 1;
}

/** The check of what `anything-but` excludes, where that is not a list of strings. */
export function anyOf(checks: readonly TextCheck[]): TextCheck {
  return {
    text: (text) => checks.some((check) => check.text(text)),
    bytes: (bytes, start, end) => checks.some((check) => check.bytes(bytes, start, end)),
  };
}
