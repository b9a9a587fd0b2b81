import { describe, expect, it } from 'vitest';
import { rows } from './given.ts';

describe('parse', () => {
  it('takes a line in logfmt apart into a map', () => {
    const line = 'level=error msg="it \\"broke\\"" duration=12ms';

    expect(rows('parse @message logfmt as lf | filter lf.level = "error" | display lf.msg, lf.duration', line)).toEqual(
      [{ 'lf.msg': 'it "broke"', 'lf.duration': '12ms' }],
    );
    expect(rows('parse logfmt as lf | display lf.none', 'no pairs')).toEqual([{}]);
  });

  it('takes a line of comma-separated values apart', () => {
    const parse = 'parse @message csv as host, text, status';

    expect(rows(`${parse} | display host, text, status`, 'web-1,"a, ""b""",200,more')).toEqual([
      { host: 'web-1', text: 'a, "b"', status: '200' },
    ]);
    expect(rows(`${parse} | display host, text, status`, 'web-1,')).toEqual([{ host: 'web-1', text: '' }]);
    expect(rows('parse csv as a, b | stats avg(b) by a', 'x,1', 'x,3')).toEqual([{ a: 'x', 'avg(b)': '2' }]);
  });

  it('gives a row for every place of a regular expression with multi', () => {
    const found = rows(
      'parse @message /(\\d+\\.\\d+\\.\\d+\\.\\d+)/ as ip multi | stats count(*) as n by ip | sort ip asc',
      '10.0.0.1 to 10.0.0.2',
      '10.0.0.1',
      'none',
    );

    expect(found).toEqual([{ n: '1' }, { ip: '10.0.0.1', n: '2' }, { ip: '10.0.0.2', n: '1' }]);
    expect(rows('parse /(?<digit>\\d)/ multi | display digit', '12')).toHaveLength(2);
    expect(rows('parse /(?<digit>\\d)/ | display digit', '12')).toEqual([{ digit: '1' }]);
  });

  it('names groups as it is told to, whatever they are called in the expression', () => {
    expect(rows('parse @message /(?<a>\\w)(\\w)/ as first, second | display first, second', 'xy')).toEqual([
      { first: 'x', second: 'y' },
    ]);
  });

  it('keeps events that do not match, without the fields', () => {
    expect(rows('parse @message "user=*," as user | display user', 'user=ann,', 'else')).toEqual([{}, { user: 'ann' }]);
  });

  it('goes on with what was parsed', () => {
    const query = 'parse @message "url=*" as url | parse url "/api/*/users/*" as version, user | display version, user';

    expect(rows(query, 'url=/api/v2/users/ann')).toEqual([{ version: 'v2', user: 'ann' }]);
  });
});

describe('json', () => {
  it('takes values out of a field by their paths', () => {
    const nested = 'text {"user":{"name":"ann","roles":["admin"]}}';
    const query =
      'parse @message /(?<payload>\\{.*\\})/ | json field=payload "user.name" as name, "user.roles[0]" as role | display name, role';

    expect(rows(query, nested)).toEqual([{ name: 'ann', role: 'admin' }]);
    expect(
      rows('json field=context "identity.ip" as ip | display ip', { context: { identity: { ip: '::1' } } }),
    ).toEqual([{ ip: '::1' }]);
    expect(rows('json field=context "a" as a | display a', { context: 'no json' })).toEqual([{}]);
  });
});

describe('expand', () => {
  it('makes an event for each element, with all other fields', () => {
    const event = { items: ['apple', 'banana'], host: 'web-01' };

    expect(rows('expand items | stats count(*) as n by items, host | sort items asc', event)).toEqual([
      { items: 'apple', host: 'web-01', n: '1' },
      { items: 'banana', host: 'web-01', n: '1' },
    ]);
    expect(rows('expand items | display items', { items: '["x","y"]' })).toHaveLength(2);
    expect(rows('expand items | display items', { items: 'one' })).toEqual([{ items: 'one' }]);
  });
});

describe('addtotals', () => {
  const events = [
    { price: 10, tax: 1, name: 'a' },
    { price: 20, name: 'b' },
  ];

  it.each([
    [
      'fields name, price, tax | addtotals',
      [
        { name: 'b', price: '20', Total: '20' },
        { name: 'a', price: '10', tax: '1', Total: '11' },
      ],
    ],
    [
      'fields price, tax | addtotals fieldname=Sum price',
      [
        { price: '20', Sum: '20' },
        { price: '10', tax: '1', Sum: '10' },
      ],
    ],
    [
      'fields price, tax | addtotals row=false col=true',
      [{ price: '20' }, { price: '10', tax: '1' }, { price: '30', tax: '1' }],
    ],
    [
      'fields price | addtotals col=true price',
      [
        { price: '20', Total: '20' },
        { price: '10', Total: '10' },
        { price: '30', Total: '30' },
      ],
    ],
    [
      'stats sum(price) as p, count(*) as n by name | addtotals p, n | sort name asc',
      [
        { name: 'a', p: '10', n: '1', Total: '11' },
        { name: 'b', p: '20', n: '1', Total: '21' },
      ],
    ],
  ])('%s', (query, expected) => expect(rows(query, ...events)).toEqual(expected));
});

describe('stats', () => {
  it('may use what it has just named', () => {
    const query =
      'stats max(n) as most, min(n) as least, most - least as span, span * 2 as twice, count(*) / k as share by k';

    expect(rows(query, { n: 3, k: 2 }, { n: 10, k: 2 })).toEqual([
      { k: '2', most: '10', least: '3', span: '7', twice: '14', share: '1' },
    ]);
  });
});

describe('maps and lists', () => {
  const event = { map: { a: 1 }, list: [1, 2], text: '{"a":1}' };

  it.each([
    'toupper(jsonParse(@message))',
    'strlen(list)',
    'abs(map)',
    'substr(map, 0, 1)',
    'fromMillis(list)',
    'datefloor(map, 1h)',
  ])('%s is nothing', (expression) => expect(rows(`fields ${expression} as it`, event)).toEqual([{}]));

  it('are equal to nothing', () => {
    const found = ['map = text', 'map != text', 'map > "a"', 'list in ["[1,2]"]', 'list = list'].map(
      (where) => rows(`filter ${where}`, event).length,
    );

    expect(found).toEqual([0, 0, 0, 0, 0]);
  });

  it.each([
    ['jsonArraySize(list)', '2'],
    ['jsonArraySize("[1,2,3]")', '3'],
    ['jsonArraySize("{}")', undefined],
    ['jsonArrayContains(list, "2")', '1'],
    ['jsonArrayContains("[\\"admin\\"]", "admin")', '1'],
    ['jsonArrayContains("[\\"admin\\"]", "Admin")', '0'],
    ['jsonArrayContains("nothing", "a")', '0'],
    ['jsonStringify(map)', '{"a":1}'],
  ])('%s is %s', (expression, expected) => {
    expect(rows(`fields ${expression} as it`, event)[0]?.it).toBe(expected);
  });
});
