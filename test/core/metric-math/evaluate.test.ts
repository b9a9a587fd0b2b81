import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluateExpression,
  type MathContext,
  MetricMathError,
  one,
  parseExpression,
  type TimeSeries,
} from '../../../core/metric-math/index.ts';

const start = Date.UTC(2026, 10, 21, 3, 0);
const minute = 60_000;
const gap = undefined;

const series = (label: string, values: readonly (number | undefined)[]): TimeSeries => {
  const present = values.flatMap((value, index) =>
    value === undefined ? [] : [[start + index * minute, value] as const],
  );
  return { label, times: present.map(([at]) => at), values: present.map(([, value]) => value), period: 60 };
};

/** Evaluates over metrics given by id, five minutes long; gaps are undefined. */
function compute(text: string, metrics: Record<string, readonly (number | undefined)[]>) {
  const lines = new Map(Object.entries(metrics).map(([id, values]) => [id, series(id, values)]));
  const length = Math.max(1, ...Object.values(metrics).map((values) => values.length));
  const context: MathContext = {
    start,
    end: start + length * minute,
    period: 60,
    lookup: (id) => (lines.has(id) ? one(lines.get(id)!) : undefined),
    metricIds: [...lines.keys()],
    search: (expression) => [...lines.values()].filter(({ label }) => expression.includes(label)),
    band: (_of, of, deviations) => [
      { ...of, values: of.values.map((value) => value + deviations) },
      { ...of, values: of.values.map((value) => value - deviations) },
    ],
  };
  return evaluateExpression(parseExpression(text), context).map(({ times, values }) =>
    Array.from({ length }, (_, index) => {
      const place = times.indexOf(start + index * minute);
      return place === -1 ? gap : values[place];
    }),
  );
}

describe('IF', () => {
  it('refuses arrays of several time series, whose other lines it would lose', () => {
    const metrics = { m1: [1, 5], m2: [2, 1] };
    expect(() => compute('IF([m1, m2] > 2, 1, 0)', metrics)).toThrow('not arrays');
    expect(() => compute('IF(m1 > 2, METRICS())', metrics)).toThrow(MetricMathError);
    expect(compute('IF(METRICS("m1") > 2, 1, 0)', metrics)).toEqual([[0, 1]]);
  });
});

describe("AWS's own examples", () => {
  const metric1 = [30, 20, 0, 0];
  const metric2 = [20, gap, 20, gap];

  it('compare with 0 where a value is missing', () => {
    expect(compute('(metric1 < metric2)', { metric1, metric2 })).toEqual([[0, 0, 1, 0]]);
    expect(compute('(metric1 >= 30)', { metric1, metric2 })).toEqual([[1, 0, 0, 0]]);
    expect(compute('(metric1 > 15 AND metric2 > 15)', { metric1, metric2 })).toEqual([[1, 0, 0, 0]]);
  });

  const conditions = { metric1: [1, 1, 0, 0, gap], metric2: [30, gap, 0, 0, 30], metric3: [0, 0, 20, gap, 20] };

  it('choose with IF', () => {
    expect(compute('IF(metric1, metric2, metric3)', conditions)).toEqual([[30, 0, 20, gap, gap]]);
    expect(compute('IF(metric1, 5, metric3)', conditions)).toEqual([[5, 5, 20, gap, gap]]);
    expect(compute('IF(metric1, metric2, 5)', conditions)).toEqual([[30, 0, 5, 5, gap]]);
  });
});

describe('expressions', () => {
  const m1 = [1, 2, 3, 4];
  const m2 = [10, 20, 30, 40];

  for (const [text, result] of [
    ['m1 + m2', [[11, 22, 33, 44]]],
    ['m1 + 2 * 3 ^ 2', [[19, 20, 21, 22]]],
    ['-m1 ^ 2', [[-1, -4, -9, -16]]],
    ['100 * m1 / m2', [[10, 10, 10, 10]]],
    ['m1 / (m1 - 2)', [[-1, gap, 3, 2]]],
    ['SUM(METRICS())', [[11, 22, 33, 44]]],
    [
      'METRICS() / 10',
      [
        [0.1, 0.2, 0.3, 0.4],
        [1, 2, 3, 4],
      ],
    ],
    ['SUM(METRICS("m2")) - m1', [[9, 18, 27, 36]]],
    ['m1 - AVG(m1)', [[-1.5, -0.5, 0.5, 1.5]]],
    ['AVG([m1, m2])', [[5.5, 11, 16.5, 22]]],
    ['MAX(METRICS()) / MAX(m2)', [[0.25, 0.5, 0.75, 1]]],
    ['m1 * STDDEV([m1, m2]) * 0', [[0, 0, 0, 0]]],
    ['DIFF(m2)', [[gap, 10, 10, 10]]],
    ['RATE(m2) * PERIOD(m2)', [[gap, 10, 10, 10]]],
    ['DIFF_TIME(m1)', [[gap, 60, 60, 60]]],
    ['RUNNING_SUM(m1)', [[1, 3, 6, 10]]],
    ['m1 / METRIC_COUNT(METRICS())', [[0.5, 1, 1.5, 2]]],
    ['TIME_SERIES(MAX(m1))', [[4, 4, 4, 4]]],
    ['FIRST(SORT(METRICS(), AVG, DESC))', [m2]],
    ['SLICE(SORT(METRICS(), SUM, ASC), 1)', [m2]],
    ['SORT(METRICS(), MIN, ASC, 1)', [m1]],
    ['LAST(ANOMALY_DETECTION_BAND(m1, 3))', [[-2, -1, 0, 1]]],
    [
      'ANOMALY_DETECTION_BAND(m1)',
      [
        [3, 4, 5, 6],
        [-1, 0, 1, 2],
      ],
    ],
    ["SUM(SEARCH('m1 or m2', 'Sum'))", [[11, 22, 33, 44]]],
    ['MINUTE(m1)', [[0, 1, 2, 3]]],
    ['HOUR(m1) + DAY(m1) / 10', [[3.6, 3.6, 3.6, 3.6]]],
    ['m1 > 1 && m1 < 4 || m1 == 4', [[0, 1, 1, 1]]],
    ['CEIL(ABS(-m1 / 2))', [[1, 1, 2, 2]]],
    ['LOG10(m2 / m1)', [[1, 1, 1, 1]]],
  ] as const) {
    it(`${text}`, () => expect(compute(text, { m1, m2 })).toEqual(result));
  }

  it('fill gaps with a number, a line, the value before, or a straight line', () => {
    const holes = [gap, 2, gap, gap, 8, gap];
    expect(compute('FILL(m1, 0)', { m1: holes })).toEqual([[0, 2, 0, 0, 8, 0]]);
    expect(compute('FILL(m1, m2)', { m1: holes, m2: [1, 1, 1, 1, 1, 1] })).toEqual([[1, 2, 1, 1, 8, 1]]);
    expect(compute('FILL(m1, REPEAT)', { m1: holes })).toEqual([[gap, 2, 2, 2, 8, 8]]);
    expect(compute('FILL(m1, LINEAR)', { m1: holes })).toEqual([[gap, 2, 4, 6, 8, gap]]);
  });

  it('count and drop what is empty', () => {
    expect(compute('DATAPOINT_COUNT([m1, m2])', { m1: [1, gap, 3], m2: [gap, gap, 3] })).toEqual([[1, gap, 2]]);
    expect(compute('REMOVE_EMPTY(METRICS())', { m1: [gap, gap], m2: [1, 1] })).toEqual([[1, 1]]);
  });
});

describe('what is refused', () => {
  for (const [text, message] of [
    ['AVG(m1)', 'gives a number'],
    ['m1 +', 'ends too early'],
    ['m3', 'm3 is not the id'],
    ['NOPE(m1)', 'NOPE is not a function'],
    ['SERVICE_QUOTA(m1)', 'not supported here'],
    ['m1 $ m2', 'Unexpected character $'],
    ['SORT(m1, MEDIAN, ASC)', 'SORT takes'],
    ['FILL(m1)', 'FILL takes 2 arguments'],
    ['PERIOD(m1 + 1)', 'not the result of an expression'],
    ['"text"', 'A text stands'],
  ] as const) {
    it(`${text}: ${message}`, () => {
      expect(() => compute(text, { m1: [1], m2: [1] })).toThrow(MetricMathError);
      expect(() => compute(text, { m1: [1], m2: [1] })).toThrow(message);
    });
  }

  it('is refused as an expression, whatever the text', () => {
    const pieces = fc.constantFrom(
      'm1',
      'm2',
      '+',
      '-',
      '*',
      '/',
      '^',
      '(',
      ')',
      '[',
      ']',
      ',',
      'SUM',
      'IF',
      'FILL',
      'SORT',
      'METRICS',
      'AND',
      '<',
      '=',
      '"',
      "'",
      '1',
      '.5',
      ' ',
      '\\',
      'é',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        try {
          compute(parts.join(''), { m1: [1, 2], m2: [3, gap] });
        } catch (error) {
          expect(error).toBeInstanceOf(MetricMathError);
        }
      }),
      { numRuns: 3000 },
    );
    expect(() => parseExpression('('.repeat(1000))).toThrow(MetricMathError);
    expect(() => parseExpression('['.repeat(2000))).toThrow(MetricMathError);
    expect(() => parseExpression('-'.repeat(2000))).toThrow(MetricMathError);
  });
});
