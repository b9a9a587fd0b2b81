import type { Duration } from './ast.ts';

const SECOND = 1000;
const DAY = 24 * 3600 * SECOND;

const lengths = { ms: 1, s: SECOND, m: 60 * SECOND, h: 3600 * SECOND, d: DAY } as const;

/** Mondays are whole weeks after this one. */
const MONDAY = 4 * DAY;

/** The last moment a duration divides, at or before this one; months, quarters and years by the calendar in UTC. */
export function floorTo(ms: number, { count, unit }: Duration): number {
  if (unit === 'mo' || unit === 'q' || unit === 'y') return monthStart(monthsOf(ms, count * months[unit]));
  const [length, start] = unit === 'w' ? [7 * DAY, MONDAY] : [lengths[unit], 0];
  const step = count * length;
  return Math.floor((ms - start) / step) * step + start;
}

/** The first moment a duration divides, at or after this one. */
export function ceilTo(ms: number, duration: Duration): number {
  const floor = floorTo(ms, duration);
  if (floor === ms) return ms;
  const { count, unit } = duration;
  if (unit === 'mo' || unit === 'q' || unit === 'y') {
    const step = count * months[unit];
    return monthStart(monthsOf(ms, step) + step);
  }
  return floor + count * (unit === 'w' ? 7 * DAY : lengths[unit]);
}

const months = { mo: 1, q: 3, y: 12 } as const;

function monthsOf(ms: number, step: number): number {
  const date = new Date(ms);
  const number = date.getUTCFullYear() * 12 + date.getUTCMonth();
  return Math.floor(number / step) * step;
}

const monthStart = (number: number): number => Date.UTC(Math.floor(number / 12), number % 12, 1);
