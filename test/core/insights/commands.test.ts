import { describe, expect, it } from 'vitest';
import { rows } from './given.ts';

const a = { name: 'a', n: 1, tag: 'x' };
const b = { name: 'b', n: 2, tag: 'x' };
const c = { name: 'c', n: 3, tag: 'y' };
const d = { name: 'd' };

const names = (query: string, ...messages: (string | object)[]) =>
  rows(`display name | ${query}`, ...(messages.length > 0 ? messages : [a, b, c, d]))
    .map(({ name }) => name)
    .join('');

describe('a query without commands of its own order', () => {
  it('shows the latest events first, with their messages where it names no field', () => {
    expect(rows('filter name = "a" or name = "b"', a, b).map((row) => row['@message'])).toEqual([
      JSON.stringify(b),
      JSON.stringify(a),
    ]);
  });
});

describe('filter', () => {
  it.each([
    ['n = 2', 'b'],
    ['n != 2', 'ca'],
    ['n >= 2', 'cb'],
    ['n < 2', 'a'],
    ['name in ["a", "c"]', 'ca'],
    ['name not in ["a", "c"]', 'db'],
    ['n in [1, 3]', 'ca'],
    ['name like "a"', 'a'],
    ['name like /[ab]/', 'ba'],
    ['name not like /[ab]/', 'dc'],
    ['name =~ /^[cd]$/', 'dc'],
    ['tag = "x" and not n = 1', 'b'],
    ['tag = "x" or n = 3', 'cba'],
    ['(tag = "x" or n = 3) and n > 1', 'cb'],
    ['not ispresent(tag)', 'd'],
    ['tag not like /z/', 'cba'],
    ['@logStream = "s2"', 'c'],
  ])('%s', (where, expected) => expect(names(`filter ${where}`)).toBe(expected));
});

describe('sort, limit and dedup', () => {
  it.each([
    ['sort n desc', 'cbad'],
    ['sort n asc', 'dabc'],
    ['sort n', 'dabc'],
    ['sort tag desc, n asc', 'cabd'],
    ['sort -n', 'dcba'],
    ['limit 2', 'dc'],
    ['sort n asc | limit 2', 'da'],
    ['sort n asc | head 2', 'da'],
    ['sort n asc | tail 1', 'c'],
    ['sort n asc | dedup tag', 'dac'],
    ['dedup tag', 'dcb'],
  ])('%s', (query, expected) => expect(names(query)).toBe(expected));
});

describe('sort by an expression with a name', () => {
  // Guide, "Alias": aliases are supported in fields, stats and sort.
  it('lets the commands behind use the name, and shows it only where they do', () => {
    const lists = [{ n: -3 }, { n: 1 }, { n: 2 }];

    expect(rows('fields n | sort abs(n) as size desc', ...lists)).toEqual([{ n: '-3' }, { n: '2' }, { n: '1' }]);
    expect(rows('sort abs(n) as size, n | filter size > 1 | display size', ...lists)).toEqual([
      { size: '2' },
      { size: '3' },
    ]);
    expect(rows('stats max(n) as most by n > 1 as big | sort most * -1 as least | display least', ...lists)).toEqual([
      { least: '-2' },
      { least: '-1' },
    ]);
  });
});

describe('parse', () => {
  it('takes what stands for each star of a pattern', () => {
    const query = 'parse @message "user=*, ms=*" as who, ms | display who, ms';

    expect(rows(query, 'at 12:00 user=alice, ms=12', 'nothing')).toEqual([{}, { who: 'alice', ms: '12' }]);
    expect(rows('parse "[*] *" as level, rest | display level, rest', '[INFO] a [b] c')).toEqual([
      { level: 'INFO', rest: 'a [b] c' },
    ]);
  });

  it('takes the named groups of a regular expression', () => {
    expect(rows('parse @message /ms=(?<ms>\\d+)/ | stats sum(ms) as total', 'ms=12', 'none', 'ms=30')).toEqual([
      { total: '42' },
    ]);
  });

  it('leaves a field as it was where nothing is found', () => {
    expect(rows('parse name /(?<it>a)/ | parse name /(?<it>z)/ | display it', a)).toEqual([{ it: 'a' }]);
  });
});

describe('stats', () => {
  it('gathers by fields and expressions, in the order in which groups begin', () => {
    expect(rows('stats count(*) as events, sum(n), avg(n) as mean by tag', a, b, c, d)).toEqual([
      { tag: 'x', events: '2', 'sum(n)': '3', mean: '1.5' },
      { tag: 'y', events: '1', 'sum(n)': '3', mean: '3' },
      { events: '1' },
    ]);
  });

  it.each([
    ['count(*)', '4'],
    ['count()', '4'],
    ['count(n)', '3'],
    ['count_distinct(tag)', '2'],
    ['min(n)', '1'],
    ['max(n)', '3'],
    ['stddev(n)', '0.816496580927726'],
    ['pct(n, 50)', '2'],
    ['pct(n, 100)', '3'],
    ['earliest(name)', 'a'],
    ['latest(tag)', 'y'],
    ['sortsFirst(name)', 'a'],
    ['sortsLast(name)', 'd'],
    ['sum(n) / count(n) * 10', '20'],
    ['sum(missing)', undefined],
    ['max(toupper(name))', 'D'],
  ])('%s is %s', (expression, expected) => {
    expect(rows(`stats ${expression} as it`, a, b, c, d)[0]?.it).toBe(expected);
  });

  it('finds what sorts first and last in the order of sort: text before numbers, and numbers by their value', () => {
    const query = 'stats sortsFirst(v) as first, sortsLast(v) as last by kind | sort kind';
    const mixed = ['b', '10', 'a10', '9', 'a9'].map((v) => ({ kind: 'mixed', v }));
    const numbers = [10, 9, 100].map((v) => ({ kind: 'numbers', v }));

    expect(rows(query, ...mixed, ...numbers)).toEqual([
      { kind: 'mixed', first: 'a9', last: '10' },
      { kind: 'numbers', first: '9', last: '100' },
    ]);
  });

  it('goes over what an earlier one made, and what was filtered and computed between', () => {
    const query =
      'stats sum(n) as total by tag | filter ispresent(tag) | fields total * 2 as twice | stats max(twice) as it';

    expect(rows(query, a, b, c, d)).toEqual([{ it: '6' }]);
  });

  it('has one row of nothing but zero over no events', () => {
    expect(rows('filter n > 10 | stats count(*) as n by tag', a)).toEqual([]);
  });
});

describe('fields and display', () => {
  it('show what display names, computed fields included', () => {
    expect(rows('fields n * 10 as ten, concat(name, "!") as loud | display loud, ten', a)).toEqual([
      { loud: 'a!', ten: '10' },
    ]);
    expect(rows('fields name | fields n', a)).toEqual([{ name: 'a', n: '1' }]);
  });

  it('name a field with strange letters between backticks', () => {
    expect(rows('fields `a-b`, c.`d e` as it', { 'a-b': 1, c: { 'd e': 2 } })).toEqual([{ 'a-b': '1', it: '2' }]);
  });

  it('reach into lists and keys that have dots themselves', () => {
    expect(rows('fields list.1.x, a.b.c', { list: [{}, { x: 5 }], 'a.b': { c: 6 } })).toEqual([
      { 'list.1.x': '5', 'a.b.c': '6' },
    ]);
  });
});

describe('unnest', () => {
  it('makes a row of each element', () => {
    const query = 'unnest users into user | stats count(*) as n by user.role | sort n desc';

    expect(rows(query, { users: [{ role: 'a' }, { role: 'b' }] }, { users: [{ role: 'a' }] })).toEqual([
      { 'user.role': 'a', n: '2' },
      { 'user.role': 'b', n: '1' },
    ]);
  });
});
