import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../../core/lint/nearest.ts';

describe('the name that may have been meant', () => {
  it.each([
    ['emial', ['email', 'emails', 'regions'], 'email'],
    ['regoins', ['emails', 'regions'], 'regions'],
    ['EventName', ['eventName', 'eventTime'], 'eventName'],
    ['colour', ['color'], 'color'],
    ['cpu', ['mem', 'net'], undefined],
    ['x', ['y'], undefined],
    ['something else', ['something', 'else'], undefined],
    ['anything', [], undefined],
  ])('by %s, of %j, is %s', (written, known, meant) => {
    expect(nearest(written, known)).toBe(meant);
  });

  it('is one of those known, with what stands before it, and the name itself where it is known', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (written, known) => {
        const found = nearest(written, known, 'in.');
        if (found !== undefined) expect(known).toContain(found.slice('in.'.length));
        if (known.includes(written) && written !== '') expect(found?.toLowerCase()).toBe(`in.${written}`.toLowerCase());
      }),
    );
  });
});
