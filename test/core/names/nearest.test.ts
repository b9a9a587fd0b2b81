import { describe, expect, it } from 'vitest';
import { nearest } from '../../../core/names/nearest.ts';

describe('the name that may have been meant', () => {
  const known = ['severity', 'threshold', 'eventName', 'eventSource', 'cpu', 'id'];

  it.each([
    ['sevrity', 'severity'],
    ['treshhold', 'threshold'],
    ['eventname', 'eventName'],
    ['evnetName', 'eventName'],
    ['cpus', 'cpu'],
  ])('for %s is %s', (wrong, meant) => expect(nearest(wrong, known)).toBe(meant));

  it.each(['kind', 'remediation', 'x', ''])('is none for %j, which has little of any', (wrong) => {
    expect(nearest(wrong, known)).toBeUndefined();
  });
});
