import { describe, expect, it } from 'vitest';
import type { AlarmChange } from '../../../functions/alarms/change.ts';
import { decidingWindow } from '../../../functions/alarms/window.ts';

const at = (time: string) => Date.parse(`2026-01-05T${time}Z`);

const change = (reason: string, range: AlarmChange['range'], reasonData?: string): AlarmChange => ({
  key: 'k',
  transition: {
    alarmName: 'a',
    from: 'OK',
    to: 'ALARM',
    reason,
    reasonData,
    time: '2026-01-05T08:36:16.000Z',
    account: '123456789012',
    region: 'us-east-1',
  },
  range,
});

const datapoint = (time: string, value?: number) => ({ timestamp: `2026-01-05T${time}.000+0000`, value });

const reasonData = (...evaluatedDatapoints: object[]) =>
  JSON.stringify({ period: 300, threshold: 1, evaluatedDatapoints });

describe('the time that decided an alarm', () => {
  it('begins with the oldest breaching datapoint', () => {
    const data = reasonData(
      datapoint('08:30:00', 2),
      datapoint('08:25:00', 3),
      datapoint('08:20:00', 0),
      datapoint('08:15:00'),
    );

    expect(
      decidingWindow(
        change(
          'Threshold Crossed: 2 out of the last 3 datapoints were greater than or equal to the threshold (1.0)',
          { period: 300, periods: 1 },
          data,
        ),
      ),
    ).toEqual({ from: at('08:25:00'), to: at('08:36:16') });
  });

  it.each([
    ['greater than the threshold', '08:25:00'],
    ['less than the threshold', '08:20:00'],
    ['less than or equal to the threshold', '08:20:00'],
  ])('takes what breaches from CloudWatch’s sentence: %s', (words, from) => {
    const data = reasonData(datapoint('08:30:00', 1), datapoint('08:25:00', 2), datapoint('08:20:00', 0));

    const window = decidingWindow(change(`1 datapoint was ${words}`, { period: 300, periods: 1 }, data));

    expect(window.from).toBe(at(from));
  });

  it('is the evaluation range when only that is told', () => {
    const window = decidingWindow(change('Threshold Crossed', { period: 60, periods: 3 }));

    expect(window).toEqual({ from: at('08:33:00'), to: at('08:36:16') });
  });
});
