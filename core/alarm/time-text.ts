import { MONTHS, WEEKDAYS } from '../schedule/calendar-names.ts';

/** The two spellings of a moment in CloudWatch's alarm texts; both are UTC, whatever the region. */

const two = (part: number) => part.toString().padStart(2, '0');

/** `2026-11-21T03:00:00.000+0000`, as in reason data, events and notifications. */
export const isoOffset = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');

/** `21/11/26 03:00:00`, day first, as in a state reason. */
export function reasonTime(at: number): string {
  const date = new Date(at);
  const day = `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${two(date.getUTCFullYear() % 100)}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** `Friday 22 July, 2022 15:57:45 UTC`, as in a composite alarm's state reason. */
export function longTime(at: number): string {
  const date = new Date(at);
  const day = `${WEEKDAYS[date.getUTCDay()]} ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]}, ${date.getUTCFullYear()}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} UTC`;
}
