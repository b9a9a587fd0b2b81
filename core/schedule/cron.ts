import { ScheduleError } from './error.ts';

/** A six-field cron expression, each field's values at hand: `cron(0 10 ? * MON-FRI *)`. */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  /** Does the cron mean this day? */
  readonly day: DayTest;
}

type DayTest = (year: number, month: number, day: number) => boolean;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface Field {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const minute: Field = { least: 0, most: 59 };
const hour: Field = { least: 0, most: 23 };
const dayOfMonth: Field = { least: 1, most: 31 };
const month: Field = { least: 1, most: 12, names: MONTHS };
/** 1 is Sunday. */
const dayOfWeek: Field = { least: 1, most: 7, names: WEEKDAYS };
const year: Field = { least: 1970, most: 2199 };

/**
 * Reads the inside of `cron(...)`: minutes, hours, day of month, month, day of week, year; `, - * /` everywhere, `?` for one of
 * the two days, `L` and `W` for days of month, `L` and `#` for days of week.
 * @throws ScheduleError when it is not one
 * @see AWS, "Cron expressions" (EventBridge)
 */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) throw new ScheduleError('a cron expression has six fields');
  const [minutes, hours, monthDays, months, weekDays, years] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if ((monthDays === '?') === (weekDays === '?')) {
    throw new ScheduleError('one of day-of-month and day-of-week, and only one, must be ?');
  }
  return {
    minutes: parseField(minutes, minute),
    hours: parseField(hours, hour),
    months: parseField(months, month),
    years: parseField(years, year),
    day: weekDays === '?' ? parseMonthDays(monthDays) : parseWeekDays(weekDays),
  };
}

function parseField(text: string, field: Field): Set<number> {
  return new Set(text.split(',').flatMap((part) => parsePart(part, field)));
}

function parsePart(part: string, field: Field): number[] {
  const [range = '', step] = part.split('/', 2);
  const by = step === undefined ? 1 : number(step, { least: 1, most: field.most });
  const [from, to] = rangeOf(range, step !== undefined, field);
  const values: number[] = [];
  // A range may wrap: FRI-MON, 22-2.
  const span = to >= from ? to - from : to - from + field.most - field.least + 1;
  for (let i = 0; i <= span; i += by)
    values.push(field.least + ((from - field.least + i) % (field.most - field.least + 1)));
  return values;
}

function rangeOf(text: string, stepped: boolean, field: Field): [from: number, to: number] {
  if (text === '*') return [field.least, field.most];
  const [from, to, ...more] = text.split('-');
  if (more.length > 0) throw new ScheduleError(`not a range: ${text}`);
  const first = number(from ?? '', field);
  if (to !== undefined) return [first, number(to, field)];
  return [first, stepped ? field.most : first];
}

function number(text: string, { least, most, names }: Field): number {
  const named = names?.indexOf(text.toUpperCase()) ?? -1;
  if (named >= 0) return named + least;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new ScheduleError(`${text} is not between ${least} and ${most}`);
  return value;
}

function parseMonthDays(text: string): DayTest {
  const tests = text.split(',').map((part): DayTest => {
    if (part === 'L') return (y, m, d) => d === daysIn(y, m);
    if (part === 'LW') return (y, m, d) => d === nearestWeekday(y, m, daysIn(y, m));
    const before = /^L-(\d+)$/.exec(part)?.[1];
    if (before) return (y, m, d) => d === daysIn(y, m) - number(before, { least: 0, most: 30 });
    const near = /^(\d+)W$/.exec(part)?.[1];
    if (near) {
      const wanted = number(near, dayOfMonth);
      return (y, m, d) => d === nearestWeekday(y, m, wanted);
    }
    const days = new Set(parsePart(part, dayOfMonth));
    return (_y, _m, d) => days.has(d);
  });
  return (y, m, d) => tests.some((test) => test(y, m, d));
}

function parseWeekDays(text: string): DayTest {
  // The guide: with # there is one expression only, `3#1,6#3` is not valid.
  if (text.includes('#') && text.includes(',')) throw new ScheduleError(`not one day of the month's weeks: ${text}`);
  const tests = text.split(',').map((part): DayTest => {
    if (part === 'L') return (y, m, d) => weekday(y, m, d) === 7;
    const last = /^(\w+)L$/i.exec(part)?.[1];
    if (last) {
      const wanted = number(last, dayOfWeek);
      return (y, m, d) => weekday(y, m, d) === wanted && d + 7 > daysIn(y, m);
    }
    const nth = /^(\w+)#(\d)$/.exec(part);
    if (nth) {
      const wanted = number(nth[1]!, dayOfWeek);
      const which = number(nth[2]!, { least: 1, most: 5 });
      return (y, m, d) => weekday(y, m, d) === wanted && Math.ceil(d / 7) === which;
    }
    const days = new Set(parsePart(part, dayOfWeek));
    return (y, m, d) => days.has(weekday(y, m, d));
  });
  return (y, m, d) => tests.some((test) => test(y, m, d));
}

/** 1 is Sunday; months count from 1. */
const weekday = (y: number, m: number, d: number): number => new Date(Date.UTC(y, m - 1, d)).getUTCDay() + 1;

export const daysIn = (y: number, m: number): number => new Date(Date.UTC(y, m, 0)).getUTCDate();

/** The working day nearest to a day, within its month. */
function nearestWeekday(y: number, m: number, wanted: number): number {
  const last = daysIn(y, m);
  const day = Math.min(wanted, last);
  const at = weekday(y, m, day);
  if (at === 7) return day === 1 ? 3 : day - 1;
  if (at === 1) return day === last ? day - 2 : day + 1;
  return day;
}
