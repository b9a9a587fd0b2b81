import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  distributionOf,
  exactValues,
  mergeAll,
  parseStatistic,
  sketchError,
  statisticOf,
  statisticSet,
} from '../../../core/metric/index.ts';

const of = (...values: number[]) => mergeAll(values.map((value) => distributionOf(value)))!;
const ten = of(10, 20, 30, 40, 50, 60, 70, 80, 90, 100);

describe('statistics of ten values', () => {
  for (const [name, value] of [
    ['Sum', 550],
    ['Average', 55],
    ['Minimum', 10],
    ['Maximum', 100],
    ['SampleCount', 10],
    ['p50', 50],
    ['p90', 90],
    ['p99', 100],
    ['p0', 10],
    ['p100', 100],
    ['tm90', 50],
    ['TM(10%:90%)', 55],
    ['TM(30:70)', 55],
    ['TM(:95%)', 55],
    ['IQM', 55.0],
    ['wm90', 54],
    ['WM(20:90)', 55],
    ['tc90', 9],
    ['TC(30:70)', 4],
    ['ts90', 450],
    ['TS(80%:)', 190],
    ['PR(:30)', 30],
    ['PR(30:70)', 40],
  ] as const) {
    it(`${name} is ${value}`, () => expect(statisticOf(ten, name)).toBeCloseTo(value, 9));
  }

  it('are refused by names that are none', () => {
    for (const name of ['p101', 'average', 'TM(10:90%)', 'TM(:)', 'PR(10%:20%)', 'TM(9:3)', 'p', 'xx90', 'TM(a:b)']) {
      expect(parseStatistic(name), name).toBeUndefined();
    }
  });
});

describe('percentiles', () => {
  it('are not given for a statistic set whose values are unknown', () => {
    const set = statisticSet({ count: 4, sum: 40, min: 1, max: 25 });
    expect(statisticOf(set, 'p90')).toBeUndefined();
    expect(statisticOf(set, 'Average')).toBe(10);
  });

  it('are given for a statistic set that can hold only one value', () => {
    expect(statisticOf(statisticSet({ count: 3, sum: 21, min: 7, max: 7 }), 'p50')).toBe(7);
  });

  it('are not given when a value is negative', () => {
    expect(statisticOf(of(-1, 2, 3), 'p50')).toBeUndefined();
  });

  it('stay within the stated error once values are bucketed', () => {
    const many = fc.array(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), {
      minLength: exactValues + 1,
      maxLength: 3000,
    });
    fc.assert(
      fc.property(many, fc.integer({ min: 0, max: 1000 }), (values, tenths) => {
        const samples = of(...values);
        const sorted = values.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(Math.ceil((sorted.length * tenths) / 1000) - 1, 0)]!;
        const estimate = statisticOf(samples, `p${tenths / 10}`)!;
        expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(exact * sketchError * (1 + 1e-9));
      }),
      { numRuns: 40 },
    );
  });
});

describe('merging', () => {
  const values = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 3000 });

  it('gives the same samples in any grouping', () => {
    fc.assert(
      fc.property(values, fc.nat(), (all, cut) => {
        const at = cut % all.length;
        const parts = [all.slice(0, at), all.slice(at)].filter((part) => part.length > 0);
        const grouped = mergeAll(parts.map((part) => of(...part)))!;
        const whole = of(...all);
        expect({ ...grouped, values: undefined }).toEqual({ ...whole, values: undefined });
        expect(new Map([...grouped.values!].sort())).toEqual(new Map([...whole.values!].sort()));
      }),
      { numRuns: 40 },
    );
  });
});
