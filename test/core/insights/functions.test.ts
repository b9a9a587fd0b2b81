import { describe, expect, it } from 'vitest';
import { value } from './given.ts';

const event = {
  text: '  Hello ',
  n: -2.5,
  s: '17',
  list: ['a', 'b'],
  inner: { x: 1 },
  ip: '10.1.2.3',
  v6: '2001:db8::1',
};

describe('functions of numbers', () => {
  it.each([
    ['abs(n)', '2.5'],
    ['ceil(n)', '-2'],
    ['floor(n)', '-3'],
    ['greatest(1, s, 3)', '17'],
    ['least(1, s, n)', '-2.5'],
    ['log(1)', '0'],
    ['sqrt(16)', '4'],
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['2 ^ 3 ^ 2', '512'],
    ['-2 ^ 2', '4'],
    ['7 % 4', '3'],
    ['s / 2', '8.5'],
    ['1 / 0', undefined],
    ['sqrt(-1)', undefined],
    ['abs(text)', undefined],
    ['none + 1', undefined],
  ])('%s is %s', (expression, expected) => expect(value(expression, event)).toBe(expected));
});

describe('functions of texts', () => {
  it.each([
    ['strlen("한글")', '2'],
    ['toupper("aB")', 'AB'],
    ['tolower("aB")', 'ab'],
    ['trim(text)', 'Hello'],
    ['ltrim(text)', 'Hello '],
    ['rtrim(text)', '  Hello'],
    ['trim("xxaxx", "x")', 'a'],
    ['substr("abcdef", 2)', 'cdef'],
    ['substr("abcdef", 1, 3)', 'bcd'],
    ['replace("a-b-c", "-", "+")', 'a+b+c'],
    ['strcontains("abc", "b")', '1'],
    ['strcontains("abc", "x")', '0'],
    ['concat("a", 1, none, "b")', 'a1b'],
    ['isempty("")', '1'],
    ['isempty(none)', '1'],
    ['isblank("  ")', '1'],
    ['isblank("a")', '0'],
  ])('%s is %s', (expression, expected) => expect(value(expression, event)).toBe(expected));
});

describe('general functions', () => {
  it.each([
    ['ispresent(n)', '1'],
    ['isPresent(none)', '0'],
    ['coalesce(none, n, s)', '-2.5'],
    ['jsonStringify(inner)', '{"x":1}'],
    ['list.1', 'b'],
    ['inner.x', '1'],
    ['inner', '{"x":1}'],
    ['`inner`.x', '1'],
    ['inner.`x`', '1'],
  ])('%s is %s', (expression, expected) => expect(value(expression, event)).toBe(expected));

  it('reads JSON in a text', () => {
    const found = { body: '{"user":{"name":"alice"},"roles":["a","b"]}' };

    expect(value('jsonStringify(jsonParse(body))', found)).toBe(found.body);
  });
});

describe('functions of addresses', () => {
  it.each([
    ['isValidIp(ip)', '1'],
    ['isValidIp("10.1.2.300")', '0'],
    ['isValidIpv4(ip)', '1'],
    ['isValidIpv4(v6)', '0'],
    ['isValidIpv6(v6)', '1'],
    ['isValidIpv6("1::2::3")', '0'],
    ['isValidIpv6("::ffff:10.0.0.1")', '1'],
    ['isIpInSubnet(ip, "10.0.0.0/8")', '1'],
    ['isIpInSubnet(ip, "10.1.3.0/24")', '0'],
    ['isIpv4InSubnet(v6, "2001:db8::/32")', '0'],
    ['isIpv6InSubnet(v6, "2001:db8::/32")', '1'],
    ['isIpInSubnet(v6, "::/0")', '1'],
    ['isIpInSubnet(ip, "10.0.0.0/33")', '0'],
  ])('%s is %s', (expression, expected) => expect(value(expression, event)).toBe(expected));
});

describe('functions of time', () => {
  it.each([
    ['@timestamp', '2026-01-05 08:30:00.000'],
    ['bin(1h)', '2026-01-05 08:00:00.000'],
    ['bin(20min)', '2026-01-05 08:20:00.000'],
    ['bin(1d)', '2026-01-05 00:00:00.000'],
    ['bin(1w)', '2026-01-05 00:00:00.000'],
    ['bin(1mo)', '2026-01-01 00:00:00.000'],
    ['bin(1q)', '2026-01-01 00:00:00.000'],
    ['bin(1y)', '2026-01-01 00:00:00.000'],
    ['datefloor(@timestamp, 4h)', '2026-01-05 08:00:00.000'],
    ['dateceil(@timestamp, 4h)', '2026-01-05 12:00:00.000'],
    ['dateceil(@timestamp, 30m)', '2026-01-05 08:30:00.000'],
    ['dateceil(@timestamp, 1mo)', '2026-02-01 00:00:00.000'],
    ['fromMillis(0)', '1970-01-01 00:00:00.000'],
    ['toMillis(@timestamp)', '1767601800000'],
    ['now()', '1767601800'],
    ['fromMillis("text")', undefined],
  ])('%s is %s', (expression, expected) => expect(value(expression)).toBe(expected));
});
