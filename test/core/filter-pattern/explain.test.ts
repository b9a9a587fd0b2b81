import { describe, expect, it } from 'vitest';
import { explainFilter, formatExplanation, parseFilterPattern } from '../../../core/filter-pattern/index.ts';

const explained = (pattern: string, message: string) =>
  formatExplanation(explainFilter(parseFilterPattern(pattern), message)).split('\n');

describe('an explanation', () => {
  it('names the clause that made a conjunction false, with the value it saw', () => {
    expect(
      explained(
        '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS }',
        '{"userIdentity":{"type":"Root","invokedBy":"support.amazonaws.com"}}',
      ),
    ).toEqual(['does not match', '  $.userIdentity.invokedBy NOT EXISTS  is false: it is "support.amazonaws.com"']);
  });

  it('names the clauses that made an alternative true', () => {
    expect(explained('{ $.a = 1 || $.b = 2 || $.c IS NULL }', '{"a":0,"b":2,"c":null}')).toEqual([
      'matches',
      '  $.b = 2  holds: it is 2',
      '  $.c IS NULL  holds: it is null',
    ]);
  });

  it('tells a long list of names in one line', () => {
    expect(explained('{ $.n = A || $.n = B || $.n = C || $.n = D }', '{"n":"X"}')).toEqual([
      'does not match',
      '  $.n = "A" and 3 more conditions on $.n  are false: it is "X"',
    ]);
  });

  it.each([
    ['{ $.a != x }', '{"b":1}', '$.a != "x"  is false: it is missing'],
    ['{ $.a = x }', '{"a":["x"]}', '$.a = "x"  is false: it is an array'],
    ['{ $.a[*] = x }', '{"a":["p","q",3,{},5]}', '$.a[*] = "x"  is false: it reaches "p", "q", 3, ...'],
    ['{ $.a.* = x }', '{"a":[]}', '$.a.* = "x"  is false: it reaches nothing'],
    ['ERROR -retry', 'ERROR, retry', '-retry  is false: in the message at character 8'],
    ['ERROR -retry', 'WARN', 'ERROR  is false: not in the message'],
    ['%^E%', 'WARN', '%^E%  is false: nowhere in the message'],
    ['[a, b = 4* && b != 404]', 'x 404', 'b != 404  is false: it is "404"'],
    ['[a, b, c]', 'x y', 'the message has 2 fields, the pattern asks for 3'],
    [
      '{ $.a = 1 }',
      'INFO {"a":1}',
      'the message does not begin as JSON; a pattern in braces matches only a message that is one JSON document',
    ],
    [
      '{ $.a = 1 }',
      '{"a":1',
      'the message is not well-formed JSON; a pattern in braces matches only a message that is one JSON document',
    ],
  ])('of %s over %s says: %s', (pattern, message, line) => {
    expect(explained(pattern, message)).toEqual(['does not match', `  ${line}`]);
  });

  it('says which terms AWS ignores', () => {
    expect(explained('?ERROR REQUEST', 'REQUEST')).toEqual([
      'matches',
      '  REQUEST  holds: in the message at character 1',
      '  ignored beside other terms: ?ERROR',
    ]);
  });

  it('of the empty pattern says that it matches all', () => {
    expect(explained('', 'x')).toEqual(['matches', '  the empty pattern matches every message']);
  });
});
