import { describe, expect, it } from 'vitest';
import { evaluationTimes, evaluationWindows, type ThresholdAlarm, wallClockStart } from '../../../core/alarm/index.ts';

const alarm = (period: number, more: Partial<ThresholdAlarm> = {}): ThresholdAlarm => ({
  period,
  evaluationPeriods: 1,
  threshold: 1,
  comparisonOperator: 'GreaterThanThreshold',
  ...more,
});
const at = (text: string) => Date.parse(`${text}Z`);
const shown = (from: ThresholdAlarm, time: string) =>
  evaluationWindows(from, at(time)).map(({ start, end }) =>
    [start, end].map((moment) => new Date(moment).toISOString().slice(5, 16)).join(' to '),
  );

describe('when an alarm is evaluated', () => {
  it('every minute for a period of a minute or more', () => {
    const times = [...evaluationTimes(alarm(300), at('2026-11-21T03:00:30'), at('2026-11-21T03:03:00'))];
    expect(times).toEqual(['03:01', '03:02', '03:03'].map((time) => at(`2026-11-21T${time}:00`)));
  });

  it('every ten seconds for a shorter one', () => {
    expect([...evaluationTimes(alarm(30), 0, 30_000)]).toEqual([10_000, 20_000, 30_000]);
  });

  it('every hour for periods that are longer than a day together', () => {
    const day = alarm(3600, { evaluationPeriods: 24 });
    const longer = alarm(3600, { evaluationPeriods: 25 });
    const [from, until] = [at('2026-11-21T03:58:30'), at('2026-11-21T05:01:00')];
    expect([...evaluationTimes(day, from, until)]).toHaveLength(63);
    expect([...evaluationTimes(longer, from, until)]).toEqual(
      ['04', '05'].map((hour) => at(`2026-11-21T${hour}:00:00`)),
    );
  });
});

describe('the windows of an evaluation', () => {
  it('slide with the minute unless told otherwise, and reach two periods further back', () => {
    expect(shown(alarm(300), '2026-11-21T03:06:20')).toEqual([
      '11-21T02:51 to 11-21T02:56',
      '11-21T02:56 to 11-21T03:01',
      '11-21T03:01 to 11-21T03:06',
    ]);
  });

  it('end with the last full hour for a multi-day alarm', () => {
    expect(shown(alarm(86_400, { evaluationPeriods: 3 }), '2026-11-21T11:03:00').at(-1)).toBe(
      '11-20T11:00 to 11-21T11:00',
    );
  });

  it('are whole hours of the wall clock where it asks for them', () => {
    const hourly = alarm(3600, { evaluationWindow: { WallClockWindow: {} } });
    expect(shown(hourly, '2026-11-21T14:08:00').at(-1)).toBe('11-21T13:00 to 11-21T14:00');
  });

  it('are days from midnight to midnight of the time zone, 23 hours long when its clocks go forward', () => {
    const daily = alarm(86_400, { evaluationWindow: { WallClockWindow: { Timezone: 'America/New_York' } } });
    expect(shown(daily, '2026-03-09T12:00:00')).toEqual([
      '03-06T05:00 to 03-07T05:00',
      '03-07T05:00 to 03-08T05:00',
      '03-08T05:00 to 03-09T04:00',
    ]);
  });

  it('are weeks from Monday to Monday', () => {
    const weekly = alarm(604_800, { evaluationWindow: { WallClockWindow: { Timezone: '+09:00' } } });
    expect(shown(weekly, '2026-11-21T12:00:00').at(-1)).toBe('11-08T15:00 to 11-15T15:00');
  });

  it('take offsets written with and without UTC', () => {
    for (const zone of ['+05:30', 'UTC+05:30']) {
      expect(new Date(wallClockStart(at('2026-11-21T03:00:00'), 3600, zone)).toISOString()).toContain('02:30');
    }
  });
});
