import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ConfigQueryError, parseConfigQuery, runConfigQuery } from '../../../core/config-query/index.ts';

const words = fc.constantFrom(
  ..."SELECT WHERE GROUP BY ORDER AND OR NOT IN BETWEEN LIKE COUNT ( ) * , = != < >= 'x' '10.0.0.0/8' 1 -2.5 a a.b TRUE DESC".split(
    ' ',
  ),
);

it('reads an expression or refuses it, and is never at a loss', () => {
  const expression = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 30 }).map((parts) => `SELECT ${parts.join(' ')}`),
  );
  fc.assert(
    fc.property(expression, fc.jsonValue(), (text, configuration) => {
      try {
        const rows = runConfigQuery(parseConfigQuery(text), [JSON.parse(JSON.stringify({ a: configuration }))]);
        expect(Array.isArray(rows)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigQueryError);
      }
    }),
    { numRuns: 2000 },
  );
});

it('refuses what is nested without end instead of overflowing', () => {
  expect(() => parseConfigQuery(`SELECT a WHERE ${'('.repeat(3000)}`)).toThrow(ConfigQueryError);
  expect(() => parseConfigQuery(`SELECT a WHERE ${'NOT '.repeat(900)} a = 1`)).toThrow(ConfigQueryError);
});
