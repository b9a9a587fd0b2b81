/** How local times become instants. */
export type Zone = 'local' | 'utc';

const DAY = 86_400_000;

/**
 * The instant of a wall-clock time.
 * @param year undefined where the line says none: this year, or the last one where that would lie more than 30 days ahead
 * @param month from 1; undefined together with day is today, or yesterday where that would lie more than 2 hours ahead
 * @param offset minutes east of UTC, where the line says it
 * @returns ms since 1970, or NaN for a time no calendar has
 */
export function instant(
  year: number | undefined,
  month: number | undefined,
  day: number | undefined,
  hour: number,
  minute: number,
  zone: Zone,
  offset: number | undefined,
  now: number,
): number {
  const at = (y: number, m: number, d: number): number => {
    if (offset !== undefined) return Date.UTC(y, m - 1, d, hour, minute) - offset * 60_000;
    return zone === 'utc' ? Date.UTC(y, m - 1, d, hour, minute) : new Date(y, m - 1, d, hour, minute).getTime();
  };
  const today = new Date(now);
  const current = zone === 'utc' ? today.getUTCFullYear() : today.getFullYear();
  if (month === undefined && day === undefined && year === undefined) {
    const same =
      zone === 'utc'
        ? at(current, today.getUTCMonth() + 1, today.getUTCDate())
        : at(current, today.getMonth() + 1, today.getDate());
    return same - now > 2 * 3_600_000 ? same - DAY : same;
  }
  const [m, d] = [month ?? 1, day ?? 1];
  if (m < 1 || m > 12 || d < 1 || d > 31 || hour > 23 || minute > 59) return Number.NaN;
  if (year !== undefined) return d > daysIn(year, m) ? Number.NaN : at(year, m, d);
  let guess = current;
  for (let tries = 0; d > daysIn(guess, m) && tries < 8; tries += 1) guess -= 1;
  if (d > daysIn(guess, m)) return Number.NaN;
  const found = at(guess, m, d);
  return found - now > 30 * DAY ? at(guess - 1, m, d) : found;
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
