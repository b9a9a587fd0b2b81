/** Clocks of time zones: wall times are ms since 1970 of a UTC that shows what the zone's clocks show. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Is this a time zone's name, `Asia/Seoul`? */
export function isZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What the zone's clocks show at a moment. @param time ms since 1970 */
export function wallTime(time: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(time)) parts[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The first moment at which the zone's clocks show a time; undefined for one they skip in spring. */
export function momentOf(wall: number, zone: string): number | undefined {
  const offsets = [-86_400_000, 0, 86_400_000].map((shift) => wallTime(wall + shift, zone) - (wall + shift));
  const moments = offsets.map((offset) => wall - offset).filter((time) => wallTime(time, zone) === wall);
  return moments.length === 0 ? undefined : Math.min(...moments);
}
