import { instant, type Zone } from './calendar.ts';
import { Op, steps, TimestampFormatError } from './tokens.ts';

export { TimestampFormatError } from './tokens.ts';

/** Finds the first timestamp of a format in bytes. What was found stands in its fields until the next call. */
export interface TimestampFinder {
  /** ms since 1970 */
  ms: number;
  /** Where the match begins and ends. */
  from: number;
  to: number;
  /** @param now ms since 1970: which year a line without one means */
  find(bytes: Uint8Array, start: number, end: number, now: number): boolean;
}

/**
 * A finder for `%`-formats as both agents have them, and beyond those `%s` (epoch seconds or milliseconds), `iso8601`, and
 * `json:KEY` (a key of a JSON message, dots between nested keys).
 * @throws TimestampFormatError
 */
export function timestampFinder(format: string, zone: Zone): TimestampFinder {
  if (format.startsWith('json:')) return new JsonFinder(format.slice(5).split('.'), zone);
  if (format === 'iso8601') return new FormatFinder('%Y-%m-%dT%H:%M:%S.%f%z', zone, true);
  return new FormatFinder(format, zone);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const FULL_MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const UTC_NAMES = new Set(['UTC', 'GMT', 'Z', 'UCT']);
const MISSING = -1;

class FormatFinder implements TimestampFinder {
  ms = 0;
  from = 0;
  to = 0;
  private readonly ops: Uint8Array;
  private readonly bytes: Uint8Array;
  private readonly zone: Zone;
  private readonly lenient: boolean;
  /** The bytes a match may begin with. */
  private readonly begins: Uint8Array;
  private year = MISSING;
  private month = MISSING;
  private day = MISSING;
  private hour = MISSING;
  private minute = MISSING;
  private second = 0;
  private millis = 0;
  private epoch = MISSING;
  private afternoon = MISSING;
  private dayOfYear = MISSING;
  private offset = Number.NaN;
  private keyNumber = Number.NaN;
  private base = 0;
  private lastOffset = Number.NaN;

  /** @param lenient fraction and offset may be missing, and a space may stand for the T */
  constructor(format: string, zone: Zone, lenient = false) {
    const compiled = steps(format);
    this.ops = compiled.ops;
    this.bytes = compiled.bytes;
    this.zone = zone;
    this.lenient = lenient;
    this.begins = beginnings(compiled.ops[0]!, compiled.bytes[0]!);
  }

  find(bytes: Uint8Array, start: number, end: number, now: number): boolean {
    const { begins } = this;
    for (let at = start; at < end; at += 1) {
      if (begins[bytes[at]!] === 0) continue;
      const to = this.match(bytes, at, end);
      if (to < 0) continue;
      const ms = this.instant(now);
      if (Number.isNaN(ms)) continue;
      this.ms = ms;
      this.from = at;
      this.to = to;
      return true;
    }
    return false;
  }

  private instant(now: number): number {
    if (this.epoch !== MISSING) return this.epoch + this.millis;
    let hour = this.hour === MISSING ? 0 : this.hour;
    if (this.afternoon !== MISSING && hour <= 12) hour = (hour % 12) + 12 * this.afternoon;
    const minute = this.minute === MISSING ? 0 : this.minute;
    const rest = this.second * 1000 + this.millis;
    // Lines of one minute share all but their seconds: the calendar is asked once for them.
    const keyNumber =
      (((this.year * 14 + this.month) * 33 + this.day) * 25 + hour) * 61 + minute + this.dayOfYear / 1000;
    if (keyNumber === this.keyNumber && Object.is(this.offset, this.lastOffset)) return this.base + rest;
    if (hour > 23 || minute > 59 || this.second > 60) return Number.NaN;
    let [month, day] = [known(this.month), known(this.day)];
    if (this.dayOfYear !== MISSING) {
      const date = new Date(
        Date.UTC(this.year === MISSING ? new Date(now).getUTCFullYear() : this.year, 0, this.dayOfYear),
      );
      [month, day] = [date.getUTCMonth() + 1, date.getUTCDate()];
    }
    const offset = Number.isNaN(this.offset) ? undefined : this.offset;
    const base = instant(known(this.year), month, day, hour, minute, this.zone, offset, now);
    if (Number.isNaN(base)) return base;
    // A time whose day or year depends on now may mean another one later.
    if (this.year !== MISSING) {
      this.keyNumber = keyNumber;
      this.lastOffset = this.offset;
      this.base = base;
    }
    return base + rest;
  }

  private match(bytes: Uint8Array, start: number, end: number): number {
    const { ops } = this;
    this.year = this.month = this.day = this.hour = this.minute = MISSING;
    this.epoch = this.afternoon = this.dayOfYear = MISSING;
    this.second = this.millis = 0;
    this.offset = Number.NaN;
    let at = start;
    for (let step = 0; step < ops.length; step += 1) {
      const next = this.step(ops[step]!, step, bytes, at, end);
      if (next < 0) {
        if (!this.lenient) return -1;
        // What may be missing: ".%f", "%f" and "%z" at the end.
        if (ops[step] === Op.literal && this.bytes[step] === 46) step += 1;
        else if (ops[step] === Op.literal && this.bytes[step] === 84 && bytes[at] === 32) at += 1;
        else if (ops[step] !== Op.offset) return -1;
        continue;
      }
      at = next;
    }
    return at;
  }

  /** Where the step ends, or -1. */
  private step(op: number, step: number, bytes: Uint8Array, at: number, end: number): number {
    switch (op) {
      case Op.literal:
        return at < end && bytes[at] === this.bytes[step] ? at + 1 : -1;
      case Op.space: {
        let next = at;
        while (next < end && (bytes[next] === 32 || bytes[next] === 9)) next += 1;
        // A day padded with a space takes the last one itself; it does not need it.
        return next === at ? -1 : next;
      }
      case Op.year:
        this.year = digits(bytes, at, end, 4);
        return this.year < 0 ? -1 : at + 4;
      case Op.shortYear: {
        const year = digits(bytes, at, end, 2);
        this.year = year + (year < 69 ? 2000 : 1900);
        return year < 0 ? -1 : at + 2;
      }
      case Op.month:
        return this.upTo2('month', bytes, at, end, 1, 12);
      case Op.day:
        return this.upTo2('day', bytes, at, end, 1, 31);
      case Op.hour:
        return this.upTo2('hour', bytes, at, end, 0, 23);
      case Op.hour12:
        return this.upTo2('hour', bytes, at, end, 1, 12);
      case Op.minute:
        return this.upTo2('minute', bytes, at, end, 0, 59);
      case Op.second:
        return this.upTo2('second', bytes, at, end, 0, 60);
      case Op.fraction:
        return this.fraction(bytes, at, end);
      case Op.monthName: {
        const index = nameAt(MONTHS, bytes, at, end);
        this.month = index + 1;
        return index < 0 ? -1 : at + 3;
      }
      case Op.fullMonthName: {
        const index = nameAt(FULL_MONTHS, bytes, at, end);
        this.month = index + 1;
        return index < 0 ? -1 : at + FULL_MONTHS[index]!.length;
      }
      case Op.dayName: {
        const full = nameAt(DAYS, bytes, at, end);
        if (full >= 0) return at + DAYS[full]!.length;
        return DAYS.some((day) => sameName(day.slice(0, 3), bytes, at, end)) ? at + 3 : -1;
      }
      case Op.meridiem: {
        const letter = (bytes[at] ?? 0) | 32;
        if (at + 2 > end || ((bytes[at + 1] ?? 0) | 32) !== 109 || (letter !== 97 && letter !== 112)) return -1;
        this.afternoon = letter === 112 ? 1 : 0;
        return at + 2;
      }
      case Op.zoneName: {
        let next = at;
        while (next < end && next < at + 5 && isLetter(bytes[next]!)) next += 1;
        if (next === at) return -1;
        if (UTC_NAMES.has(String.fromCharCode(...bytes.subarray(at, next)))) this.offset = 0;
        return next;
      }
      case Op.offset:
        return this.zoneOffset(bytes, at, end);
      case Op.epoch: {
        let next = at;
        let value = 0;
        while (next < end && next < at + 13 && isDigit(bytes[next]!)) value = value * 10 + bytes[next++]! - 48;
        if (next - at < 9) return -1;
        this.epoch = next - at >= 12 ? value : value * 1000;
        return next;
      }
      case Op.dayOfYear:
        this.dayOfYear = digits(bytes, at, end, 3);
        return this.dayOfYear < 1 || this.dayOfYear > 366 ? -1 : at + 3;
      default:
        return -1;
    }
  }

  private upTo2(
    part: 'month' | 'day' | 'hour' | 'minute' | 'second',
    bytes: Uint8Array,
    start: number,
    end: number,
    least: number,
    most: number,
  ): number {
    const at = bytes[start] === 32 && part !== 'second' && part !== 'minute' ? start + 1 : start;
    const first = at < end ? bytes[at]! - 48 : -1;
    if (first < 0 || first > 9) return -1;
    const second = at + 1 < end ? bytes[at + 1]! - 48 : -1;
    const two = second >= 0 && second <= 9;
    const value = two ? first * 10 + second : first;
    if (value < least || value > most) return -1;
    this[part] = value;
    return at + (two ? 2 : 1);
  }

  private fraction(bytes: Uint8Array, at: number, end: number): number {
    let next = at;
    let value = 0;
    while (next < end && next < at + 9 && isDigit(bytes[next]!)) {
      if (next < at + 3) value = value * 10 + bytes[next]! - 48;
      next += 1;
    }
    if (next === at) return -1;
    for (let digits = next - at; digits < 3; digits += 1) value *= 10;
    this.millis = value;
    return next;
  }

  private zoneOffset(bytes: Uint8Array, at: number, end: number): number {
    const sign = bytes[at];
    if (at < end && (sign === 90 || sign === 122)) {
      this.offset = 0;
      return at + 1;
    }
    if (sign !== 43 && sign !== 45) return -1;
    const hours = digits(bytes, at + 1, end, 2);
    const colon = bytes[at + 3] === 58 ? 1 : 0;
    const minutes = digits(bytes, at + 3 + colon, end, 2);
    if (hours < 0 || minutes < 0) return -1;
    this.offset = (sign === 45 ? -1 : 1) * (hours * 60 + minutes);
    return at + 5 + colon;
  }
}

/** A time inside a JSON message: ISO 8601 or RFC 2822 text, or epoch seconds or milliseconds. */
class JsonFinder implements TimestampFinder {
  ms = 0;
  from = 0;
  to = 0;
  private readonly path: readonly string[];
  private readonly iso: FormatFinder;

  constructor(path: readonly string[], zone: Zone) {
    if (path.some((key) => key === '')) throw new TimestampFormatError('json: needs the key of the timestamp');
    this.path = path;
    this.iso = new FormatFinder('%Y-%m-%dT%H:%M:%S.%f%z', zone, true);
  }

  find(bytes: Uint8Array, start: number, end: number, now: number): boolean {
    let value: unknown;
    try {
      value = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString());
    } catch (error) {
      if (error instanceof SyntaxError) return false;
      throw error;
    }
    for (const key of this.path)
      value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    const ms = this.instant(value, now);
    if (ms === undefined || Number.isNaN(ms)) return false;
    this.ms = Math.trunc(ms);
    this.from = this.to = start;
    return true;
  }

  private instant(value: unknown, now: number): number | undefined {
    const number = typeof value === 'string' && /^\d{9,13}(\.\d+)?$/.test(value) ? Number(value) : value;
    if (typeof number === 'number') return number >= 1e11 ? number : number * 1000;
    if (typeof value !== 'string') return undefined;
    const text = Buffer.from(value);
    return this.iso.find(text, 0, text.length, now) ? this.iso.ms : Date.parse(value);
  }
}

const known = (value: number): number | undefined => (value === MISSING ? undefined : value);
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
const isLetter = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;

function digits(bytes: Uint8Array, at: number, end: number, count: number): number {
  if (at + count > end) return -1;
  let value = 0;
  for (let next = at; next < at + count; next += 1) {
    const digit = bytes[next]! - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function nameAt(names: readonly string[], bytes: Uint8Array, at: number, end: number): number {
  for (let index = 0; index < names.length; index += 1) if (sameName(names[index]!, bytes, at, end)) return index;
  return -1;
}

function sameName(name: string, bytes: Uint8Array, at: number, end: number): boolean {
  if (at + name.length > end) return false;
  for (let index = 0; index < name.length; index += 1) {
    if ((bytes[at + index]! | 32) !== name.charCodeAt(index)) return false;
  }
  return true;
}

/** The bytes a first step can begin with, so that others are passed over quickly. */
function beginnings(op: number, literal: number): Uint8Array {
  const may = new Uint8Array(256);
  const set = (from: number, to: number) => may.fill(1, from, to + 1);
  if (op === Op.literal) may[literal] = 1;
  else if (op === Op.space) may[32] = may[9] = 1;
  else if (op === Op.offset) may[43] = may[45] = may[90] = may[122] = 1;
  else if (op >= Op.monthName && op <= Op.zoneName) {
    set(65, 90);
    set(97, 122);
  } else {
    set(48, 57);
    may[32] = 1;
  }
  return may;
}
