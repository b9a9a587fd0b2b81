import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compareDecimals,
  formatDecimal,
  parseDecimal,
  sortable,
} from '../../../../engine/services/dynamodb/decimal.ts';

const number = fc
  .tuple(fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }), fc.integer({ min: -80, max: 80 }))
  .map(([digits, exponent]) => `${digits}e${exponent}`);
const parsed = (text: string) => parseDecimal(text)!;

describe('a decimal', () => {
  it('is written without exponent and idle zeros', () => {
    const written = ['1.50', '-0.0', '00012', '1e3', '12e-3', '-.5', '100'].map((text) => formatDecimal(parsed(text)));

    expect(written).toEqual(['1.5', '0', '12', '1000', '0.012', '-0.5', '100']);
  });

  it('is refused when it is none or has more than 38 digits', () => {
    for (const text of ['', 'x', '1.2.3', '0x1', '1e999', '1'.repeat(39), '9'.repeat(1000)]) {
      expect(parseDecimal(text)).toBeUndefined();
    }
  });

  it('reads back as it was written', () => {
    fc.assert(
      fc.property(number, (text) => {
        expect(parsed(formatDecimal(parsed(text)))).toEqual(parsed(text));
      }),
    );
  });

  it('sorts as text as it does as a number', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [x, y] = [sortable(parsed(a)), sortable(parsed(b))];
        expect(x < y ? -1 : x > y ? 1 : 0).toBe(compareDecimals(parsed(a), parsed(b)));
      }),
    );
  });

  it('adds exactly', () => {
    expect(formatDecimal(add(parsed('0.1'), parsed('0.2')))).toBe('0.3');
  });
});
