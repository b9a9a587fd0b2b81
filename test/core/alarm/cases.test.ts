import { describe, expect, it } from 'vitest';
import { type AlarmState, evaluate, evaluationWindows, type ThresholdAlarm } from '../../../core/alarm/index.ts';
import { distributionOf, mergeAll, statisticOf } from '../../../core/metric/index.ts';
import { sharedData, sharedJson } from '../../support/shared.ts';

interface Case {
  id: string;
  alarm: ThresholdAlarm;
  initialState: AlarmState;
  datapoints: [number, number][];
  evaluateAt: number;
  expectedState: AlarmState;
  note: string;
}

describe.skipIf(!sharedData)('every published case of alarm evaluation', () => {
  for (const { id, alarm, initialState, datapoints, evaluateAt, expectedState, note } of sharedData
    ? sharedJson<Case[]>('cases/alarms.json')
    : []) {
    it(`${id}: ${note}`, () => {
      const at = evaluateAt * 1000;
      const windows = evaluationWindows(alarm, at);
      const range = windows.map(({ start, end }) => {
        const inside = datapoints.filter(([second]) => second * 1000 >= start && second * 1000 < end);
        const values = mergeAll(inside.map(([, value]) => distributionOf(value)));
        return values && statisticOf(values, alarm.statistic ?? alarm.extendedStatistic ?? '');
      });

      const { state } = evaluate(alarm, range, initialState, { at, starts: windows.map(({ start }) => start) });

      expect(state).toBe(expectedState);
    });
  }
});
