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
const objectSelector = fc.oneof({ weight: 5, arbitrary: plainSelector }, fc.constantFrom('$.*', '$.a.*', '$.*.b'));
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

const fieldValues = [
  'x',
  '"x y"',
  '4*',
  '*',
  '"*x*"',
  '"4"',
  '4',
  '"\\"x]"',
  '"[x"',
  '"x\ty"',
  '""',
  '"* *"',
  '"{*"',
  '"*}"',
];
const fieldTest = (values: readonly string[]) =>
  fc.oneof(
    fc.tuple(fc.constantFrom('=', '!='), fc.constantFrom(...values)),
    fc.tuple(fc.constantFrom('<', '>'), fc.constantFrom('2', '4')),
  );
const fieldsPattern = (values: readonly string[]) => {
  const test = fieldTest(values);
  const field = fc.oneof(
    fc.constantFrom('f', '...'),
    test.map((one) => `f ${one.join(' ')}`),
    fc
      .tuple(test, fc.constantFrom('&&', '||'), test)
      .map(([one, joined, other]) => `f ${one.join(' ')} ${joined} f ${other.join(' ')}`),
  );
  return fc
    .array(field, { maxLength: 4 })
    .map((fields) => `[${fields.map((each, index) => each.replaceAll(/\bf\b/g, `f${index}`)).join(', ')}]`)
    .filter(isPattern);
};
const line = fc
  .array(fc.constantFrom('x', '4', '40', '3', '"x y"', '[x y]', '"x]', '[x', '"', '"a"b', 'x\ty', '""', '[]', '\t'), {
    maxLength: 5,
  })
  .map((parts) => parts.join(' '));

const signs = ['?', '-', '', ''];
const phrases = [
  'A',
  'AB',
  'BA',
  '"B A"',
  '"A B"',
  '" "',
  '"\\""',
  'x',
  '4',
  '"x y"',
  '"x]"',
  '"[x"',
  '"{"',
  '"\\":"',
  '"a b"',
  'u',
];
const termsPattern = fc
  .array(
    fc.tuple(fc.constantFrom(...signs), fc.constantFrom(...phrases)).map((parts) => parts.join('')),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((terms) => terms.join(' '));
const textPattern = fc.oneof(termsPattern, fc.constantFrom('%A|B%', '%^x%', '%[0-9]%', '%4$%', ''));
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
/** The same pairs each time; more of them where that is asked for. */
const RUNS = { numRuns: Number(process.env.TRAILKEEPER_COMPARE_RUNS ?? 120), seed: 20_261_121 };

/** Every verdict is right, and there is one. */
const decides = (pattern: fc.Arbitrary<string>, messages: fc.Arbitrary<string>, other = pattern) =>
  fc.assert(
    fc.property(pattern, other, many(messages), (first, second, tried) => {
      expect([first, second, holds(first, second, tried)]).toEqual([first, second, true]);
    }),
    RUNS,
  );

describe('a comparison of filter patterns without regular expressions and array selectors', () => {
  const anyMessage = fc.oneof(document, line, words);

  it('decides JSON patterns', () => decides(jsonPattern(objectSelector, [...texts, ...numbers]), document));

  it('decides numbers beside asterisks', () => decides(jsonPattern(fc.constantFrom('$.a', '$.b'), numbers), document));

  it('decides fields, whatever quotes and brackets stand in them', () => decides(fieldsPattern(fieldValues), line));

  it('decides terms', () => decides(termsPattern, words));

  it('decides terms and fields', () => decides(termsPattern, anyMessage, fieldsPattern(fieldValues)));

  it('decides terms and JSON patterns', () =>
    decides(termsPattern, anyMessage, jsonPattern(objectSelector, [...texts, ...numbers])));

  it('decides fields and JSON patterns', () =>
    decides(fieldsPattern(fieldValues), anyMessage, jsonPattern(objectSelector, [...texts, ...numbers])));
});

describe('a comparison of filter patterns', () => {
  it('decides regular expressions on the fields of JSON, too', () =>
    decides(jsonPattern(plainSelector, [...texts, '1', '4', '-2', '"4"', ...regexes]), document));

  it('decides terms and regular expressions', () => decides(textPattern, words));

  it('is never wrong about wildcard and array selectors', () => {
    const pattern = jsonPattern(anySelector, [...texts, ...numbers, ...regexes]);
    fc.assert(
      fc.property(pattern, pattern, many(document), (...of) => void holds(...of)),
      RUNS,
    );
  });

  it('is never wrong about patterns of different kinds', () => {
    const pattern = fc.oneof(
      jsonPattern(anySelector, [...texts, ...regexes]),
      fieldsPattern([...fieldValues, ...regexes]),
      textPattern,
    );
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
    ['second-covers-first', '{ $.x = 1 }', '[a = "{*"]'],
    ['second-covers-first', '{ $.x = 1 }', '":"'],
    ['first-covers-second', '?a ?u', '{ $.a = 1 }'],
    ['neither', '?a ?x', '{ $.a = 1 }'],
    ['second-covers-first', '[a = "{\\"a\\":1}"]', '{ $.a = 1 || $.b NOT EXISTS }'],
    ['neither', '[a = "{\\"a\\":1}"]', '{ $.a = 1 }'],
    ['second-covers-first', '[a, b = "x y"]', '"x y"'],
    ['first-covers-second', '[a, b > 3]', '[a, b > 4 && b = "*e*"]'],
    ['neither', '{ $.a = 4 }', '{ $.a = "*e99*" }'],
    [
      'second-covers-first',
      '{ $.a = 4 && $.a = "*e99" }',
      '{ $.a = "*00004*" || $.a = "*00003.9*" || $.a = "*00000039*" }',
    ],
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

describe('patterns of many parts', () => {
  const relation = (first: string, second: string) =>
    compareFilters(parseFilterPattern(first), parseFilterPattern(second)).relation;
  const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`);
  const globs = (operator: string, joined: string) =>
    `{ ${words(25)
      .map((word) => `$.a ${operator} "*${word}*"`)
      .join(joined)} }`;
  const keys = `{ ${words(12)
    .map((word) => `$.${word} = x`)
    .join(' && ')} }`;
  const fields = (names: readonly string[]) => `[${names.map((name, at) => `f${at} = *${name}*`).join(', ')}]`;

  it.each([
    ['second-covers-first', words(25).join(' '), 'word3'],
    ['equivalent', words(25).join(' '), words(25).reverse().join(' ')],
    [
      'first-covers-second',
      words(25)
        .map((word) => `?${word}`)
        .join(' '),
      '?word1 ?word2',
    ],
    ['second-covers-first', globs('=', ' && '), '{ $.a = "*word7*" }'],
    ['first-covers-second', globs('=', ' || '), '{ $.a = "*word7*" || $.a = "*word8*" }'],
    ['second-covers-first', globs('!=', ' && '), '{ $.a != "*word7*" }'],
    ['second-covers-first', keys, '[a = "{*", ...]'],
    ['second-covers-first', keys, '":" "{" "}"'],
    ['neither', fields(words(10)), fields(words(10).reverse())],
    ['second-covers-first', fields(words(6)), words(6).join(' ')],
  ])('are decided: %s', (expected, first, second) => {
    expect(relation(first, second)).toBe(expected);
  });
});
