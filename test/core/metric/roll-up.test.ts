import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Distribution,
  distributionOf,
  mergeAll,
  metricKey,
  metricOfKey,
  queryStart,
  rollUp,
} from '../../../core/metric/index.ts';

const now = Date.UTC(2026, 10, 21);
const day = 86_400_000;
const totals = ({ count, sum, min, max }: Distribution) => ({ count, sum, min, max });
const points = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 440 * 86_400 }).map((age) => now - age * 1000),
    samples: fc.integer({ min: 0, max: 1000 }).map((value) => distributionOf(value)),
  }),
  { minLength: 1, maxLength: 300 },
);

describe('rolling up', () => {
  it('keeps count, sum, minimum and maximum', () => {
    fc.assert(
      fc.property(points, (stored) => {
        const rolled = rollUp(stored, now);
        expect(totals(mergeAll(rolled.map(({ samples }) => samples))!)).toEqual(
          totals(mergeAll(stored.map(({ samples }) => samples))!),
        );
      }),
    );
  });

  it('in steps gives what once at the end would have given', () => {
    fc.assert(
      fc.property(points, fc.array(fc.integer({ min: 0, max: 100 * 86_400 }), { maxLength: 4 }), (stored, steps) => {
        let later = now;
        let stepwise = stored;
        for (const step of steps) {
          later += step * 1000;
          stepwise = rollUp(stepwise, later);
        }
        const show = (list: typeof stored) => list.map(({ at, samples }) => ({ at, ...totals(samples) }));
        expect(show(rollUp(stepwise, later))).toEqual(show(rollUp(stored, later)));
      }),
    );
  });

  it('keeps seconds for three hours, minutes for 15 days, five minutes for 63, hours for 455', () => {
    const resolution = (age: number) => {
      const at = now - age + 1000;
      const rolled = rollUp([{ at, samples: distributionOf(1) }], now)[0]?.at;
      return rolled === undefined
        ? undefined
        : [1, 60, 300, 3600].findLast((step) => rolled === Math.floor(at / step / 1000) * step * 1000);
    };
    const odd = 30 * 60_000 + 67_000;
    expect([
      resolution(2 * 3_600_000 + odd),
      resolution(day + odd),
      resolution(20 * day + odd),
      resolution(70 * day + odd),
    ]).toEqual([1, 60, 300, 3600]);
    expect(resolution(456 * day)).toBeUndefined();
  });
});

describe('a query', () => {
  it('begins on the resolution its oldest data still has', () => {
    const start = (age: number, period: number) =>
      new Date(queryStart(now - age, now, period)).toISOString().slice(11, 19);
    expect(start(3_723_000, 10)).toBe('22:57:50');
    expect(start(3_723_000, 60)).toBe('22:57:00');
    expect(start(16 * day + 123_000, 60)).toBe('23:55:00');
    expect(start(64 * day + 123_000, 60)).toBe('23:00:00');
  });
});

describe('the key of a metric', () => {
  it('does not depend on the order of dimensions', () => {
    const one = { name: 'a', value: '1' };
    const two = { name: 'b', value: '2' };
    const key = metricKey({ namespace: 'n', name: 'm', dimensions: [two, one] });
    expect(metricKey({ namespace: 'n', name: 'm', dimensions: [one, two] })).toBe(key);
    expect(metricOfKey(key)).toEqual({ namespace: 'n', name: 'm', dimensions: [one, two] });
  });
});
