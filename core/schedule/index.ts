import { type Cron, daysIn, parseCron } from './cron.ts';
import { ScheduleError } from './error.ts';
import { momentOf, wallTime } from './zone.ts';

export { ScheduleError } from './error.ts';
export { isZone, momentOf, wallTime } from './zone.ts';

/** When something recurs: every so many milliseconds, or at a cron's minutes. */
export type Schedule = { readonly every: number } | { readonly cron: Cron };

/** The same, or once: at a time a zone's clocks show (see `wallTime`). */
export type SchedulerSchedule = Schedule | { readonly at: number };

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(5 minutes)` or `cron(0 10 ? * MON-FRI *)`.
 * @throws ScheduleError when it is neither
 * @see AWS, "Rate expressions" and "Cron expressions" (EventBridge)
 */
export function parseSchedule(text: string): Schedule {
  const cron = /^cron\((.*)\)$/.exec(text)?.[1];
  if (cron !== undefined) return { cron: parseCron(cron) };
  const rate = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(text);
  if (!rate) throw new ScheduleError('a schedule is rate(...) or cron(...)');
  const count = Number(rate[1]);
  if (count < 1 || (count === 1) !== (rate[3] === '')) throw new ScheduleError(`not a rate: ${text}`);
  return { every: count * UNITS[rate[2]!]! };
}

/**
 * Reads what EventBridge Scheduler takes: besides these `at(2026-11-21T08:30:00)`, a time without a zone. As users measured it is less strict
 * than rules are: keywords in any case, `rate(1 hours)`, no seconds of a time, no year of a cron.
 * @throws ScheduleError when it is none of the three
 */
export function parseSchedulerSchedule(text: string): SchedulerSchedule {
  const [, kind, inside = ''] = /^(at|cron|rate)\((.*)\)$/i.exec(text) ?? [];
  switch (kind?.toLowerCase()) {
    case 'at':
      return { at: parseAt(inside) };
    case 'cron':
      return { cron: parseCron(inside.trim().split(/\s+/).length === 5 ? `${inside} *` : inside) };
    case 'rate': {
      const [, count = '', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(inside) ?? [];
      return parseSchedule(`rate(${count} ${unit}${Number(count) === 1 ? '' : 's'})`);
    }
    default:
      throw new ScheduleError('a schedule is at(...), rate(...) or cron(...)');
  }
}

/** A time as a zone's clocks show it. */
function parseAt(text: string): number {
  const [, minutes, seconds = ':00'] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?$/.exec(text) ?? [];
  const wall = Date.parse(`${minutes}${seconds}Z`);
  // What Date takes for the next month's day is none: 30 February.
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 19) !== `${minutes}${seconds}`) {
    throw new ScheduleError(`not a time: ${text}`);
  }
  return wall;
}

/**
 * The first moment after another at which a schedule is due by a zone's clocks. Times the clocks skip in spring are left out; those
 * they show twice in autumn count once.
 */
export function nextTimeInZone(
  schedule: SchedulerSchedule,
  after: number,
  since: number,
  zone: string,
): number | undefined {
  if ('at' in schedule) {
    const moment = momentOf(schedule.at, zone);
    return moment !== undefined && moment > after ? moment : undefined;
  }
  if ('every' in schedule) return nextTime(schedule, after, since);
  for (let wall = wallTime(after, zone); ; ) {
    const next = nextCron(schedule.cron, wall);
    if (next === undefined) return undefined;
    const moment = momentOf(next, zone);
    if (moment !== undefined && moment > after) return moment;
    wall = next;
  }
}

/**
 * The first moment of a schedule after another.
 * @param after ms since 1970
 * @param since when a rate began, ms since 1970
 * @returns ms since 1970; undefined when there is none any more
 */
export function nextTime(schedule: Schedule, after: number, since: number): number | undefined {
  if ('every' in schedule) {
    const periods = Math.max(1, Math.floor((after - since) / schedule.every) + 1);
    return since + periods * schedule.every;
  }
  return nextCron(schedule.cron, after);
}

function nextCron(cron: Cron, after: number): number | undefined {
  const start = new Date(Math.floor(after / 60_000) * 60_000 + 60_000);
  const [hours, minutes] = [sorted(cron.hours), sorted(cron.minutes)];
  for (const year of sorted(cron.years)) {
    if (year < start.getUTCFullYear()) continue;
    for (const month of sorted(cron.months)) {
      const days = daysIn(year, month);
      if (Date.UTC(year, month - 1, days, 23, 59) < start.getTime()) continue;
      for (let day = 1; day <= days; day++) {
        if (!cron.day(year, month, day) || Date.UTC(year, month - 1, day, 23, 59) < start.getTime()) continue;
        const found = firstOfDay(Date.UTC(year, month - 1, day), hours, minutes, start.getTime());
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}

function firstOfDay(midnight: number, hours: number[], minutes: number[], from: number): number | undefined {
  for (const hour of hours) {
    for (const minute of minutes) {
      const time = midnight + hour * 3_600_000 + minute * 60_000;
      if (time >= from) return time;
    }
  }
  return undefined;
}

const sorted = (values: ReadonlySet<number>): number[] => [...values].sort((a, b) => a - b);
