import { describe, expect, it } from 'vitest';
import { rows, value } from './given.ts';

const event = { n: '2.5', text: 'a b', list: [3, 4], ip: '10.1.2.3', yes: true };

describe('functions of numbers that are not in every edition of the guide', () => {
  it.each([
    ['round(2.5)', '3'],
    ['round(-2.5)', '-3'],
    ['round(2.345, 2)', '2.35'],
    ['toNumber(n)', '2.5'],
    ['toDouble("x")', undefined],
    ['toInt("-7.9")', '-7'],
    ['toLong("9007199254740991")', '9007199254740991'],
    ['histogram(137, 50)', '100'],
    ['histogram(-1, 50)', '-50'],
    ['round(haversine(52.52, 13.405, 48.8566, 2.3522))', '877'],
  ])('%s is %s', (expression, expected) => expect(value(expression, event)).toBe(expected));
});

describe('functions of texts that are not in every edition of the guide', () => {
  it.each([
    ['regex_replace("a1b22", "[0-9]+", "#")', 'a#b#'],
    ['regex_replace("john smith", /(\\w+) (\\w+)/, "$2 $1")', 'smith john'],
    ['regex_replace("x", "(", "y")', undefined],
    ['startsWith(text, "a")', '1'],
    ['endsWith(text, "a")', '0'],
    ['strcontains(text, "A")', '0'],
    ['strcontains(text, "A", true)', '1'],
    ['strcontains(text, "A", false)', '0'],
    ['regexReplace("a1b22", "[0-9]+", "#")', 'a#b#'],
    ['hexToAscii("48656c6c6f")', 'Hello'],
    ['hexToAscii("4")', undefined],
    ['hexToDec("0xff")', '255'],
    ['hexToDec("xyz")', undefined],
    ['decToHex(255)', '0xff'],
    ['decToHex(-255.9)', '-0xff'],
    ['decToHex("x")', undefined],
    ['messageSize("한글")', '6'],
    ['messageSize(none)', undefined],
    ['jsonStringify(split("a,b", ","))', '["a","b"]'],
    ['urlencode("a b&c")', 'a%20b%26c'],
    ['urldecode("a%20b%26c+d")', 'a b&c d'],
    ['urldecode("%zz")', undefined],
    ['base64encode("한글")', '7ZWc6riA'],
    ['base64decode("7ZWc6riA")', '한글'],
    ['md5("abc")', '900150983cd24fb0d6963f7d28e17f72'],
    ['sha256("abc")', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['unmask(text)', 'a b'],
  ])('%s is %s', (expression, expected) => expect(value(expression, event)).toBe(expected));
});

describe('functions of addresses that are not in every edition of the guide', () => {
  it.each([
    ['isPrivateIP(ip)', '1'],
    ['isPublicIP(ip)', '0'],
    ['isReservedIP(ip)', '0'],
    ['isPublicIP("8.8.8.8")', '1'],
    ['isReservedIP("127.0.0.1")', '1'],
    ['isPublicIP("no address")', '0'],
    ['ipv4ToNumber("10.1.2.3")', '167838211'],
    ['ipv4ToNumber("2001:db8::1")', undefined],
  ])('%s is %s', (expression, expected) => expect(value(expression, event)).toBe(expected));
});

describe('conditions', () => {
  it.each([
    ['if(n > 2, "large", "small")', 'large'],
    ['if(none > 2, "large", "small")', 'small'],
    ['case(n > 3, "large", n > 2, "middle", "small")', 'middle'],
    ['case(n > 3, "large", "small")', 'small'],
    ['case(n > 3, "large")', undefined],
    ['yes', '1'],
    ['if(yes = true, "a", "b")', 'a'],
    ['if(yes = "true", "a", "b")', 'a'],
    ['if(yes = 1, "a", "b")', 'a'],
    ['isNumeric(n)', '1'],
    ['isNumeric(text)', '0'],
    ['isNumeric(none)', '0'],
    ['if(!ispresent(none), "a", "b")', 'a'],
  ])('%s is %s', (expression, expected) => expect(value(expression, event)).toBe(expected));

  it('are not known beside a missing field, and so let nothing through', () => {
    const found = (where: string) => rows(`filter ${where}`, event).length;

    expect(
      ['none = 1', 'none != 1', 'not (none = 1)', 'none in [1]', 'none not in [1]', 'none not like "x"'].map(found),
    ).toEqual([0, 0, 0, 0, 0, 0]);
    expect(['none = 1 or n > 1', 'not ispresent(none)'].map(found)).toEqual([1, 1]);
  });
});

describe('functions of stats that are not in every edition of the guide', () => {
  const numbers = [1, 4, 9, 16].map((n) => ({ n, half: n % 2 }));

  it.each([
    ['count_over_time(*)', '4'],
    ['sum_over_time(n)', '30'],
    ['median(n)', '6.5'],
    ['values(half)', '0,1'],
    // From 1 to 16 in three seconds.
    ['rate(n, 1s)', '5'],
    ['rate(half, 1s)', '-0.3333333333333333'],
    ['min(@timestamp)', '1767601800000'],
    ['fromMillis(max(@timestamp))', '2026-01-05 08:30:03.000'],
    ['earliest(@timestamp)', '1767601800000'],
  ])('%s is %s', (expression, expected) => {
    const found = rows(`stats ${expression} as it`, ...numbers)[0]?.it;

    expect(expression.startsWith('values') ? found?.split(',').sort().join(',') : found).toBe(expected);
  });

  it('group by the width of a histogram', () => {
    expect(rows('stats count(*) as c by histogram(n, 10) as from | sort from asc', ...numbers)).toEqual([
      { from: '0', c: '3' },
      { from: '10', c: '1' },
    ]);
  });
});
