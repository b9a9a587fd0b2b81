import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../../engine/errors.ts';
import { applyUpdate } from '../../../../engine/services/dynamodb/expressions/apply.ts';
import { readCondition } from '../../../../engine/services/dynamodb/expressions/condition.ts';
import { meets } from '../../../../engine/services/dynamodb/expressions/evaluate.ts';
import { readProjection } from '../../../../engine/services/dynamodb/expressions/projection.ts';
import { Placeholders } from '../../../../engine/services/dynamodb/expressions/reader.ts';
import { readUpdate } from '../../../../engine/services/dynamodb/expressions/update.ts';

const placeholders = () => new Placeholders({ '#a': 'a' }, { ':v': { N: '1' }, ':s': { S: 'x' }, ':l': { L: [] } });
const item = { a: { M: { b: { L: [{ N: '1' }] } } }, n: { N: '2' }, s: { S: 'xyz' } };
const word = fc.constantFrom(
  ...[
    'a',
    '#a',
    '#none',
    'n',
    's',
    ':v',
    ':s',
    ':none',
    '(',
    ')',
    ',',
    '.',
    '[',
    ']',
    '0',
    '99999999999',
    '=',
    '<>',
    '<',
  ],
  ...['AND', 'or', 'NOT', 'BETWEEN', 'IN', 'size', 'begins_with', 'contains', 'attribute_exists', 'attribute_type'],
  ...['SET', 'REMOVE', 'ADD', 'DELETE', '+', '-', 'if_not_exists', 'list_append', '$', '"', ' '],
);
const text = fc.array(word, { maxLength: 14 }).map((words) => words.join(' '));

/** Whatever it does, it does by AWS's errors. */
function survives(work: () => void): void {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(AwsError);
  }
}

describe('an expression of any words', () => {
  it('is understood or refused', () => {
    fc.assert(
      fc.property(text, (source) => {
        survives(() => meets(readCondition('ConditionExpression', source, placeholders()), item));
        survives(() => applyUpdate(item, readUpdate(source, placeholders())));
        survives(() => readProjection(source, placeholders()));
      }),
      { numRuns: 3000 },
    );
  });

  it('is refused when it is nested without end', () => {
    const deep = `${'('.repeat(50_000)}n = :v${')'.repeat(50_000)}`;

    expect(() => readCondition('ConditionExpression', deep, placeholders())).toThrow('nested too deeply');
  });
});

describe('a condition', () => {
  const cases: [source: string, verdict: boolean][] = [
    ['n > :v AND s <> :s', true],
    ['NOT n > :v OR begins_with(s, :s)', true],
    ['attribute_exists(#a.b[0]) AND attribute_not_exists(#a.b[1])', true],
    ['contains(#a.b, :v)', true],
    ['size(#a.b) = :v', true],
    ['missing = :v', false],
    ['missing <> :v', true],
    ['n = :s', false],
    ['n < :s', false],
  ];
  for (const [source, verdict] of cases) {
    it(`${source} is ${verdict}`, () => {
      expect(meets(readCondition('ConditionExpression', source, placeholders()), item)).toBe(verdict);
    });
  }
});
