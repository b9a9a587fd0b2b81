import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { timeOf, timeOrAgo } from '../../cli/time-argument.ts';

describe('a time on the command line', () => {
  // Somewhere a local time would be another one.
  beforeEach(() => vi.stubEnv('TZ', 'Asia/Seoul'));
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T09:30', '2026-11-01T09:30:00.000Z'],
    ['2026-11-01 09:30', '2026-11-01T09:30:00.000Z'],
    ['2026-11-01T09:30:15.5', '2026-11-01T09:30:15.500Z'],
    ['2026-11-01T09:30Z', '2026-11-01T09:30:00.000Z'],
    ['2026-11-01T09:30:00+09:00', '2026-11-01T00:30:00.000Z'],
    ['2026-11-01T09:30:00+0900', '2026-11-01T00:30:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('is UTC unless it names its zone: %s', (text, time) => {
    expect(new Date(timeOf('--from', text) ?? 0).toISOString()).toBe(time);
  });

  it.each([
    'soon',
    '2026',
    '2026-11',
    '2026-13-01',
    '2026-02-30',
    '2026-11-01T25:00',
    '2026-11-01 noon',
    '11/01/2026',
    '',
  ])('is refused by its flag: %j', (text) => {
    expect(() => timeOf('--from', text)).toThrow(`--from: ${text} is not a time such as 2026-11-01`);
  });

  it('may be so long ago', () => {
    expect(timeOrAgo('--start', '-90m', 5_400_000)).toBe(0);
    expect(() => timeOrAgo('--start', '-90y', 0)).toThrow('--start: -90y is not a time');
  });
});
