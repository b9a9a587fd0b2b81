import type { Duration } from './ast.ts';

const SECOND = 1000;
const DAY = 24 * 3600 * SECOND;

const lengths = { ms: 1, s: SECOND, m: 60 * SECOND, h: 3600 * SECOND, d: DAY, w: 7 * DAY } as const;

const months = { mo: 1, q: 3, y: 12 } as const;

/** A larger count of these units means this many: `bin(300s)` is `bin(60s)`. */
const most: Partial<Record<Duration['unit'], number>> = { ms: 1000, s: 60, m: 60, h: 24 };

/** Where the first week begins, as a Monday. */
const MONDAY = 4 * DAY;

/** Moments that divide time into equal parts. */
export interface Period {
  /** The last of them at or before a moment, ms since 1970. */
  floor(ms: number): number;
  /** The first one behind it. */
  next(ms: number): number;
}

/**
 * What a duration divides time into; months, quarters and years by the calendar, in UTC.
 * @param offset ms by which the parts are moved: they begin so much later
 * @see CloudWatch Logs guide, "Datetime functions"; that weeks begin on Mondays is unverified
 */
export function periodOf({ count, unit }: Duration, offset = 0): Period {
  const capped = Math.max(1, Math.min(count, most[unit] ?? count));
  if (unit === 'mo' || unit === 'q' || unit === 'y') return monthPeriod(capped * months[unit], offset);
  const step = capped * lengths[unit];
  const start = (unit === 'w' ? MONDAY : 0) + offset;
  const floor = (ms: number): number => Math.floor((ms - start) / step) * step + start;
  return { floor, next: (ms) => floor(ms) + step };
}

/** A duration in ms; a month has 30 days here, a year 365. */
export function lengthOf({ count, unit }: Duration): number {
  if (unit === 'mo' || unit === 'q') return count * months[unit] * 30 * DAY;
  return count * (unit === 'y' ? 365 * DAY : lengths[unit]);
}

function monthPeriod(step: number, offset: number): Period {
  const number = (ms: number): number => {
    const date = new Date(ms - offset);
    return Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / step) * step;
  };
  const start = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1) + offset;
  return { floor: (ms) => start(number(ms)), next: (ms) => start(number(ms) + step) };
}
