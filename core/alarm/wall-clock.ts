const minute = 60_000;
const day = 86_400_000;

/** The periods a wall-clock window may have: a minute, five minutes, an hour, a day, a week. */
export const wallClockPeriods: readonly number[] = [60, 300, 3600, 86_400, 604_800];

/**
 * Start of the calendar period that holds `at`: the minute, hour, midnight or Monday's midnight of the time zone. Where the clock is set
 * forward or back a day has 23 or 25 hours.
 * @param timezone an IANA name, `+05:30`, `UTC+05:30`, or nothing for UTC
 * @see AWS, "Alarm evaluation window": weeks start on Monday 00:00 (ISO 8601)
 */
export function wallClockStart(at: number, period: number, timezone: string | undefined): number {
  const local = at + offsetAt(at, timezone);
  const start = period === 604_800 ? mondayOf(local) : Math.floor(local / (period * 1000)) * period * 1000;
  // The offset may have changed since the start of the period: take the one that held then.
  const guess = start - offsetAt(at, timezone);
  const exact = start - offsetAt(guess, timezone);
  return exact <= at ? exact : guess;
}

const mondayOf = (local: number) => {
  const days = Math.floor(local / day);
  return (days - ((((days + 3) % 7) + 7) % 7)) * day;
};

/** Milliseconds to add to UTC; undefined when the name is none that CloudWatch takes. */
export function timezoneOffset(at: number, timezone: string | undefined): number | undefined {
  if (timezone === undefined) return 0;
  const fixed = /^(?:UTC|GMT)?(?:([+-])(\d{2}):?(\d{2}))?$/.exec(timezone);
  if (fixed !== null && timezone !== '') {
    const size = (Number(fixed[2] ?? 0) * 60 + Number(fixed[3] ?? 0)) * minute;
    return fixed[1] === '-' ? -size : size;
  }
  return namedOffset(at, timezone);
}

const offsetAt = (at: number, timezone: string | undefined) => timezoneOffset(at, timezone) ?? 0;

const formats = new Map<string, Intl.DateTimeFormat>();

function namedOffset(at: number, timezone: string): number | undefined {
  try {
    const format =
      formats.get(timezone) ?? new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
    formats.set(timezone, format);
    const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
    return timezoneOffset(at, name);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
