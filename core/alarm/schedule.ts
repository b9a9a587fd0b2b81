import type { ThresholdAlarm } from './types.ts';
import { wallClockStart } from './wall-clock.ts';

/** One period that an evaluation looks at, `[start, end)`, in milliseconds. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/**
 * How many periods an evaluation retrieves: two more than it evaluates, so that a late or missing datapoint can be made up for.
 * AWS documents 5 for 3 and says that the number "depends on the length of the alarm period"; for other numbers this is unverified
 * (one published measurement of a 1 of 1 alarm with a period of 15 minutes agrees with 3).
 */
export const evaluationRange = (alarm: ThresholdAlarm): number => alarm.evaluationPeriods + 2;

/** Seconds between two evaluations: 60, or 10 for the high-resolution periods of less than a minute, or 3600 for what looks back more than a day. */
export function evaluationInterval({ period, evaluationPeriods }: ThresholdAlarm): number {
  if (period < 60) return 10;
  return period * evaluationPeriods > 86_400 ? 3600 : 60;
}

/**
 * The first moment after `after` at which an alarm is due. Evaluations happen on whole minutes of the clock (whole ten seconds for a
 * high-resolution alarm, whole hours for a multi-day one); AWS is a little later, at a second or minute of its own that nobody can rely on.
 * @see AWS, "Evaluating an alarm": every minute for periods of a minute or longer, every ten seconds for shorter ones; "Evaluating
 * multi-day alarms": once an hour, on data up to the hour
 */
export function nextEvaluation(alarm: ThresholdAlarm, after: number): number {
  const step = evaluationInterval(alarm) * 1000;
  return (Math.floor(after / step) + 1) * step;
}

/** Every moment in `(after, until]` at which an alarm is due, in order. */
export function* evaluationTimes(alarm: ThresholdAlarm, after: number, until: number): Generator<number> {
  for (let at = nextEvaluation(alarm, after); at <= until; at = nextEvaluation(alarm, at)) yield at;
}

/**
 * The periods an evaluation at `at` retrieves, oldest first. A sliding window (the default) ends at the moment of evaluation and moves
 * with it: a 5-minute period evaluated at 03:06 is [03:01, 03:06). That of a multi-day alarm ends at the last full hour. A wall-clock window holds whole periods of the calendar only.
 * @see AWS, "Alarm evaluation window"
 */
export function evaluationWindows(alarm: ThresholdAlarm, at: number): Window[] {
  const count = evaluationRange(alarm);
  const wallClock = alarm.evaluationWindow?.WallClockWindow;
  if (wallClock !== undefined) return wallClockWindows(alarm.period, wallClock.Timezone, at, count);
  const step = evaluationInterval(alarm) * 1000;
  const length = alarm.period * 1000;
  const end = Math.floor(at / step) * step;
  return Array.from({ length: count }, (_, index) => {
    const start = end - (count - index) * length;
    return { start, end: start + length };
  });
}

function wallClockWindows(period: number, timezone: string | undefined, at: number, count: number): Window[] {
  const windows: Window[] = [];
  let end = wallClockStart(at, period, timezone);
  while (windows.length < count) {
    const start = wallClockStart(end - 1, period, timezone);
    windows.unshift({ start, end });
    end = start;
  }
  return windows;
}
