import { isZone, nextTimeInZone, parseSchedulerSchedule, ScheduleError } from '../../../../core/schedule/index.ts';
import { invalid } from '../names.ts';
import type { MaintenanceWindow } from './state.ts';

const DAY = 86_400_000;

type Timing = Pick<MaintenanceWindow, 'schedule' | 'zone' | 'offset' | 'startDate' | 'endDate' | 'createdAt'>;

/** Refuses a schedule, a zone or dates that say no time. The wording is ours. */
export function assertTiming({ schedule, zone, startDate, endDate }: Timing): void {
  try {
    parseSchedulerSchedule(schedule);
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    throw invalid(`Schedule expression ${schedule} is not valid.`);
  }
  if (zone !== undefined && !isZone(zone)) throw invalid(`Schedule time zone ${zone} is not valid.`);
  for (const date of [startDate, endDate]) {
    if (date && Number.isNaN(Date.parse(date))) throw invalid(`Date ${date} is not in ISO-8601 format.`);
  }
}

/** When a window opens next: `2026-11-21T12:15Z`; undefined when it does not any more. */
export function nextExecution(timing: Timing, now: number): string | undefined {
  const { schedule, zone = 'UTC', offset = 0, startDate, endDate, createdAt } = timing;
  const begin = startDate ? Date.parse(startDate) : createdAt;
  const delay = offset * DAY;
  const after = Math.max(now, begin - 1) - delay;
  const next = nextTimeInZone(parseSchedulerSchedule(schedule), after, begin, zone);
  if (next === undefined || (endDate && next + delay > Date.parse(endDate))) return undefined;
  return `${new Date(next + delay).toISOString().slice(0, 16)}Z`;
}
