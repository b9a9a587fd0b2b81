import { describe, expect, it } from 'vitest';
import { bandAt, expectedAt, train } from '../../../core/anomaly/index.ts';

const hour = 3_600_000;
const day = 24 * hour;
const monday = Date.UTC(2026, 10, 2);

/** One value every five minutes. */
const over = (days: number, value: (at: number, index: number) => number) =>
  Array.from({ length: days * 288 }, (_, index) => {
    const at = monday + index * 300_000;
    return { at, value: value(at, index) };
  });

/** Small, repeatable disturbance. */
const noise = (index: number) => ((index * 7919) % 100) / 50 - 1;
const busy = (at: number) => (new Date(at).getUTCHours() >= 9 && new Date(at).getUTCHours() < 18 ? 100 : 10);
const weekend = (at: number) => [0, 6].includes(new Date(at).getUTCDay());

describe('a model trained on two weeks', () => {
  const model = train(over(14, (at, index) => (weekend(at) ? 10 : busy(at)) + noise(index)))!;

  it('knows the hours of the day', () => {
    expect(expectedAt(model, monday + 14 * day + 12 * hour)).toBeCloseTo(100, 0);
    expect(expectedAt(model, monday + 14 * day + 3 * hour)).toBeCloseTo(10, 0);
  });

  it('knows the days of the week', () => {
    expect(expectedAt(model, monday + 19 * day + 12 * hour)).toBeLessThan(20);
  });

  it('gives a band as many deviations wide as asked', () => {
    const at = monday + 14 * day + 12 * hour;
    const [narrow, wide] = [bandAt(model, at, 1), bandAt(model, at, 3)];
    expect(wide.upper - wide.lower).toBeCloseTo(3 * (narrow.upper - narrow.lower), 6);
    expect(narrow.lower).toBeLessThan(100);
    expect(narrow.upper).toBeGreaterThan(100);
    expect(wide.upper).toBeLessThan(120);
  });
});

describe('a model', () => {
  it('follows a rising line', () => {
    const model = train(over(14, (_at, index) => index / 10))!;
    expect(expectedAt(model, monday + 14 * day)).toBeCloseTo(403.2, 0);
  });

  it('is trained without what is excluded', () => {
    const outage = { start: monday + 3 * day, end: monday + 4 * day };
    const points = over(14, (at) => (at >= outage.start && at < outage.end ? 1000 : 10));
    expect(expectedAt(train(points, { excluded: [outage] })!, monday + 17 * day)).toBeCloseTo(10, 5);
    expect(expectedAt(train(points)!, monday + 17 * day)).toBeGreaterThan(100);
  });

  it('does not leave what its metric can be', () => {
    const model = train(
      over(2, (_at, index) => (index % 2 === 0 ? 0 : 100)),
      { percent: true },
    )!;
    expect(bandAt(model, monday + 2 * day, 5)).toEqual({ lower: 0, upper: 100 });
  });

  it('has some width even where the metric is flat', () => {
    const { lower, upper } = bandAt(train(over(1, () => 50))!, monday + day, 2);
    expect(lower).toBeLessThan(50);
    expect(upper).toBeGreaterThan(50);
  });

  it('is none where there is too little to learn from', () => {
    expect(train([])).toBeUndefined();
    expect(train([{ at: monday, value: 1 }])).toBeUndefined();
  });
});
