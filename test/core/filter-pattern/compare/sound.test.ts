import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFilters } from '../../../../core/filter-pattern/compare/index.ts';
import { FilterPatternError, matchesFilter, parseFilterPattern } from '../../../../core/filter-pattern/index.ts';

const isPattern = (text: string): boolean => {
  try {
    parseFilterPattern(text);
    return true;
  } catch (error) {
    if (error instanceof FilterPatternError) return false;
    throw error;
  }
};

const plainSelector = fc.constantFrom('$.a', '$.b', "$.['a b']", "$.['__proto__']", '$.a.b', '$.b.c');
const anySelector = fc.oneof(
  plainSelector,
  fc.constantFrom('$.a[0]', '$.a[1].b', '$.a[1]', '$.a[*]', '$.a[*].b', '$.*', '$.a.*', '$.a.*.b', '$[0]', '$[*].b'),
);
const texts = ['"x"', 'xy', '"x*"', '"*y"', '"*x*y*"', '*'];
const numbers = ['1', '4', '-2', '"4"', '"4*"', '4*', '*0', '"*.5"', '"-*"', '1e3', '0', '"*e*"'];
const regexes = ['%^x%', '%y$%', '%[0-9]+%', '%4|x%', '%.%', '%x{2,}%', '%^\\d*$%', '%[^xy]%'];

const jsonPattern = (selector: fc.Arbitrary<string>, values: readonly string[]) => {
  const condition = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(selector, fc.constantFrom('=', '!='), fc.constantFrom(...values)).map((p) => p.join(' ')),
    },
    fc
      .tuple(selector, fc.constantFrom('<', '<=', '>', '>='), fc.constantFrom('0', '1', '2.5', '4', '-2'))
      .map((parts) => parts.join(' ')),
    fc.tuple(selector, fc.constantFrom('IS NULL', 'IS TRUE', 'NOT EXISTS')).map((parts) => parts.join(' ')),
  );
  return fc
    .array(fc.array(condition, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
    .map((groups) => `{ ${groups.map((each) => `(${each.join(' && ')})`).join(' || ')} }`)
    .filter(isPattern);
};

const scalar = fc.constantFrom(
  'x',
  'xy',
  'xay',
  '',
  '4',
  '-2',
  '0.5',
  '40',
  '4e9',
  1,
  2.5,
  4,
  40,
  0,
  -2,
  1000,
  true,
  null,
);
const object = fc.dictionary(fc.constantFrom('a', 'b', 'a b', '0', 'c'), scalar, { maxKeys: 3 });
const value = fc.oneof(scalar, object, fc.array(fc.oneof(scalar, object), { maxLength: 3 }));
const document = fc
  .oneof(
    { weight: 8, arbitrary: fc.dictionary(fc.constantFrom('a', 'b', 'a b', 'z'), value, { maxKeys: 4 }) },
    fc.array(value, { maxLength: 3 }),
  )
  .map((each) => JSON.stringify(each));

const fieldTest = fc.oneof(
  fc.tuple(
    fc.constantFrom('=', '!='),
    fc.constantFrom('x', '"x y"', '4*', '*', '"*x*"', '"4"', '4', '%^x%', '"\\"x]"', '"[x"', '"x\ty"', '""', '"* *"'),
  ),
  fc.tuple(fc.constantFrom('<', '>'), fc.constantFrom('2', '4')),
);
const field = fc.oneof(
  fc.constantFrom('f', '...'),
  fieldTest.map((test) => `f ${test.join(' ')}`),
  fc
    .tuple(fieldTest, fc.constantFrom('&&', '||'), fieldTest)
    .map(([one, joined, other]) => `f ${one.join(' ')} ${joined} f ${other.join(' ')}`),
);
const fieldsPattern = fc
  .array(field, { maxLength: 4 })
  .map((fields) => `[${fields.map((each, index) => each.replaceAll(/\bf\b/g, `f${index}`)).join(', ')}]`)
  .filter(isPattern);
const line = fc
  .array(fc.constantFrom('x', '4', '40', '3', '"x y"', '[x y]', '"x]', '[x', '"', '"a"b', 'x\ty', '""', '[]', '\t'), {
    maxLength: 5,
  })
  .map((parts) => parts.join(' '));

const textPattern = fc
  .oneof(
    fc
      .array(fc.constantFrom('A', 'AB', 'BA', '?A', '?B', '-A', '-"B A"', '"A B"', '" "', '"\\""', 'x', '4'), {
        minLength: 1,
        maxLength: 3,
      })
      .map((terms) => terms.join(' ')),
    fc.constantFrom('%A|B%', '%^x%', '%[0-9]%', '%4$%', ''),
  )
  .filter(isPattern);
const words = fc.array(fc.constantFrom('A', 'B', ' ', 'C', 'x', '4', '"'), { maxLength: 6 }).map((w) => w.join(''));

/** Witnesses must witness, and no message may contradict a cover. Gives back whether both directions were decided. */
function holds(first: string, second: string, messages: readonly string[]): boolean {
  const one = parseFilterPattern(first);
  const other = parseFilterPattern(second);
  const { firstCoversSecond, secondCoversFirst } = compareFilters(one, other);
  for (const [cover, wide, narrow] of [
    [firstCoversSecond, one, other],
    [secondCoversFirst, other, one],
  ] as const) {
    if (cover.verdict === 'misses') {
      expect([matchesFilter(narrow, cover.witness), matchesFilter(wide, cover.witness)]).toEqual([true, false]);
    }
    if (cover.verdict !== 'covers') continue;
    for (const message of messages) {
      if (matchesFilter(narrow, message)) expect([message, matchesFilter(wide, message)]).toEqual([message, true]);
    }
  }
  return firstCoversSecond.verdict !== 'undecided' && secondCoversFirst.verdict !== 'undecided';
}

const many = (message: fc.Arbitrary<string>) => fc.array(message, { minLength: 30, maxLength: 30 });
const RUNS = { numRuns: 300 };

describe('a comparison of filter patterns', () => {
  it('decides JSON patterns without array selectors, and is never wrong', () => {
    const pattern = jsonPattern(plainSelector, [...texts, '1', '4', '-2', '"4"', ...regexes]);
    let undecided = 0;
    fc.assert(
      fc.property(pattern, pattern, many(document), (first, second, messages) => {
        if (!holds(first, second, messages)) undecided++;
      }),
      RUNS,
    );
    // What is left are numbers in spellings that no search meets.
    expect(undecided).toBeLessThanOrEqual(RUNS.numRuns / 50);
  });

  it('decides numbers beside asterisks, and is never wrong', () => {
    const pattern = jsonPattern(fc.constantFrom('$.a', '$.b'), numbers);
    let undecided = 0;
    fc.assert(
      fc.property(pattern, pattern, many(document), (first, second, messages) => {
        if (!holds(first, second, messages)) undecided++;
      }),
      RUNS,
    );
    // What is left are numbers in spellings that no search meets.
    expect(undecided).toBeLessThanOrEqual(RUNS.numRuns / 50);
  });

  it('is never wrong about wildcard and array selectors', () => {
    const pattern = jsonPattern(anySelector, [...texts, ...numbers, ...regexes]);
    fc.assert(
      fc.property(pattern, pattern, many(document), (...of) => void holds(...of)),
      RUNS,
    );
  });

  it('is never wrong about fields, whatever quotes and brackets stand in them', () => {
    fc.assert(
      fc.property(fieldsPattern, fieldsPattern, many(line), (...of) => void holds(...of)),
      RUNS,
    );
  });

  it('decides every pair of terms and regular expressions', () => {
    fc.assert(
      fc.property(textPattern, textPattern, many(words), (first, second, messages) => {
        expect(holds(first, second, messages)).toBe(true);
      }),
      RUNS,
    );
  });

  it('is never wrong about patterns of different kinds', () => {
    const pattern = fc.oneof(jsonPattern(anySelector, texts), fieldsPattern, textPattern);
    fc.assert(
      fc.property(pattern, pattern, many(fc.oneof(document, line, words)), (...of) => void holds(...of)),
      RUNS,
    );
  });
});

describe('what takes some thought to compare', () => {
  const relation = (first: string, second: string) =>
    compareFilters(parseFilterPattern(first), parseFilterPattern(second)).relation;

  it.each([
    ['equivalent', '{ $.a = %x[a-c]% }', '{ $.a = %xa|xb|xc% }'],
    ['equivalent', '%AB*%', '%A%'],
    [
      'equivalent',
      '{ $.a = %^\\d+$% && $.a < 10 && $.a = "1*" }',
      '{ $.a = "1" || ($.a = "1*" && $.a = %^\\d+$% && $.a < 2) }',
    ],
    ['first-covers-second', '{ $.a = "*Unauthorized*" }', '{ $.a = %^Client.Unauthorized% }'],
    ['first-covers-second', '{ $.a = %^[45]\\d\\d$% }', '{ $.a = "404" }'],
    ['first-covers-second', '{ $.a = %^[45]\\d\\d$% }', '{ $.a = 4* && $.a = %^...$% && $.a = %\\d\\d$% }'],
    ['first-covers-second', '{ $.a < 0 }', '{ $.a = "-*" && $.a < -1 }'],
    ['first-covers-second', '{ $.a != 0 }', '{ $.a = "-*" && $.a > 0 || $.a = 4 }'],
    ['neither', '{ $.a = "4*" }', '{ $.a < 1 }'],
    ['first-covers-second', '{ $.a = x }', '{ $.a = 1000 && $.a = "4*" }'],
    ['neither', '{ $.a = x }', '{ $.a = 1000 && $.a = "*99*" }'],
    ['neither', '{ $.a > 1.7976931348623157e308 }', '{ $.a = 1 }'],
    ['first-covers-second', '[a]', 'A'],
    ['first-covers-second', '[a]', '{ $.a = 1 }'],
    ['first-covers-second', 'foo', '[a = foo*]'],
    ['second-covers-first', '[a = foo*, b]', 'foo'],
    ['neither', '{ $.a = foo }', 'foo'],
    ['neither', '-foo', '{ $.a = foo }'],
    ['equivalent', '[]', '""'],
    ['second-covers-first', '-A', '[...]'],
    ['first-covers-second', "{ $.['__proto__'] = * }", "{ $.['__proto__'] = x }"],
  ])('finds %s: %s and %s', (expected, first, second) => {
    expect(relation(first, second)).toBe(expected);
  });

  it('knows that one element may serve two "any element" where their number is limited', () => {
    expect(
      relation('{ $.z = 1 }', '{ $.a[2] NOT EXISTS && $.a[0] = q && $.a[*] = "y*" && $.a[*] = "*z" }'),
    ).not.toMatch(/covers/);
  });
});
