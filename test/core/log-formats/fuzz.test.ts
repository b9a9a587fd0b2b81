import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../../core/insights/index.ts';
import { allFields, discoverFields, MessageFields } from '../../../core/log-formats/index.ts';

const key = fc.constantFrom('a', 'b', '@c', '0', '1', 'long key', 'x"y', 'é');
const document = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('fields of any document', () => {
  it('are found by every name they are listed under', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(document), fc.dictionary(key, document)), (value) => {
        const message = JSON.stringify(value);
        const listed = Object.entries(allFields(message));
        const fields = new MessageFields([...listed.map(([name]) => name), 'not there', 'a.b.not.there']);

        fields.read(message);

        for (const [index, [name, text]] of listed.entries()) {
          const found = textOf(fields.value(index));
          expect([name, found !== undefined && found !== text ? String(Number(found)) : found]).toEqual([name, text]);
        }
        expect(fields.value(listed.length)).toBeUndefined();
        expect(fields.value(listed.length + 1)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  it('are those of the message read last', () => {
    const fields = new MessageFields(['a.b', 'c']);

    const found = ['{"a":{"b":1},"c":2}', '{"c":3}', 'text', '{"a":{"b":4}}'].map((message) => {
      fields.read(message);
      return [fields.value(0), fields.value(1)];
    });

    expect(found).toEqual([
      ['1', '2'],
      [undefined, '3'],
      [undefined, undefined],
      ['4', undefined],
    ]);
  });
});

describe('any line', () => {
  it('has fields or none', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[\w =."[\]:/-]*$/)),
        (line) => {
          for (const value of Object.values(discoverFields(line))) expect(typeof value).toBe('string');
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a=', 5000],
    ['a="', 5000],
    ['a=b ', 5000],
    ['[', 20_000],
    ['1.1.1.1 - ', 5000],
    ['2 123456789012 eni-0 ', 5000],
    ['a="x" ', 2000],
    ['a="\\', 5000],
  ])('%j many times over takes no longer than its length asks', (part, times) => {
    for (const end of ['', ' !', '"', ' =']) expect(discoverFields(part.repeat(times) + end)).toBeTypeOf('object');
  });
});
