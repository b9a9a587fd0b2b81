import { describeChar } from './chars.ts';
import type { JsonCursor } from './cursor.ts';

/** Reads a string from behind its opening quote to behind its closing one; `what` names it in a refusal. */
export function readString(cursor: JsonCursor, what: 'string value' | 'name'): string {
  let value = '';
  let from = cursor.at;
  for (;;) {
    if (cursor.ended) {
      throw cursor.endOfInput(what === 'name' ? ' in field name' : ': was expecting closing quote for a string value');
    }
    const char = cursor.take();
    if (char === 0x22) return value + cursor.input.slice(from, cursor.at - 1);
    if (char === 0x5c) {
      value += cursor.input.slice(from, cursor.at - 1) + readEscape(cursor);
      from = cursor.at;
    } else if (char < 0x20) {
      throw cursor.refuseBefore(
        `Illegal unquoted character (${describeChar(char)}): has to be escaped using backslash to be included in ${what}`,
      );
    }
  }
}

function readEscape(cursor: JsonCursor): string {
  if (cursor.ended) throw cursor.endOfInput(ESCAPE_ENDS);
  const char = cursor.take();
  if (char === 0x75) return readHex(cursor);
  const plain = ESCAPES.get(char);
  if (plain === undefined) throw cursor.refuseBefore(`Unrecognized character escape ${describeChar(char)}`);
  return plain;
}

function readHex(cursor: JsonCursor): string {
  let code = 0;
  for (let i = 0; i < 4; i++) {
    if (cursor.ended) throw cursor.endOfInput(ESCAPE_ENDS);
    const digit = cursor.take();
    // Jackson looks at the low byte alone.
    const value = Number.parseInt(String.fromCharCode(digit & 0xff), 16);
    if (Number.isNaN(value)) throw cursor.unexpected(digit, 'expected a hex-digit for character escape sequence');
    code = code * 16 + value;
  }
  return String.fromCharCode(code);
}

const ESCAPE_ENDS = ' in character escape sequence';

const ESCAPES: ReadonlyMap<number, string> = new Map(
  Object.entries({ b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', '/': '/', '\\': '\\' }).map(
    ([letter, char]) => [letter.charCodeAt(0), char] as const,
  ),
);
