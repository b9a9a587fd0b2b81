import { describe, expect, it } from 'vitest';
import { EventPatternError, parseEventPattern } from '../../../core/event-pattern/index.ts';
import { sharedData, sharedJson } from '../../support/shared.ts';

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/** A pattern's text, the reason AWS gives, and the line and column it names, if it names one. */
const refusals: readonly [text: string, reason: string, place?: readonly [line: number, column: number]][] = [
  ['', 'Filter is not an object', [1, 1]],
  ['"a"', 'Filter is not an object', [1, 2]],
  ['{', 'Unexpected end-of-input: expected close marker for Object', [1, 2]],
  ['{"a"', 'Unexpected end-of-input within/between Object entries', [1, 5]],
  ['{"a":[1,]}', `Unexpected character (']' (code 93)): expected a valid value ${VALUES}`, [1, 9]],
  ['{"a":[1', 'Unexpected end-of-input: expected close marker for Array', [1, 8]],
  ['{"a" [1]}', "Unexpected character ('[' (code 91)): was expecting a colon to separate field name and value", [1, 6]],
  ['{"a":[1]]', "Unexpected close marker ']': expected '}' (for Object starting at", [1, 9]],
  [
    '{"a":[1] "b":[2]}',
    `Unexpected character ('"' (code 34)): was expecting comma to separate Object entries`,
    [1, 10],
  ],
  ['{"a":[01]}', 'Invalid numeric value: Leading zeroes not allowed', [1, 8]],
  [
    '{"a":[-]}',
    "Unexpected character (']' (code 93)) in numeric value: expected digit (0-9) to follow minus sign",
    [1, 8],
  ],
  [
    '{"a":[1.x]}',
    "Unexpected character ('x' (code 120)) in numeric value: Decimal point not followed by a digit",
    [1, 8],
  ],
  [
    '{"a":[0.x]}',
    "Unexpected character ('x' (code 120)) in numeric value: Decimal point not followed by a digit",
    [1, 9],
  ],
  [
    '{"a":[1.5e+]}',
    "Unexpected character (']' (code 93)) in numeric value: Exponent indicator not followed by a digit",
    [1, 8],
  ],
  [
    '{"a":[+5]}',
    "Unexpected character ('+' (code 43)) in numeric value: JSON spec does not allow numbers to have plus",
    [1, 8],
  ],
  ['{"a":[truex]}', `Unrecognized token 'truex': was expecting ${VALUES}`, [1, 12]],
  ['{"a":[한]}', `Unrecognized token '한': was expecting ${VALUES}`, [1, 8]],
  [
    '{"a":[Infinity]}',
    "Non-standard token 'Infinity': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow",
    [1, 15],
  ],
  ['{"a":["x\\q"]}', "Unrecognized character escape 'q' (code 113)", [1, 10]],
  [
    '{"a":["x\\u12g4"]}',
    "Unexpected character ('g' (code 103)): expected a hex-digit for character escape sequence",
    [1, 13],
  ],
  [
    '{"a":["x\ny"]}',
    'Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be',
    [1, 9],
  ],
  ['{"a', 'Unexpected end-of-input in field name', [1, 4]],
  ['{/* c */}', "Unexpected character ('/' (code 47)): maybe a (non-standard) comment?", [1, 2]],
  ['{"a":[\u0001]}', 'Illegal character ((CTRL-CHAR, code 1)): only regular white space', [1, 8]],
  ['\n\n{\r\n"a":\r[\t}', "Unexpected close marker '}': expected ']' (for Array starting at", [5, 3]],
  ['{"a":1}', '"a" must be an object or an array', [1, 7]],
  ['{"a":{}}', 'Empty objects are not allowed', [1, 8]],
  ['{"a":[]}', 'Empty arrays are not allowed', [1, 8]],
  ['{"a":[[1]]}', 'Match value must be String, number, true, false, or null', [1, 8]],
  ['{"a":[{"prefix":"x","suffix":"y"}]}', 'Only one key allowed in match expression', [1, 31]],
  ['{"a":[{"prefix":{"suffix":"x"}}]}', 'Unsupported prefix pattern: suffix', [1, 28]],
  ['{"a":[{"suffix":{}}]}', 'Suffix expression name not found', [1, 19]],
  ['{"a":[{"exactly":1}]}', 'exact match pattern must be a string', [1, 19]],
  ['{"a":[{"numeric":5}]}', 'Value of numeric must be an array.', [1, 19]],
  ['{"a":[{"numeric":["=","5"]}]}', 'Value of equals must be numeric', [1, 24]],
  ['{"a":[{"anything-but":["x",1]}]}', 'Inside anything but list, either all values are number or string', [1, 30]],
  ['{"a":[{"anything-but":[null]}]}', 'Inside anything but list, start|null|boolean is not supported.', [1, 28]],
  ['{"a":[{"anything-but":{}}]}', 'Anything-But expression name not found', [1, 25]],
  ['{"a":[{"cidr":"10.0.0.0/32"}]}', 'IPv4 mask bits must be < 32'],
  ['{"a":[{"cidr":"300.0.0.0/8"}]}', 'Invalid IP address: 300.0.0.0'],
  ['{"a":[{"cidr":"10.0.0.0/8/"}]}', ''],
  ['{"$or":[1,{"a":[1]}]}', 'Only JSON object is allowed in array of $or relationship.', [1, 10]],
  ['{"$or":1}', 'It must be an Array followed with $or.', [1, 9]],
];

describe('a text that is no event pattern', () => {
  it.each(refusals)('%j is refused: %s', (text, reason, place) => {
    // Act
    const error = refusalOf(text);
    // Assess
    if (reason === '') {
      expect(error).toBeUndefined();
      return;
    }
    expect(error?.message).toMatch(new RegExp(`^Event pattern is not valid\\. Reason: ${literally(reason)}`));
    expect([error?.line, error?.column]).toEqual(place ?? [undefined, undefined]);
    if (place !== undefined) expect(error?.message).toContain(`; line: ${place[0]}, column: ${place[1]}]`);
  });

  it('is quoted up to 500 characters, with control characters escaped', () => {
    expect(refusalOf(`["\t${'x'.repeat(600)}"]`)?.message).toMatch(
      /\(String\)"\["\\u0009x{497}"\[truncated 105 chars\]; line: 1/,
    );
  });

  it('may not nest deeper than its reader goes', () => {
    expect(refusalOf(`${'{"a":'.repeat(2000)}`)?.message).toContain(
      'Document nesting depth (1001) exceeds the maximum allowed',
    );
  });
});

describe('a pattern beyond a limit', () => {
  it('has more than 256 fields', () => {
    const fields = Array.from({ length: 257 }, (_, i) => `"f${i}":[1]`).join();
    expect(refusalOf(`{${fields}}`)?.reason).toBe('Size of rule exceeds max value of 256');
  });

  it('multiplies $or to more than 1000 alternatives', () => {
    const or = (name: string) => `"$or":[${Array.from({ length: 11 }, (_, i) => `{"${name}":[${i}]}`).join()}]`;
    expect(refusalOf(`{${or('a')},${or('b')}}`)).toBeUndefined();
    expect(refusalOf(`{${or('a')},${or('b')},${or('c')}}`)?.reason).toContain('at most 1000 alternatives');
  });

  it('has wildcards that could be in too many places at once', () => {
    const stacks = (count: number) =>
      `{"a":[${Array.from({ length: count }, (_, i) => `{"wildcard":"*:stack/${'ABCDEFGH'[i]}*/*"}`).join()}]}`;
    expect(refusalOf(stacks(2))).toBeUndefined();
    expect(refusalOf(stacks(4))?.message).toBe(
      'Event pattern is not valid. Reason: Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
    );
  });
});

describe.skipIf(!sharedData)('broken patterns as AWS answered them', () => {
  const recorded = sharedData
    ? sharedJson<Record<string, { 'recorded-content': { 'invalid-pattern'?: { Error: { Message: string } } } }>>(
        'recorded-aws/events/test_events_patterns.snapshot.json',
      )
    : {};
  const cases = Object.entries(recorded).flatMap(([name, entry]) => {
    const text = /test_invalid_json_event_pattern\[(.*)\]$/s.exec(name)?.[1];
    const message = entry['recorded-content']['invalid-pattern']?.Error.Message;
    return text === undefined || message === undefined ? [] : [[text, message] as const];
  });

  it.each(cases)('%s', (text, message) => {
    expect(refusalOf(text)?.message).toBe(message);
  });
});

function refusalOf(text: string): EventPatternError | undefined {
  try {
    parseEventPattern(text);
    return undefined;
  } catch (error) {
    if (error instanceof EventPatternError) return error;
    throw error;
  }
}

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
