import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { javaDouble } from '../../../core/alarm/index.ts';

describe('a double as Java writes it', () => {
  for (const [value, text] of [
    [1, '1.0'],
    [21.5, '21.5'],
    [-0.25, '-0.25'],
    [0, '0.0'],
    [45628, '45628.0'],
    [9_999_999, '9999999.0'],
    [10_000_000, '1.0E7'],
    [123_456_789.5, '1.234567895E8'],
    [0.001, '0.001'],
    [0.0004, '4.0E-4'],
    [0.0666851903306472, '0.0666851903306472'],
  ] as const) {
    it(`${value} is ${text}`, () => expect(javaDouble(value)).toBe(text));
  }

  it('reads back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(javaDouble(value))).toBe(value);
      }),
    );
  });
});
