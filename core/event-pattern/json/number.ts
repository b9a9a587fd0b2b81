import type { Refusal } from '../errors.ts';
import { describeChar } from './chars.ts';
import { type JsonCursor, VALUES } from './cursor.ts';
import { nonStandard } from './word.ts';

export const isDigit = (char: number) => char >= 0x30 && char <= 0x39;

/**
 * Reads a number of which the first character, a digit or a minus, is taken.
 * @returns its text
 */
export function readNumber(cursor: JsonCursor): string {
  const start = cursor.at - 1;
  const negative = cursor.input.charCodeAt(start) === 0x2d;
  if (negative) takeFirstDigit(cursor);
  const first = cursor.input.charCodeAt(cursor.at - 1);
  if (first === 0x30 && isDigit(cursor.peeked)) {
    throw cursor.refuse('Invalid numeric value: Leading zeroes not allowed');
  }
  skipDigits(cursor);
  // A number that starts with 0 or that the input ends in Jackson reads again, slowly, and only then is a fault reported at itself.
  const place = first === 0x30 || runsToEnd(cursor) ? undefined : cursor.at;
  readFraction(cursor, place);
  readExponent(cursor, place);
  return cursor.input.slice(start, cursor.at);
}

function takeFirstDigit(cursor: JsonCursor): void {
  if (cursor.ended) throw cursor.endOfInput('No digit following sign');
  const char = cursor.take();
  if (char === 0x2e) throw cursor.unexpected(char, `expected a valid value ${VALUES}`);
  if (!isDigit(char)) throw badStart(cursor, char, '-');
}

function readFraction(cursor: JsonCursor, place: number | undefined): void {
  if (cursor.peeked !== 0x2e) return;
  cursor.at += 1;
  if (skipDigits(cursor) === 0) throw badNumber(cursor, 'Decimal point not followed by a digit', place);
}

function readExponent(cursor: JsonCursor, place: number | undefined): void {
  if ((cursor.peeked | 0x20) !== 0x65) return;
  cursor.at += 1;
  if (cursor.ended) throw cursor.endOfInput('expected a digit for number exponent');
  if (isSign(cursor.peeked)) cursor.at += 1;
  if (cursor.ended) throw cursor.endOfInput('expected a digit for number exponent');
  if (skipDigits(cursor) === 0) throw badNumber(cursor, 'Exponent indicator not followed by a digit', place);
}

const isSign = (char: number) => char === 0x2b || char === 0x2d;

function skipDigits(cursor: JsonCursor): number {
  const from = cursor.at;
  while (isDigit(cursor.peeked)) cursor.at += 1;
  return cursor.at - from;
}

/** Whether nothing follows the number that the cursor stands in, behind its whole part. */
function runsToEnd({ input, at }: JsonCursor): boolean {
  const rest = /^(?:\.(?:[0-9]+|$))?(?:[eE][-+]?[0-9]*)?$/;
  return rest.test(input.slice(at, at + LONGEST)) && input.length - at <= LONGEST;
}

/** Longer ends of the input are not taken for the end of a number. */
const LONGEST = 1000;

/** A fault of the number read so far: at `place`, where its fraction begins, or else at the next character. */
function badNumber(cursor: JsonCursor, comment: string, place: number | undefined): Refusal {
  const char = cursor.input.charCodeAt(cursor.ended ? cursor.at - 1 : cursor.at);
  if (place !== undefined) cursor.at = place + 1;
  else if (!cursor.ended) cursor.at += 1;
  return cursor.refuseBefore(`Unexpected character (${describeChar(char)}) in numeric value: ${comment}`);
}

/** The refusal of what stands behind a sign, the character after which is taken. */
export function badStart(cursor: JsonCursor, char: number, sign: '+' | '-'): Refusal {
  let shown = char;
  if (char === 0x49) {
    if (cursor.ended) return cursor.endOfInput(' in a Number value');
    shown = cursor.take();
    if (shown === 0x4e) return nonStandard(cursor, `${sign}INF`, 3);
    if (shown === 0x6e) return nonStandard(cursor, `${sign}Infinity`, 3);
  }
  return sign === '-'
    ? cursor.refuseBefore(
        `Unexpected character (${describeChar(shown)}) in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value`,
      )
    : cursor.refuseBefore(
        `Unexpected character (${describeChar(0x2b)}) in numeric value: JSON spec does not allow numbers to have plus signs: enable \`JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS\` to allow`,
      );
}
