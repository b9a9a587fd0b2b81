import { describe, expect, it } from 'vitest';
import { matchesEvent, parseEventPattern, RuleSet } from '../../../core/event-pattern/index.ts';

/** How many times the steps may grow when the input doubles. */
const DOUBLED = 2.2;

function steps(pattern: string, event: object): number {
  const counter = { count: 0 };
  matchesEvent(parseEventPattern(pattern), event, counter);
  return counter.count;
}

describe('the steps of matching grow no faster than the input', () => {
  it.each([
    ['a wildcard that nearly fits everywhere', '{"a":[{"wildcard":"*aaab*"}]}', (n: number) => ({ a: 'a'.repeat(n) })],
    ['several wildcards', '{"a":[{"wildcard":"a*ab*ba*b"}]}', (n: number) => ({ a: 'ab'.repeat(n) })],
    [
      'what no wildcard may match',
      '{"a":[{"anything-but":{"wildcard":["*ab*","*aa*"]}}]}',
      (n: number) => ({ a: 'a'.repeat(n) }),
    ],
    [
      'fields that no array element has together',
      '{"d":{"a":[1],"b":[1],"c":[1],"e":[2]}}',
      (n: number) => ({ d: Array.from({ length: n }, () => ({ a: 1, b: 1, c: 1, e: 1 })) }),
    ],
    [
      'fields of sibling arrays',
      '{"a":{"k":[1]},"b":{"k":[1]},"c":{"k":[1],"z":[1]}}',
      (n: number) => {
        const items = Array.from({ length: n }, () => ({ k: 1 }));
        return { a: items, b: items, c: items };
      },
    ],
    [
      'arrays within arrays',
      '{"u":{"t":{"k":[1],"v":[2]},"w":[3]}}',
      (n: number) => ({ u: Array.from({ length: n }, () => ({ w: 1, t: [{ k: 1 }, { v: 2 }, { k: 1, v: 1 }] })) }),
    ],
    [
      'absence in some element',
      '{"d":{"a":[{"exists":true}],"b":[{"exists":false}],"c":[1]}}',
      (n: number) => ({ d: Array.from({ length: n }, () => ({ a: 1, c: 2 })) }),
    ],
  ])('%s', (_, pattern, event) => {
    expect(steps(pattern, event(2000)) / steps(pattern, event(1000))).toBeLessThan(DOUBLED);
  });

  it('so a set comes to an end on long strings and long arrays too', () => {
    const set = new RuleSet<number>();
    set.add(0, parseEventPattern('{"a":[{"wildcard":"*xxxxxxb*"}]}'));
    set.add(1, parseEventPattern('{"d":{"a":[1],"b":[2]}}'));
    const event = { a: 'x'.repeat(250_000), d: Array.from({ length: 20_000 }, () => ({ a: 1, b: 1 })) };
    expect(set.match(JSON.stringify(event))).toEqual([]);
  });
});
