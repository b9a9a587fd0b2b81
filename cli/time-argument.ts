import { UsageError } from './errors.ts';

const DAY_OR_MOMENT = /^\d{4}-\d\d-(\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * Milliseconds of a day or a moment; UTC where the text names no zone.
 * @throws UsageError naming the flag at fault
 */
export function timeOf(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [whole, day, zone] = DAY_OR_MOMENT.exec(text) ?? [];
  const time = whole === undefined ? Number.NaN : Date.parse(zone || whole.length === 10 ? whole : `${whole}Z`);
  // A day that its month has not, such as 02-30, is taken for one of the next.
  if (Number.isNaN(time) || new Date(`${text.slice(0, 10)}T00:00Z`).getUTCDate() !== Number(day)) {
    throw new UsageError(`${flag}: ${text} is not a time such as 2026-11-01 or 2026-11-01T09:30:00Z`);
  }
  return time;
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

/** The same, or a time so long before now: `-90m`, `-6h`, `-2d`. */
export function timeOrAgo(flag: string, text: string | undefined, now: number): number | undefined {
  const [, count, unit] = /^-(\d+)([smhdw])$/.exec(text ?? '') ?? [];
  return unit === undefined ? timeOf(flag, text) : now - Number(count) * units[unit as keyof typeof units];
}
