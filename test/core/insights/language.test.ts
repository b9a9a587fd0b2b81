import { describe, expect, it } from 'vitest';
import { InsightsError, parseQuery } from '../../../core/insights/index.ts';
import { rows } from './given.ts';

const refusal = (query: string): InsightsError => {
  try {
    parseQuery(query);
  } catch (error) {
    if (error instanceof InsightsError) return error;
    throw error;
  }
  throw new Error(`${query} is not refused`);
};

describe('SOURCE', () => {
  it.each([
    ['SOURCE "a", \'b\' | fields x', { groups: ['a', 'b'] }],
    ['source logGroups(namePrefix: ["a", "b"]) | fields x', { prefixes: ['a', 'b'] }],
    [
      'SOURCE logGroups(namePrefix: "a", accountIdentifiers: ["111122223333"], class: ["INFREQUENT_ACCESS"]) | fields x',
      { prefixes: ['a'], accounts: ['111122223333'], classes: ['INFREQUENT_ACCESS'] },
    ],
    ["SOURCE '/a' | SOURCE '/b' | fields x", { groups: ['/a', '/b'] }],
    ['SOURCE logGroups() | fields x', { groups: [], prefixes: [], accounts: [], classes: [] }],
  ])('%s', (query, source) => expect(parseQuery(query).source).toMatchObject(source));

  it('lists five prefixes and twenty accounts at most', () => {
    const query = (keyword: string, count: number) => `SOURCE logGroups(${keyword}: [${Array(count).fill('"1"')}])`;

    expect(refusal(`${query('namePrefix', 6)} | fields x`)).toMatchObject({ start: 28 });
    expect(refusal(`${query('accountIdentifiers', 21)} | fields x`).message).toMatch(/^a SOURCE lists at most 20/);
    expect(parseQuery(`${query('namePrefix', 5)} | fields x`).source?.prefixes).toHaveLength(5);
  });

  it('stands before all else', () => {
    expect(refusal('fields x | SOURCE "a"').message).toContain('unexpected symbol found SOURCE');
  });
});

describe('bin', () => {
  it.each([
    ['bin(5m)', '2026-01-05 08:30:00.000'],
    ['bin(1h)', '2026-01-05 08:00:00.000'],
    ['bin(1d)', '2026-01-05 00:00:00.000'],
    ['bin(1w)', '2026-01-05 00:00:00.000'],
    ['bin(1mo)', '2026-01-01 00:00:00.000'],
    ['bin(1qtr)', '2026-01-01 00:00:00.000'],
    ['bin(1yr)', '2026-01-01 00:00:00.000'],
    ['bin(2hrs)', '2026-01-05 08:00:00.000'],
    ['bin(7minutes)', '2026-01-05 08:25:00.000'],
    ['dateceil(@timestamp, 1mon)', '2026-02-01 00:00:00.000'],
    ['datefloor(fromMillis(0), 1w)', '1969-12-29 00:00:00.000'],
  ])('%s', (expression, expected) => expect(rows(`fields ${expression} as it`, 'x')[0]?.it).toBe(expected));

  it('takes no more of a unit than the next larger one holds', () => {
    expect(rows('stats count(*) as n by bin(300s) as t', 'x')).toEqual(
      rows('stats count(*) as n by bin(60s) as t', 'x'),
    );
  });

  it('is moved by an offset', () => {
    expect(rows('stats count(*) as n by bin(1h) as t offset 20m', 'x')).toEqual([
      { t: '2026-01-05 08:20:00.000', n: '1' },
    ]);
  });
});

describe('the order of sort', () => {
  it('is the one the guide shows', () => {
    const values = [
      '!:',
      '#',
      '*%04',
      '0#',
      '5A',
      '111A',
      '2345_',
      '@',
      '@_',
      'A',
      'A9876fghj',
      'a12345hfh',
      '0',
      '01',
      '1',
      '2',
      '3',
    ];
    const shuffled = values.map((v) => ({ v })).toSorted((a, b) => (a.v > b.v ? 1 : -1));

    const sorted = (query: string) => rows(`fields v | sort ${query}`, ...shuffled).map(({ v }) => v);

    // 1 and 01 are one number.
    expect(sorted('v asc').map((v) => (v === '01' ? '1' : v))).toEqual(values.map((v) => (v === '01' ? '1' : v)));
    expect(sorted('v desc').slice(-3)).toEqual(['*%04', '#', '!:']);
  });
});

describe('structures', () => {
  const message = { users: [{ name: 'ann', tags: ['x', 'y'] }], 'odd.key': 1 };

  it('are reached by dots, brackets and backticks once they are parsed', () => {
    const query =
      'fields jsonParse(@message) as j | fields j.users[0].name as a, j.users[0]["name"] as b, j.users.0.tags.1 as c, j.`odd.key` as d';

    expect(rows(`${query} | display a, b, c, d`, message)).toEqual([{ a: 'ann', b: 'ann', c: 'y', d: '1' }]);
  });

  it('are taken apart element by element; what is no list is a list of one', () => {
    expect(rows('fields jsonParse(@message) as j | unnest j.users into u | display u.name', message)).toEqual([
      { 'u.name': 'ann' },
    ]);
    expect(rows('unnest users.0.name into u | display u', message)).toEqual([{ u: 'ann' }]);
    expect(
      rows('sort @timestamp | unnest users into u | unnest u.tags into t | stats count(*) as n by t', message),
    ).toEqual([
      { t: 'x', n: '1' },
      { t: 'y', n: '1' },
    ]);
  });
});

describe('what is taken, too', () => {
  it.each([
    'filterIndex a = 1 and b in ["x"]',
    'fields a | limit any 3',
    'fields a | order by a desc',
    '| fields a',
    'fields a # the last word',
    'filter a == 1',
    'FILTER a = 1 | STATS count(*) BY b',
    'filter (a = 1) and !(b = 2)',
    'parse @message "x=*" as x',
    "parse 'x=*' as x",
    'parse /(?P<x>a)/',
    'stats count(*) as `my count` by `a-b`',
    'filter a like /[/]x\\/y/',
  ])('%s', (query) => expect(() => parseQuery(query)).not.toThrow());
});

describe('what is refused', () => {
  it.each([
    ['pattern @message', 'the command pattern is not supported yet at line 1 and position 1'],
    ['fields a\n| diff', 'the command diff is not supported yet at line 2 and position 3'],
    ['anomaly', 'the command anomaly is not supported yet at line 1 and position 1'],
    ['join type=inner', 'the command join is not supported yet at line 1 and position 1'],
    ['lookup t id', 'the command lookup is not supported yet at line 1 and position 1'],
    ['filter a in (SOURCE "x" | fields b)', 'subqueries are not supported yet at line 1 and position 13'],
    ['parse @message xml as x', 'parse xml is not supported yet at line 1 and position 16'],
    ['parse @message logfmt', 'unexpected end of query: expected as at line 1 and position 22'],
    ['parse @message /a(b)/ as x, y', 'the regular expression has 1 groups for 2 names at line 1 and position 16'],
    ['json field=a "b"', 'unexpected end of query: expected as at line 1 and position 17'],
    ['addtotals row=yes', 'unexpected symbol found yes at line 1 and position 15'],
    ['dedup a | sort b', 'unexpected symbol found sort at line 1 and position 11'],
    ['stats count(*) by by', 'unexpected symbol found by at line 1 and position 19'],
    ['fields a |', 'unexpected end of query: expected a command at line 1 and position 11'],
    ['', 'unexpected end of query: expected a command at line 1 and position 1'],
    ['filter a = )', 'unexpected symbol found ) at line 1 and position 12'],
    ['fields nonsense(a)', 'unknown function nonsense at line 1 and position 8'],
    ['fields count(a)', 'unknown function count at line 1 and position 8'],
    ['stats bin(a)', 'bin needs a period, such as 5m at line 1 and position 7'],
    ['fields strlen()', 'wrong number of arguments for strlen at line 1 and position 8'],
    ['filter a = "x', 'unterminated string at line 1 and position 12'],
    ['filter a like /x', 'unterminated regular expression at line 1 and position 15'],
    ['fields `a', 'unterminated name at line 1 and position 8'],
    ['parse @message /(a)/', 'a regular expression of parse needs a named group at line 1 and position 16'],
    ['parse @message "a*b*" as x', 'the pattern has 2 * for 1 names at line 1 and position 16'],
    ['unnest a', 'unexpected end of query: expected into at line 1 and position 9'],
  ])('%j', (query, message) => expect(refusal(query).message).toBe(message));

  it('is shown with a caret', () => {
    expect(refusal('fields a\n| filter b ~ 1').caret()).toBe('| filter b ~ 1\n           ^');
  });
});
