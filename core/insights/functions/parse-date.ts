import { MONTHS } from '../../schedule/calendar-names.ts';
import { isZone, momentOf } from '../../schedule/zone.ts';

/** What a text says of a moment. */
interface Parts {
  year?: number;
  month: number;
  day: number;
  hour: number;
  /** 0 for AM, 12 for PM, beside an hour of twelve. */
  half?: number;
  minute: number;
  second: number;
  ms: number;
  /** ms east of UTC. */
  offset?: number;
  zone?: string;
  /** Whole moments: seconds since 1970 are none of the letters here. */
  rest: string;
}

type Reader = (parts: Parts, width: number) => boolean;

const number =
  (set: (parts: Parts, value: number) => void): Reader =>
  (parts, width) => {
    // A letter alone takes as many digits as there are, several take just as many.
    const found = (width === 1 ? /^\d{1,9}/ : new RegExp(`^\\d{${Math.min(width, 9)}}`)).exec(parts.rest)?.[0];
    if (found === undefined) return false;
    parts.rest = parts.rest.slice(found.length);
    set(parts, Number(found));
    return true;
  };

const pattern =
  (regex: RegExp, set: (parts: Parts, found: string) => boolean | undefined): Reader =>
  (parts) => {
    const found = regex.exec(parts.rest)?.[0];
    if (found === undefined) return false;
    parts.rest = parts.rest.slice(found.length);
    return set(parts, found) !== false;
  };

const year: Reader = (parts, width) =>
  number((into, value) => {
    into.year = width === 2 ? 2000 + value : value;
  })(parts, width);

const month: Reader = (parts, width) =>
  width < 3
    ? number((into, value) => {
        into.month = value;
      })(parts, width)
    : pattern(/^[A-Za-z]+/, (into, name) => {
        const full = width > 3;
        const index = MONTHS.findIndex((each) => (full ? each : each.slice(0, 3)).toLowerCase() === name.toLowerCase());
        into.month = index + 1;
        return index !== -1;
      })(parts, width);

const offset = pattern(/^(?:Z|[+-]\d\d(?::?\d\d)?)/, (parts, found) => {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?/.exec(found) ?? [];
  parts.offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return true;
});

const fraction: Reader = (parts, width) =>
  pattern(new RegExp(`^\\d{${Math.min(width, 9)}}`), (into, found) => {
    into.ms = Math.floor(Number(`0.${found}`) * 1000 + 1e-9);
    return true;
  })(parts, width);

/** The letters of Java's DateTimeFormatter that are known here. */
const readers: Readonly<Record<string, Reader>> = {
  y: year,
  u: year,
  M: month,
  L: month,
  d: number((parts, value) => {
    parts.day = value;
  }),
  H: number((parts, value) => {
    parts.hour = value;
  }),
  h: number((parts, value) => {
    parts.hour = value % 12;
    parts.half ??= 0;
  }),
  a: pattern(/^[AaPp][Mm]/, (parts, found) => {
    parts.half = found.toLowerCase() === 'pm' ? 12 : 0;
    return true;
  }),
  m: number((parts, value) => {
    parts.minute = value;
  }),
  s: number((parts, value) => {
    parts.second = value;
  }),
  S: fraction,
  E: pattern(/^[A-Za-z]+/, () => true),
  X: offset,
  x: offset,
  Z: offset,
  z: pattern(/^[A-Za-z_]+(?:\/[A-Za-z_]+)*/, (parts, found) => {
    parts.zone = found === 'Z' ? 'UTC' : found;
    return true;
  }),
  V: pattern(/^[A-Za-z_]+(?:\/[A-Za-z_]+)*/, (parts, found) => {
    parts.zone = found;
    return true;
  }),
};

const TOKEN = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/g;

/**
 * Milliseconds since 1970 of a date written in a form of Java's DateTimeFormatter. What the form does not say is the first: the first month, day,
 * hour and so on.
 * @param zone of a date that names none, an IANA name
 * @returns undefined where the text is not in the form, or the form has a letter that is not known here
 */
export function parseDate(text: string, form: string, zone = 'UTC'): number | undefined {
  const parts: Parts = { month: 1, day: 1, hour: 0, minute: 0, second: 0, ms: 0, rest: text };
  for (const [token, quoted, letter] of form.matchAll(TOKEN)) {
    if (letter !== undefined) {
      const reader = Object.hasOwn(readers, letter) ? readers[letter] : undefined;
      if (!reader?.(parts, token.length)) return undefined;
    } else {
      const literal = quoted === undefined ? token : quoted === '' ? "'" : quoted.replaceAll("''", "'");
      if (!parts.rest.startsWith(literal)) return undefined;
      parts.rest = parts.rest.slice(literal.length);
    }
  }
  return parts.rest === '' ? momentIn(parts, zone) : undefined;
}

function momentIn(parts: Parts, zone: string): number | undefined {
  const { year, month, day, half = 0, minute, second, ms, offset } = parts;
  if (year === undefined) return undefined;
  const hour = parts.hour + half;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const read = new Date(wall);
  // A thirteenth month and a 31st of April are refused, not carried over.
  const isReal =
    read.getUTCMonth() === month - 1 && read.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isReal) return undefined;
  if (offset !== undefined) return wall - offset;
  const name = parts.zone ?? zone;
  if (name === 'UTC') return wall;
  if (!isZone(name)) return undefined;
  const whole = momentOf(wall - ms, name);
  return whole === undefined ? undefined : whole + ms;
}
