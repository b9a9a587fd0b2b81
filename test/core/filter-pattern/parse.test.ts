import { describe, expect, it } from 'vitest';
import {
  FilterPatternError,
  parseFilterPattern,
  printFilterPattern,
  regexCount,
} from '../../../core/filter-pattern/index.ts';

function refusal(text: string): FilterPatternError {
  try {
    parseFilterPattern(text);
  } catch (error) {
    if (error instanceof FilterPatternError) return error;
    throw error;
  }
  throw new Error(`not refused: ${text}`);
}

const invalid = 'Invalid metric filter pattern';
const character = (shown: string) => `Invalid character(s) in term '${shown}'`;

describe('a filter pattern that breaks the grammar', () => {
  it.each([
    ['{ $.a = ', "If a filter pattern starts with '{' it must end with '}'", 8],
    ['{', "If a filter pattern starts with '{' it must end with '}'", 2],
    ['[a, b', "If a filter pattern starts with '[' it must end with ']'", 6],
    ['{}', invalid, 2],
    ['{ $.a = }', invalid, 9],
    ['{ $.a = 1 && }', invalid, 14],
    ['{ ($.a = 1 }', invalid, 3],
    ['{ $.a = 1) }', invalid, 10],
    ['{ $.a == 1 }', invalid, 8],
    ['{ $.a > x }', invalid, 9],
    ['{ $.a > 4* }', invalid, 9],
    ['{ $.a IS MAYBE }', invalid, 10],
    ['{ $.a IS NULLISH }', invalid, 10],
    ['{ $.a NOT NULL }', invalid, 11],
    ['{ $.a not exists }', invalid, 7],
    ["{ $.a = 'Root' }", character("'"), 9],
    ['{ $.a = Failed authentication }', invalid, 16],
    ['{ a = 1 }', invalid, 3],
    ['{ $ = 1 }', invalid, 4],
    ['{ $.a. = 1 }', character(' '), 7],
    ['{ $.a[-1] = 1 }', invalid, 6],
    ['{ $."a" = 1 }', character('$."'), 5],
    ["{ $.['a = 1 }", invalid, 6],
    ['{ $.a = "x }', invalid, 9],
    ['{ $.a = %x }', character('%'), 9],
    ['{ $.a[*].b[*] = 1 }', invalid, 3],
    ['{ $.*.b.* = 1 }', invalid, 3],
    ['{ $.a[*] = 1 && $.b[*] = 1 && $.c[*] = 1 && $.d[*] = 1 }', invalid, 1],
    ['{ $.a = %x% && $.b = %y% && $.c = %z% }', invalid, 1],
    ['ERROR (x', character('('), 7],
    ['a,b', character(','), 2],
    ['a\\b', character('\\'), 2],
    ['"a"b', character('b'), 4],
    ['a "b', invalid, 3],
    ['?', character('?'), 1],
    ['ERROR - x', character('-'), 7],
    ['ERROR - - "x"', character('-'), 7],
    ['ERROR ? "x"', character('?'), 7],
    ['ERROR -', character('-'), 7],
    ['foo-bar', character('-'), 4],
    ['%a% b', character(' '), 4],
    ['%a', character('%'), 1],
    ['%%', invalid, 2],
    ['%a{2%', invalid, 3],
    ['%a{3, 5}%', invalid, 3],
    ['%a{,}%', invalid, 3],
    ['%[a(]%', character('('), 4],
    ['%[\\b]%', character('\\'), 3],
    ['%a(b)%', character('('), 3],
    ['%a\\(b%', character('\\'), 3],
    ['%\\x2%', character('\\'), 2],
    ['%a**%', invalid, 2],
    ['%[a%', invalid, 2],
    ['%a{1001}%', invalid, 2],
    ['%[a-z]{999}[a-z]{999}[a-z]{999}%', invalid, 2],
    ['[B-BAL-ETH]', character('-'), 3],
    ['[ERROR 500]', character('5'), 8],
    ['[a = 1 && b = 2, c]', invalid, 11],
    ['[a = 1 && = 2]', invalid, 11],
    ['[a > x]', invalid, 6],
    ['[a=]', invalid, 4],
    ['[a=!ERROR]', invalid, 4],
    ['[..., a, ...]', invalid, 10],
    ['[a = %x%, b = %y%, c = %z%]', invalid, 1],
  ])("%s is refused in AWS's words, with the column", (text, message, column) => {
    expect(refusal(text)).toMatchObject({ message, column, pattern: text });
  });

  it('longer than 1,024 characters is refused as the API refuses it', () => {
    const text = `"${'x'.repeat(1023)}"`;
    expect(refusal(text).message).toBe(
      `1 validation error detected: Value '${text}' at 'filterPattern' failed to satisfy constraint: Member must have length less than or equal to 1024`,
    );
    expect(parseFilterPattern(text.slice(1, 1024))).toMatchObject({ kind: 'terms' });
  });

  it('is shown with a caret under the fault', () => {
    expect(refusal('{ $.a = Failed authentication }').caret()).toBe(
      '{ $.a = Failed authentication }\n               ^',
    );
  });

  it('is cut around the fault where it is long', () => {
    const [line = '', caret = ''] = refusal(`{ $.a = ${'x'.repeat(500)} y }`)
      .caret(40)
      .split('\n');
    expect(line[caret.length - 1]).toBe('y');
    expect(line.length).toBeLessThanOrEqual(40);
  });
});

describe('a filter pattern', () => {
  it.each([
    ['', ''],
    [' ', ''],
    ['" "', ''],
    ['  ERROR   -"two words" ', 'ERROR -"two words"'],
    ['"ERROR"', 'ERROR'],
    ['{$.a=1&&$.b=2||$.c=3}', '{ $.a = 1 && $.b = 2 || $.c = 3 }'],
    ['{ ((($.a = x))) }', '{ $.a = "x" }'],
    ['{ ($.a = x || $.b = y) && $.c = z }', '{ ($.a = "x" || $.b = "y") && $.c = "z" }'],
    ['{ $.a = x && ($.b = y && $.c = z) }', '{ $.a = "x" && $.b = "y" && $.c = "z" }'],
    ["{ $.['a.b'][0].c-d[*] = **x** }", '{ $.[\'a.b\'][0].c-d[*] = "*x*" }'],
    ["{ $.['it\\'s'].['x'] NOT EXISTS }", "{ $.['it\\'s'].x NOT EXISTS }"],
    ['{ $.a = "say \\"hi\\" \\\\ \\n" }', '{ $.a = "say \\"hi\\" \\\\ \\\\n" }'],
    ['{ $.a != 123.123.* }', '{ $.a != "123.123.*" }'],
    ['{ $.a = "*" }', '{ $.a = * }'],
    ['{ $.a = +1E-3 }', '{ $.a = +1E-3 }'],
    ['{ $.a = %^1|x% }', '{ $.a = %^1|x% }'],
    ['{ $.a IS  NULL }', '{ $.a IS NULL }'],
    ['%^starting|^shutting down%', '%^starting|^shutting down%'],
    ['[ip,  user = *a*,..., s = 4* && s != 404,]', '[ip, user = "*a*", ..., s = "4*" && s != 404, ]'],
    ['[]', '[]'],
  ])('%s is printed as %s, and that as itself', (text, printed) => {
    expect(printFilterPattern(parseFilterPattern(text))).toBe(printed);
    expect(printFilterPattern(parseFilterPattern(printed))).toBe(printed);
  });

  it.each([
    ['ERROR', 0],
    ['%x%', 1],
    ['{ $.a = %x% || ($.b = 1 && $.c != %y%) }', 2],
    ['[a = %x%, ..., b = 1]', 1],
  ])('%s has its regular expressions counted', (text, count) => {
    expect(regexCount(parseFilterPattern(text))).toBe(count);
  });

  it('tells of each clause where it begins', () => {
    expect(parseFilterPattern('{ $.a = 1 && ($.b IS TRUE) }')).toMatchObject({
      where: { operands: [{ column: 3 }, { column: 15 }] },
    });
  });

  it('may nest as deep as its length allows', () => {
    const text = `{ ${'('.repeat(500)}$.a = 1${')'.repeat(500)} }`;
    expect(printFilterPattern(parseFilterPattern(text))).toBe('{ $.a = 1 }');
  });
});
