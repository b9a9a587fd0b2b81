import { MONTHS, WEEKDAYS } from '../../schedule/calendar-names.ts';
import { isZone, wallTime } from '../../schedule/zone.ts';

const padded = (value: number, width = 2, by = '0'): string => String(value).padStart(width, by);

/** The directives of strftime, over what the zone's clocks show. */
const directives: Readonly<Record<string, (wall: Date, time: number) => string>> = {
  Y: (wall) => padded(wall.getUTCFullYear(), 4),
  y: (wall) => padded(wall.getUTCFullYear() % 100),
  m: (wall) => padded(wall.getUTCMonth() + 1),
  d: (wall) => padded(wall.getUTCDate()),
  e: (wall) => padded(wall.getUTCDate(), 2, ' '),
  j: (wall) => padded(Math.floor((wall.getTime() - Date.UTC(wall.getUTCFullYear(), 0, 1)) / 86_400_000) + 1, 3),
  H: (wall) => padded(wall.getUTCHours()),
  I: (wall) => padded(wall.getUTCHours() % 12 || 12),
  M: (wall) => padded(wall.getUTCMinutes()),
  S: (wall) => padded(wall.getUTCSeconds()),
  L: (wall) => padded(wall.getUTCMilliseconds(), 3),
  f: (wall) => `${padded(wall.getUTCMilliseconds(), 3)}000`,
  p: (wall) => (wall.getUTCHours() < 12 ? 'AM' : 'PM'),
  a: (wall) => WEEKDAYS[wall.getUTCDay()]!.slice(0, 3),
  A: (wall) => WEEKDAYS[wall.getUTCDay()]!,
  b: (wall) => MONTHS[wall.getUTCMonth()]!.slice(0, 3),
  B: (wall) => MONTHS[wall.getUTCMonth()]!,
  u: (wall) => String(wall.getUTCDay() || 7),
  w: (wall) => String(wall.getUTCDay()),
  s: (_wall, time) => String(Math.floor(time / 1000)),
  z: (wall, time) => offsetText(wall.getTime() - time),
  F: (wall, time) => formatted('%Y-%m-%d', wall, time),
  T: (wall, time) => formatted('%H:%M:%S', wall, time),
  R: (wall, time) => formatted('%H:%M', wall, time),
  D: (wall, time) => formatted('%m/%d/%y', wall, time),
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

/** Directives of other meaning stay as they are written. */
const formatted = (format: string, wall: Date, time: number): string =>
  format.replace(/%(.)/gs, (whole, letter: string) =>
    Object.hasOwn(directives, letter) ? directives[letter]!(wall, time) : whole,
  );

function offsetText(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  return `${offset < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60))}${padded(minutes % 60)}`;
}

/**
 * A moment in a form of strftime's.
 * @param time ms since 1970
 * @param zone an IANA name
 * @returns undefined where the zone is none, or no calendar reaches the moment
 */
export function formatDate(time: number, format: string, zone = 'UTC'): string | undefined {
  if (!(Math.abs(time) <= 8.64e15) || !isZone(zone)) return undefined;
  // Zones shift whole seconds: what is below them stays.
  const wall = new Date(zone === 'UTC' ? time : wallTime(time, zone) + (((time % 1000) + 1000) % 1000));
  return formatted(format.replaceAll('%Z', zone.replaceAll('%', '%%')), wall, time);
}
