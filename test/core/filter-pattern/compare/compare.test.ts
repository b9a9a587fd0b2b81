import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFilters } from '../../../../core/filter-pattern/compare/index.ts';
import { type FilterPattern, matchesFilter, parseFilterPattern } from '../../../../core/filter-pattern/index.ts';
import { sharedData, sharedJson } from '../../../support/shared.ts';

const compare = (first: string, second: string) =>
  compareFilters(parseFilterPattern(first), parseFilterPattern(second));

describe('comparing two filter patterns', () => {
  it.each([
    ['{ $.a = "x" }', '{ $.a = x }'],
    ['{ $.a = "x" || $.a = "y" }', '{ $.a = "y" || $.a = "x" }'],
    ['{ ($.a = "x" || $.b = "y") && $.c = "z" }', '{ ($.a = "x" && $.c = "z") || ($.b = "y" && $.c = "z") }'],
    ['{ $.a = 404 }', '{ $.a = 404.0 }'],
    ['{ $.a >= 5 && $.a <= 5 }', '{ $.a = 5 }'],
    ["{ $.['a'].b = 1 }", '{ $.a.b = 1 }'],
    ['?A ?B', '?B ?A'],
    ['A B', 'B A'],
    ['?A B', 'B'],
    ['[a, ..., b]', '[x, y, ...]'],
    ['[status = 4*, x]', '[s = 4*, y]'],
    ['{ $.a = %x+y% && $.b = 1 }', '{ $.b = 1 && $.a = %x+y% }'],
    ['{ $.a[*] = "x" || $.a[*] = "y" }', '{ $.a[*] = "y" || $.a[*] = "x" }'],
  ])('finds %s and %s equivalent', (first, second) => {
    expect(compare(first, second).relation).toBe('equivalent');
  });

  it.each([
    ['{ $.a = "x*" }', '{ $.a = "xy" }'],
    ['{ $.a = "*a*b*" }', '{ $.a = "ab" }'],
    ['{ $.a > 5 }', '{ $.a > 5 && $.b = 1 }'],
    ['{ $.a != 3 }', '{ $.a > 3 }'],
    ['{ $.a = * }', '{ $.a = "x" }'],
    ['ERROR', 'ERROR -retry'],
    ['ERR', 'ERROR'],
    ['', '{ $.a = 1 }'],
    ['[a, ..., c = 1]', '[a, c = 1]'],
    ['[a, b]', '[a, b, c]'],
    ['[a = x, b]', '[a = x, b = y, c]'],
    ['{ $.a[*].b = "x" }', '{ $.a[0].b = "x" }'],
    ['{ $.a.* = "x" }', '{ $.a.k = "x" }'],
  ])('finds that %s covers %s, and a message that shows why not the other way', (first, second) => {
    const { relation, secondCoversFirst } = compare(first, second);
    expect(relation).toBe('first-covers-second');
    if (secondCoversFirst.verdict !== 'misses') throw new Error('a witness was expected');
    expect(matchesFilter(parseFilterPattern(first), secondCoversFirst.witness)).toBe(true);
    expect(matchesFilter(parseFilterPattern(second), secondCoversFirst.witness)).toBe(false);
  });

  it.each([
    ['{ $.a != "x" }', '{ $.a NOT EXISTS }'],
    ['{ $.a = "x" }', '{ $.b = "x" }'],
    ['{ $.a IS TRUE }', '{ $.a IS NULL }'],
    ['{ $.a = "Root" }', 'Root'],
    ['[a, b = 1]', '[a = 1, b]'],
  ])('finds that neither of %s and %s covers the other', (first, second) => {
    expect(compare(first, second).relation).toBe('neither');
  });

  it('knows that a pattern that matches nothing is covered by all', () => {
    expect(compare('{ $.a = "x" }', '{ $.b = 1 && $.b = 2 }').relation).toBe('first-covers-second');
    expect(compare('{ $.a = 1 }', '{ $.a > 3 && $.a < 2 }').relation).toBe('first-covers-second');
    expect(compare('{ $.a = 1 }', '{ $.a.b = 1 && $.a = 1 }').relation).toBe('first-covers-second');
  });

  it('says that it cannot decide rather than guess', () => {
    const first = '{ $.a[0] = q && $.a[2] NOT EXISTS && $.a[*] = "y*" && $.a[*] = "*z" }';
    expect(compare(first, '{ $.b = 1 }').relation).toBe('undecided');
  });
});

describe.skipIf(!sharedData)('the published CIS patterns', () => {
  interface Control {
    readonly n: number;
    readonly patterns: Record<string, string[]>;
    readonly securityHub?: { pattern?: string };
  }
  const controls = sharedData ? sharedJson<Control[]>('cis-metric-filters.json') : [];
  const control = (n: number) => controls.find((each) => each.n === n)!;

  it('mean for most controls what Security Hub demands, whatever the text', () => {
    for (const n of [3, 4, 5, 7, 8, 9, 11, 12, 13, 14]) {
      const wanted = control(n).securityHub?.pattern ?? '';
      for (const text of Object.keys(control(n).patterns)) {
        expect([n, text, compare(wanted, text).relation]).toEqual([n, text, 'equivalent']);
      }
    }
  });

  it('match far more than Security Hub demands for control 1 of 1.4 to 3.0', () => {
    const [wide] = Object.keys(control(1).patterns);
    expect(compare(wide!, control(1).securityHub!.pattern!).relation).toBe('first-covers-second');
  });

  it('miss the new call for security groups before 5.0', () => {
    const [old, recent] = Object.keys(control(10).patterns);
    const { relation, firstCoversSecond } = compare(old!, recent!);
    expect(relation).toBe('second-covers-first');
    expect(firstCoversSecond).toMatchObject({ witness: '{"eventName":"ModifySecurityGroupRules"}' });
  });
});

describe('whatever the patterns', () => {
  const selector = fc.constantFrom('$.a', '$.b', '$.a.b', '$.a[0]', '$.a[1].b', '$.a[*]', '$.*');
  const value = fc.constantFrom('"x"', 'xy', '"x*"', '"*y"', '*', '1', '4', '"4"', '"4*"');
  const condition = fc.oneof(
    fc.tuple(selector, fc.constantFrom('=', '!='), value).map((parts) => parts.join(' ')),
    fc.tuple(selector, fc.constantFrom('<', '<=', '>', '>='), fc.constantFrom('1', '2.5', '4')).map((p) => p.join(' ')),
    fc.tuple(selector, fc.constantFrom('IS NULL', 'IS TRUE', 'NOT EXISTS')).map((parts) => parts.join(' ')),
  );
  const json = fc
    .array(fc.array(condition, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
    .filter((groups) => groups.flat().filter((each) => /\[\*\]|\.\*/.test(each)).length <= 3)
    .map((groups) => `{ ${groups.map((each) => `(${each.join(' && ')})`).join(' || ')} }`);
  const scalar = fc.constantFrom('x', 'xy', 'ay', '4', 1, 2.5, 4, 40, true, null);
  const message = fc
    .record(
      {
        a: fc.oneof(
          scalar,
          fc.record({ b: scalar, 0: scalar }, { requiredKeys: [] }),
          fc.array(fc.oneof(scalar, fc.record({ b: scalar })), { maxLength: 3 }),
        ),
        b: scalar,
      },
      { requiredKeys: [] },
    )
    .map((document) => JSON.stringify(document));
  const term = fc.constantFrom('A', 'AB', 'BA', 'B', '?A', '?B', '-A', '-"B A"', '"A B"');
  const terms = fc.array(term, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));
  const words = fc
    .array(fc.constantFrom('A', 'B', ' ', 'C'), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(''));

  const holds = (first: FilterPattern, second: FilterPattern, messages: readonly string[]) => {
    const { firstCoversSecond, secondCoversFirst } = compareFilters(first, second);
    for (const [cover, wide, narrow] of [
      [firstCoversSecond, first, second],
      [secondCoversFirst, second, first],
    ] as const) {
      if (cover.verdict === 'misses') {
        expect([matchesFilter(narrow, cover.witness), matchesFilter(wide, cover.witness)]).toEqual([true, false]);
      }
      if (cover.verdict === 'covers') {
        for (const each of messages)
          if (matchesFilter(narrow, each)) expect([each, matchesFilter(wide, each)]).toEqual([each, true]);
      }
    }
    return firstCoversSecond.verdict;
  };

  it('witnesses witness, and no message contradicts a cover', () => {
    fc.assert(
      fc.property(json, json, fc.array(message, { minLength: 20, maxLength: 20 }), (first, second, messages) => {
        holds(parseFilterPattern(first), parseFilterPattern(second), messages);
      }),
      { numRuns: 100, seed: 20_261_121 },
    );
  });

  it('tells fields apart without contradiction', () => {
    const field = fc.constantFrom('a', 'a = x', 'a != x', 'a = 4*', 'a > 3', 'a = x || a = y', '...');
    const fields = fc
      .array(field, { minLength: 1, maxLength: 4 })
      .filter((parts) => parts.filter((each) => each === '...').length <= 1)
      .map((parts) => `[${parts.map((each, index) => each.replaceAll('a', `f${index}`)).join(', ')}]`);
    const line = fc
      .array(fc.constantFrom('x', 'y', '4', '40', '2', '"x y"', '[x]'), { maxLength: 6 })
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fields, fields, fc.array(line, { minLength: 20, maxLength: 20 }), (first, second, messages) => {
        holds(parseFilterPattern(first), parseFilterPattern(second), messages);
      }),
      { numRuns: 100, seed: 20_261_121 },
    );
  });

  it('decides every pair of term patterns', () => {
    fc.assert(
      fc.property(terms, terms, fc.array(words, { minLength: 20, maxLength: 20 }), (first, second, messages) => {
        expect(holds(parseFilterPattern(first), parseFilterPattern(second), messages)).not.toBe('undecided');
      }),
      { numRuns: 100, seed: 20_261_121 },
    );
  });
});
