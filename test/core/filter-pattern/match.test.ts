import { describe, expect, it } from 'vitest';
import { extractValues, FilterSet, matchesFilter, parseFilterPattern } from '../../../core/filter-pattern/index.ts';

const matches = (pattern: string, message: string) => matchesFilter(parseFilterPattern(pattern), message);
const values = (pattern: string, message: string) => extractValues(parseFilterPattern(pattern), message);

describe('a pattern of terms', () => {
  it.each([
    ['?ERROR ?WARN', 'WARN', true],
    ['?ERROR ?WARN', 'INFO', false],
    ['?ERROR ?ARGUMENTS REQUEST', 'REQUEST FAILED', true],
    ['?ERROR ?ARGUMENTS REQUEST', 'ERROR ARGUMENTS', false],
    ['?ERROR -debug', 'nothing of either', true],
    ['"" ERROR', 'ERROR', true],
    // The guide's own example of a term left out, in its editions up to 2023.
    ['"ERROR" - "Exiting"', '[ERROR 400] BAD REQUEST', true],
    ['"ERROR" - "Exiting"', 'Exiting with ERRORCODE: -1', false],
    ['- "health check"', 'GET / 200', true],
  ])('%s over %j: %s', (pattern, message, verdict) => expect(matches(pattern, message)).toBe(verdict));
});

describe('a regular expression', () => {
  it.each([
    ['%a{,2}b%', 'xb', true],
    ['%^a{,02}$%', 'aaa', false],
    ['%^a{2}]}$%', 'aa]}', true],
    ['%[][]%', '[', true],
    ['%[[:w]%', ':', true],
    ['%[[:alpha:]]%', 'a]', true],
    ['%[[:alpha:]]%', 'b]', false],
    ['%[a\\-z]%', 'b', false],
    ['%[^\\d\\s]%', '1 2', false],
    ['%a.b%', 'a\nb', true],
    ['%a$%', 'a\n', false],
    ['%\\x41\\x2E%', 'A.', true],
    ['%10\\.10%', '10x10', false],
    ['%a|^b%', 'xb', false],
    ['%\\w%', 'é', false],
  ])('%s over %j: %s', (pattern, message, verdict) => expect(matches(pattern, message)).toBe(verdict));
});

describe('a pattern in braces', () => {
  it.each([
    ['text before the document', 'INFO {"a":1}'],
    ['text behind it', '{"a":1} x'],
    ['two documents', '{"a":1}{"a":1}'],
    ['a brace missing', '{"a":1'],
    ['a comma too many', '{"a":1,}'],
    ['a comma missing', '{"a":1 "b":2}'],
    ['a fault far behind the field', '{"a":1,"b":[1,2,{"c":tru}]}'],
    ['single quotes', "{'a':1}"],
    ['a number with a leading zero', '{"a":1,"b":01}'],
    ['a bare minus', '{"a":1,"b":-}'],
    ['an unknown escape', '{"a":1,"b":"\\x"}'],
    ['a cut unicode escape', '{"a":1,"b":"\\u00g0"}'],
    ['a control character in a string', '{"a":1,"b":"x\u0001"}'],
    ['a line end in a string', '{"a":1,"b":"x\ny"}'],
    ['a line end in a key', '{"a":1,"b\n":2}'],
    ['a byte order mark', '\ufeff{"a":1}'],
    ['a scalar', '1'],
    ['nothing', ''],
  ])('does not match a message with %s', (_, message) => {
    expect(matches('{ $.a = 1 }', message)).toBe(false);
    expect(matches('{ $.zzz NOT EXISTS }', message)).toBe(false);
  });

  it.each([
    ['{ $.a = 2 }', '{"a":1,"a":2}', true],
    ['{ $.a = 1 }', '{"a":1,"a":2}', false],
    ['{ $.a.b = 1 }', '{"a":{"b":1},"a":{}}', false],
    ['{ $.a.b NOT EXISTS }', '{"a":{"b":1},"a":7}', true],
    ['{ $.a.b.c NOT EXISTS }', '{"a":{"b":{"c":1},"b":2}}', true],
    ['{ $.* = 1 }', '{"a":1,"a":2}', false],
    ['{ $.a[*].b = 1 }', '{"a":[{"b":1,"b":2}]}', false],
  ])('%s sees the last of duplicate keys in %s', (pattern, message, verdict) =>
    expect(matches(pattern, message)).toBe(verdict),
  );

  it.each([
    ['{ $.a = "x/y" }', '{"\\u0061":"x\\/y"}', true],
    ['{ $.a = "say \\"hi\\"" }', '{"a":"say \\"hi\\""}', true],
    ['{ $.a = "tab\there" }', '{"a":"tab\\there"}', true],
    ['{ $.a = "\ud83d\udc4d" }', '{"a":"\\ud83d\\udc4d"}', true],
    ['{ $.[\'한글\'] = "é*" }', '{"한글":"\\u00e9t\\u00e9"}', true],
    ["{ $.['__proto__'] = 1 }", '{"__proto__":1}', true],
    ['{ $.constructor NOT EXISTS }', '{"a":1}', true],
    ["{ $.[''] = 1 }", '{"":1}', true],
    ['{ $.* = "a\\\\b" }', '{"x":"\\\\","y":"a\\\\b"}', true],
  ])('%s reads the escapes of %s', (pattern, message, verdict) => expect(matches(pattern, message)).toBe(verdict));

  it.each([
    ['{ $.a = 404 }', '{"a":"404"}', true],
    ['{ $.a = "404" }', '{"a":404}', true],
    ['{ $.a = 404 }', '{"a":404.0}', true],
    ['{ $.a = "404" }', '{"a":404.0}', false],
    ['{ $.a != 404 }', '{"a":"text"}', false],
    ['{ $.a != "404" }', '{"a":["404"]}', false],
    ['{ $.a = true }', '{"a":true}', true],
    ['{ $.a IS TRUE }', '{"a":"true"}', false],
    ['{ $.a = * }', '{"a":null}', true],
    ['{ $.a = * }', '{"a":{}}', false],
    ['{ $.a NOT EXISTS }', '{"a":{}}', false],
    ['{ $[0] = 1 }', '[1]', true],
    ['{ $[*] = 2 }', ' [1, 2] ', true],
    ['{ $.* = 2 }', '[1, 2]', false],
    ['{ $[*] = 2 }', '{"a":2}', false],
    ['{ $.a.* IS NULL }', '{"a":{"b":1,"c":null}}', true],
    ['{ $.a[*].id NOT EXISTS }', '{"a":[{"id":1},{}]}', false],
    ['{ $.a[*].id NOT EXISTS }', '{"a":[]}', true],
    ['{ $.a[*] != x }', '{"a":["x","y"]}', true],
    ['{ $.a[*].b[0] = 1 }', '{"a":[{},{"b":[1]}]}', true],
  ])('%s over %s: %s', (pattern, message, verdict) => expect(matches(pattern, message)).toBe(verdict));

  it('reads a message nested a hundred thousand deep', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(matches('{ $.a = 1 }', `{"b":${deep},"a":1}`)).toBe(true);
    expect(matches('{ $.a = 1 }', `{"b":${deep.slice(1)},"a":1}`)).toBe(false);
  });
});

describe('a pattern in brackets', () => {
  it.each([
    ['[w1=ERROR, w2]', 'ERROR 09/25/2014 12:00:02 Failed to process request', true],
    ['[timestamp=*Z, request_id="*-*", event]', '2024-01-01T00:00:00Z\tab-cd\t{"a": 1} tail', true],
    ['[a, b, c]', 'only two', false],
    ['[a, b,]', 'x y', false],
    ['[]', 'anything at all', true],
    ['[...]', '', true],
    ['[a, ..., z = 3]', '1 2 3', true],
    ['[a, ..., z = 3]', '3', false],
    ['[a = "[x"]', '[x', true],
    ['[size > 1000]', '-', false],
    ['[size != 1000]', '-', false],
  ])('%s over %j: %s', (pattern, message, verdict) => expect(matches(pattern, message)).toBe(verdict));

  it('gives the values by name, and by place where there is none', () => {
    expect(
      values(
        '[..., request=*.html*, status_code=4*,]',
        '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534',
      ),
    ).toEqual({
      $1: '127.0.0.1',
      $2: '-',
      $3: 'frank',
      $4: '10/Oct/2000:13:25:15 -0700',
      $request: 'GET /index.html HTTP/1.0',
      $status_code: '404',
      $7: '1534',
    });
  });

  it('gives the rest of the line to its last field', () => {
    expect(values('[timestamp=*Z, request_id="*-*", event]', '2024-01-01T00:00:00Z\tab-cd\t{"a": 1} tail \n')).toEqual({
      $timestamp: '2024-01-01T00:00:00Z',
      $request_id: 'ab-cd',
      $event: '{"a": 1} tail',
    });
  });
});

describe('the values of a JSON pattern', () => {
  it('are the scalars at its selectors, as text', () => {
    expect(
      values('{ $.a = * && $.b.c = 1.50 && $.d NOT EXISTS && $.e[*] = 1 }', '{"a":"x\\ny","b":{"c":1.50},"e":[1]}'),
    ).toEqual({
      '$.a': 'x\ny',
      '$.b.c': '1.50',
    });
  });

  it('are none where the pattern does not match', () => expect(values('{ $.a = 1 }', '{"a":2}')).toEqual({}));
});

describe('a filter set', () => {
  const patterns = [
    '{ $.eventName = CreateUser }',
    'CreateUser',
    '{ $.eventName = CreateUser || $.eventName = DeleteUser }',
    '{ $.eventSource = "iam*" && $.eventName = DeleteUser }',
    '',
    '[first, ...]',
    '{ $.userIdentity.type = Root }',
    '{ $.eventName = "*User" && $.userIdentity.type != Root }',
  ].map(parseFilterPattern);

  it('names the patterns that match, ascending', () => {
    const set = new FilterSet(patterns);
    expect(set.match('{"eventName":"CreateUser","userIdentity":{"type":"IAMUser"}}')).toEqual([0, 1, 2, 4, 5, 7]);
    expect(
      set.match('{"eventName":"DeleteUser","eventSource":"iam.amazonaws.com","userIdentity":{"type":"Root"}}'),
    ).toEqual([2, 3, 4, 5, 6]);
    expect(set.match('{"eventName":"CreateUser","userIdentity":{"type":"Root"}')).toEqual([1, 4, 5]);
    expect(set.match('')).toEqual([4]);
  });

  it('answers for the values of the message it last matched', () => {
    const [, , users] = patterns;
    const set = new FilterSet([users!]);
    expect(set.match('{"eventName":"CreateUser"}')).toEqual([0]);
    expect(set.values(0)).toEqual({ '$.eventName': 'CreateUser' });
    expect(set.match('{"eventName":"DeleteUser"}')).toEqual([0]);
    expect(set.values(0)).toEqual({ '$.eventName': 'DeleteUser' });
  });

  it('files a pattern under each word once, however often it is named', () => {
    const set = new FilterSet([
      parseFilterPattern('{ $.a = x || $.a = x }'),
      parseFilterPattern('{ $.a = x && $.a = y }'),
    ]);
    expect(set.match('{"a":"x"}')).toEqual([0]);
  });
});
