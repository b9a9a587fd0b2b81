export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Seoul keeps no summer time. */
const seoul = 9 * hour;

/** Hours since midnight in Seoul, from 0 to below 24. */
export const seoulHour = (time: number): number => ((time + seoul) % day) / hour;

/** `2026-11-20T08:15:00Z`: the times of CloudTrail records have whole seconds. */
export const isoSeconds = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Nov 20, 2026, 8:15:00 AM`, as IAM's answers write dates in CloudTrail records. */
export function iamDate(time: number): string {
  const date = new Date(time);
  const hours = date.getUTCHours();
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${hours % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${clock} ${hours < 12 ? 'AM' : 'PM'}`;
}

/** A day of the Seoul calendar, from its midnight. */
export interface SeoulDay {
  readonly midnight: number;
  /** 2026-11-20 */
  readonly date: string;
  readonly isWorkday: boolean;
}

/** The days of Seoul that a span of time touches. */
export function* seoulDays(from: number, to: number): Generator<SeoulDay> {
  for (let local = Math.floor((from + seoul) / day) * day; local - seoul < to; local += day) {
    const weekday = new Date(local).getUTCDay();
    yield {
      midnight: local - seoul,
      date: new Date(local).toISOString().slice(0, 10),
      isWorkday: weekday >= 1 && weekday <= 5,
    };
  }
}
