import type { Refusal } from '../errors.ts';
import { isIdentifierPart } from './chars.ts';
import { type JsonCursor, VALUES } from './cursor.ts';

const MAX_SHOWN = 256;

/** Takes the rest of a word of which `from` characters are taken; what stands there instead is refused. */
export function readWord(cursor: JsonCursor, word: string, from: number): void {
  for (let i = from; i < word.length; i++) {
    if (cursor.peeked !== word.charCodeAt(i)) throw unknownToken(cursor, word.slice(0, i));
    cursor.at += 1;
  }
  const next = cursor.peeked;
  if (next >= 0x30 && next !== 0x5d && next !== 0x7d && isIdentifierPart(next)) throw unknownToken(cursor, word);
}

/** The refusal of a run of characters that looks like a word, of which `begun` is taken. */
export function unknownToken(cursor: JsonCursor, begun: string): Refusal {
  let token = begun;
  while (!cursor.ended && isIdentifierPart(cursor.peeked)) {
    token += String.fromCharCode(cursor.take());
    if (token.length >= MAX_SHOWN) {
      token += '...';
      break;
    }
  }
  return cursor.refuse(`Unrecognized token '${token}': was expecting ${VALUES}`);
}

/** The refusal of NaN, Infinity and their like, of which `from` characters are taken. */
export function nonStandard(cursor: JsonCursor, word: string, from: number): Refusal {
  readWord(cursor, word, from);
  return cursor.refuse(`Non-standard token '${word}': enable \`JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS\` to allow`);
}
