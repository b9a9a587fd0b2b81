import { describe, expect, it } from 'vitest';
import { matchesEvent, parseEventPattern } from '../../../core/event-pattern/index.ts';

describe('spellings of an IPv6 address', () => {
  // Each answer is event-ruler's (2.0.1), the library EventBridge matches with.
  it.each<[clause: unknown, address: string, matches: boolean]>([
    [{ cidr: '02001:db8::/32' }, '2001:db8::1', true],
    [{ cidr: '2001:db8::/32' }, '0002001:db8::0000001', true],
    ['0002001:db8::0000001', '2001:db8::1', true],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1', true],
    ['2001:db8::1', '2001:db8::2', false],
  ])('%j matches %s: %s', (clause, address, matches) => {
    const pattern = parseEventPattern(JSON.stringify({ address: [clause] }));

    expect(matchesEvent(pattern, JSON.stringify({ address }))).toBe(matches);
  });
});
