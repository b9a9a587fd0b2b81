import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AlarmState,
  decide,
  evaluate,
  steadyBetween,
  type ThresholdAlarm,
  type TreatMissingData,
} from '../../../core/alarm/index.ts';

const starts = Array.from({ length: 5 }, (_, at) => Date.UTC(2026, 10, 21, 3, at));
const observed = { at: Date.UTC(2026, 10, 21, 3, 5), starts };

const given = (more: Partial<ThresholdAlarm> = {}): ThresholdAlarm => ({
  period: 60,
  evaluationPeriods: 3,
  threshold: 80,
  comparisonOperator: 'GreaterThanThreshold',
  statistic: 'Average',
  ...more,
});

/** `0 - X - X`, as AWS's tables write a range. */
const range = (text: string) => text.split(' ').map((mark) => (mark === 'X' ? 90 : mark === '0' ? 10 : undefined));

const treatments: TreatMissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];

describe("AWS's tables of missing data", () => {
  const kept = 'kept';
  const table: [datapointsToAlarm: number, text: string, ...states: string[]][] = [
    [3, '0 - X - X', 'OK', 'OK', 'OK', 'OK'],
    [3, '0 - - - -', 'OK', 'OK', 'OK', 'OK'],
    [3, '- - - - -', 'INSUFFICIENT_DATA', kept, 'ALARM', 'OK'],
    [3, '0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    [3, '- - X - -', 'ALARM', kept, 'ALARM', 'OK'],
    [2, '0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    [2, '0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    [2, '0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
    [2, '- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
    [2, '- - - X -', 'ALARM', kept, 'ALARM', 'OK'],
    [3, '- - - - X', 'INSUFFICIENT_DATA', kept, 'ALARM', 'OK'],
    [2, '- - - - X', 'INSUFFICIENT_DATA', kept, 'ALARM', 'OK'],
  ];
  for (const [datapointsToAlarm, text, ...states] of table) {
    for (const [index, treatMissingData] of treatments.entries()) {
      for (const before of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as AlarmState[]) {
        it(`${datapointsToAlarm} of 3, ${text}, ${treatMissingData}, from ${before}`, () => {
          const evaluation = evaluate(given({ datapointsToAlarm, treatMissingData }), range(text), before, observed);

          expect(evaluation.state).toBe(states[index] === kept ? before : states[index]);
        });
      }
    }
  }
});

describe('values that leave a state as it is', () => {
  it('do so for every alarm, as long as none is missing', () => {
    const alarm = fc.record({
      evaluationPeriods: fc.integer({ min: 1, max: 4 }),
      datapointsToAlarm: fc.constant(1),
      threshold: fc.integer({ min: -3, max: 3 }),
      comparisonOperator: fc.constantFrom<ThresholdAlarm['comparisonOperator']>(
        'GreaterThanThreshold',
        'GreaterThanOrEqualToThreshold',
        'LessThanThreshold',
        'LessThanOrEqualToThreshold',
      ),
      treatMissingData: fc.constantFrom(...treatments),
    });
    const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(alarm, values, fc.constantFrom<AlarmState>('OK', 'ALARM'), (some, range, before) => {
        const { low, high } = steadyBetween(given(some), before);
        const inside = range.filter((value) => value > low && value < high);
        fc.pre(inside.length >= some.evaluationPeriods);

        expect(decide(given(some), inside, before).state).toBe(before);
      }),
    );
  });

  it('are none where too little is known, and for bands', () => {
    const none = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY };

    expect(steadyBetween(given(), 'INSUFFICIENT_DATA')).toEqual(none);
    expect(steadyBetween(given({ comparisonOperator: 'GreaterThanUpperThreshold' }), 'OK')).toEqual(none);
  });
});

describe('the reason of a state', () => {
  const reason = (alarm: ThresholdAlarm, text: string, before: AlarmState = 'OK') =>
    evaluate(alarm, range(text), before, observed).reason;

  it('names the breaching datapoints, latest first, with the minimum for the transition', () => {
    expect(reason(given({ datapointsToAlarm: 2 }), '0 0 X 0 X')).toBe(
      'Threshold Crossed: 2 out of the last 3 datapoints [90.0 (21/11/26 03:04:00), 90.0 (21/11/26 03:02:00)] were greater ' +
        'than the threshold (80.0) (minimum 2 datapoints for OK -> ALARM transition).',
    );
  });

  it('names the datapoints that do not breach when the alarm is over', () => {
    expect(reason(given({ datapointsToAlarm: 3 }), '0 0 X X 0', 'ALARM')).toBe(
      'Threshold Crossed: 1 out of the last 3 datapoints [10.0 (21/11/26 03:04:00)] was not greater than the threshold (80.0) ' +
        '(minimum 1 datapoint for ALARM -> OK transition).',
    );
  });

  it('is shorter for an alarm that names no datapoints to alarm', () => {
    expect(reason(given({ evaluationPeriods: 1 }), '- - X')).toBe(
      'Threshold Crossed: 1 datapoint [90.0 (21/11/26 03:02:00)] was greater than the threshold (80.0).',
    );
  });

  it('names only the latest five of many datapoints, after the comparison', () => {
    const alarm = given({ evaluationPeriods: 6, datapointsToAlarm: 6 });
    const six = Array.from({ length: 6 }, (_, at) => Date.UTC(2026, 10, 21, 3, at));
    const { reason } = evaluate(alarm, range('X X X X X X'), 'OK', { at: 0, starts: six });
    expect(reason).toBe(
      'Threshold Crossed: 6 out of the last 6 datapoints were greater than the threshold (80.0). The most recent datapoints which ' +
        'crossed the threshold: [90.0 (21/11/26 03:05:00), 90.0 (21/11/26 03:04:00), 90.0 (21/11/26 03:03:00), ' +
        '90.0 (21/11/26 03:02:00), 90.0 (21/11/26 03:01:00)] (minimum 6 datapoints for OK -> ALARM transition).',
    );
  });

  it('counts missing datapoints and says how they were treated', () => {
    expect(reason(given({ evaluationPeriods: 2, treatMissingData: 'breaching' }), '- - - -')).toBe(
      'Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching].',
    );
    expect(reason(given({ evaluationPeriods: 1, treatMissingData: 'notBreaching' }), '- - -')).toBe(
      'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
    );
    expect(reason(given({ datapointsToAlarm: 2, treatMissingData: 'breaching' }), '- - - - 0')).toBe(
      'Threshold Crossed: 1 datapoint was received for 3 periods and 2 missing datapoints were treated as [Breaching].',
    );
  });

  it('counts unknown datapoints', () => {
    expect(reason(given(), '- - - - -')).toBe('Insufficient Data: 3 datapoints were unknown.');
    expect(reason(given({ evaluationPeriods: 1 }), '- - -')).toBe('Insufficient Data: 1 datapoint was unknown.');
  });

  it('gives both thresholds of a band', () => {
    const alarm = given({
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: undefined,
      comparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold',
    });
    const evaluation = evaluate(alarm, [undefined, undefined, 0], 'OK', {
      ...observed,
      bands: [undefined, undefined, { lower: 0.25, upper: 0.5 }],
    });
    expect(evaluation.reason).toBe(
      'Thresholds Crossed: 1 out of the last 1 datapoints [0.0 (21/11/26 03:02:00)] was less than the lower thresholds [0.25] ' +
        'or greater than the upper thresholds [0.5] (minimum 1 datapoint for OK -> ALARM transition).',
    );
    expect(JSON.parse(evaluation.reasonData)).toMatchObject({
      recentLowerThresholds: [0.25],
      recentUpperThresholds: [0.5],
    });
  });
});

describe('the reason data', () => {
  it('holds the datapoints judged, oldest first, and those evaluated, latest first, with doubles as Java writes them', () => {
    const evaluation = evaluate(given({ unit: 'Seconds', evaluationPeriods: 1 }), [undefined, undefined, 90], 'OK', {
      ...observed,
      sampleCounts: [undefined, undefined, 2],
    });
    expect(evaluation.reasonData).toBe(
      '{"version":"1.0","queryDate":"2026-11-21T03:05:00.000+0000","startDate":"2026-11-21T03:02:00.000+0000","unit":"Seconds",' +
        '"statistic":"Average","period":60,"recentDatapoints":[90.0],"threshold":80.0,"evaluatedDatapoints":' +
        '[{"timestamp":"2026-11-21T03:02:00.000+0000","sampleCount":2.0,"value":90.0}]}',
    );
  });

  it('holds the periods alone when nothing was received', () => {
    const alarm = given({ evaluationPeriods: 2, treatMissingData: 'breaching' });
    const data = JSON.parse(evaluate(alarm, range('- - - -'), 'OK', observed).reasonData) as object;
    expect(data).toMatchObject({ recentDatapoints: [], evaluatedDatapoints: [{}, {}] });
    expect(data).not.toHaveProperty('startDate');
  });
});

describe('a percentile alarm that ignores low samples', () => {
  const alarm = given({
    statistic: undefined,
    extendedStatistic: 'p99',
    evaluateLowSampleCountPercentile: 'ignore',
    evaluationPeriods: 1,
  });

  it('keeps its state with fewer than 1000 samples for p99', () => {
    const sampleCounts = [undefined, undefined, 999];
    expect(evaluate(alarm, range('- - X'), 'OK', { ...observed, sampleCounts }).state).toBe('OK');
  });

  it('judges once there are enough', () => {
    const sampleCounts = [undefined, undefined, 1001];
    expect(evaluate(alarm, range('- - X'), 'OK', { ...observed, sampleCounts }).state).toBe('ALARM');
  });
});
