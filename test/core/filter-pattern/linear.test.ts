import { describe, expect, it } from 'vitest';
import { FilterSet, parseFilterPattern } from '../../../core/filter-pattern/index.ts';

/** Steps that one pattern takes over one message. */
function steps(pattern: string, message: string): number {
  const set = new FilterSet([parseFilterPattern(pattern)]);
  set.match(message);
  return set.steps;
}

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('a message twice as long', () => {
  it.each<[string, string, (size: number) => string]>([
    ['brackets that never close', '[a, ..., b]', (size) => '[ '.repeat(size)],
    ['quotes that never close', '[a, ..., b]', (size) => `${'x"y '.repeat(size)}"`],
    ['objects within objects', `{ $${'.a'.repeat(200)} = 2 }`, nested],
    ['objects within objects, for a wildcard', `{ $${'.a'.repeat(100)}.*${'.a'.repeat(100)} = 2 }`, nested],
    ['arrays within arrays', '{ $[0][0][0][*] = 1 }', (size) => '['.repeat(size) + ']'.repeat(size)],
    ['an array of objects', '{ $.a[*].b = 2 }', (size) => `{"a":[${'{"b":1,"b":"\\\\"},'.repeat(size)}1]}`],
    ['an object of many fields', '{ $.*.b = 2 }', (size) => `{${'"x":{"b":1},'.repeat(size)}"y":1}`],
    ['backslashes without end', '{ $.a = "*b" }', (size) => `{"a":"${'\\\\'.repeat(size)}"}`],
    ['a string that is never closed', '{ $.a = 1 }', (size) => `{"a":"${'\\"'.repeat(size)}`],
    ['one key again and again', '{ $.a.b = 2 }', (size) => `{${'"a":{"b":1},'.repeat(size)}"z":1}`],
    ['what a glob almost finds', '{ $.a = "*aab*aab*aab*c" }', (size) => `{"a":"${'a'.repeat(size)}"}`],
    ['what a regular expression almost finds', '%a*a*a*a*a*b%', (size) => 'a'.repeat(size)],
  ])('of %s takes at most twice the steps', (_, pattern, message) => {
    const once = steps(pattern, message(2000));
    const twice = steps(pattern, message(4000));
    expect(once).toBeGreaterThan(0);
    expect(twice).toBeLessThanOrEqual(once * 2 + 1000);
  });

  it('is searched by a regular expression without backtracking', () => {
    const set = new FilterSet([parseFilterPattern('{ $.a = %a*a*a*a*a*a*a*a*b% }')]);
    expect(set.match(`{"a":"${'a'.repeat(100_000)}"}`)).toEqual([]);
  });
});
