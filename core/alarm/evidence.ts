/** What a change of state was decided by, read back out of AWS's words. */

export interface DecidingDatapoint {
  /** When its period begins, ms since 1970. */
  readonly at: number;
  /** undefined where nothing came. */
  readonly value: number | undefined;
  readonly samples: number | undefined;
  /** Whether it crosses the threshold; any value does where the sentence does not say how it is compared. */
  readonly breaching: boolean;
}

export interface Evidence {
  /** Seconds. */
  readonly period: number;
  readonly statistic: string | undefined;
  /** undefined for an alarm on a band. */
  readonly threshold: number | undefined;
  /** The latest first, as AWS writes them. */
  readonly datapoints: readonly DecidingDatapoint[];
}

type Comparison = (value: number, threshold: number) => boolean;

/** How the sentence of a state's reason names the comparison; longer ones first. */
const comparisons: readonly (readonly [words: string, breaches: Comparison])[] = [
  ['greater than or equal to', (value, threshold) => value >= threshold],
  ['greater than', (value, threshold) => value > threshold],
  ['less than or equal to', (value, threshold) => value <= threshold],
  ['less than', (value, threshold) => value < threshold],
];

/**
 * Reads `StateReasonData` (version 1.0) beside its `StateReason`.
 * @returns undefined where there is none, or where it is not of a metric alarm: SetAlarmState takes any JSON
 */
export function evidenceOf(reason: string, reasonData: string | undefined): Evidence | undefined {
  const data = objectIn(reasonData);
  const period = numberIn(data?.period);
  if (data === undefined || period === undefined || period <= 0) return undefined;
  const threshold = numberIn(data.threshold);
  const compare = comparisons.find(([words]) => reason.includes(words))?.[1];
  const evaluated = Array.isArray(data.evaluatedDatapoints) ? (data.evaluatedDatapoints as readonly unknown[]) : [];
  return {
    period,
    statistic: typeof data.statistic === 'string' ? data.statistic : undefined,
    threshold,
    datapoints: evaluated.flatMap((each) => {
      const { timestamp, value: found, sampleCount } = (each ?? {}) as Record<string, unknown>;
      const at = typeof timestamp === 'string' ? timeIn(timestamp) : Number.NaN;
      if (Number.isNaN(at)) return [];
      const value = numberIn(found);
      const breaching =
        value !== undefined && (compare === undefined || threshold === undefined || compare(value, threshold));
      return [{ at, value, samples: numberIn(sampleCount), breaching }];
    }),
  };
}

/** CloudWatch writes `2026-01-05T08:30:00.000+0000`. */
const timeIn = (text: string): number => Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));

const numberIn = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

function objectIn(text: string | undefined): Record<string, unknown> | undefined {
  if (!text) return undefined;
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** So many periods are drawn. */
export const DRAWN_PERIODS = 24;

/** Periods one after the other, in milliseconds. */
export interface Course {
  readonly start: number;
  readonly end: number;
  /** Seconds. */
  readonly period: number;
}

/**
 * The periods to draw of a metric whose alarm changed at `at`: the last ones up to the change, in step with those that decided, which lie
 * on no round time for a sliding window.
 */
export function courseBefore({ period, datapoints }: Evidence, at: number): Course {
  const length = period * 1000;
  const latest = Math.max(...datapoints.map((each) => each.at));
  const grain = Math.min(length, 60_000);
  const step = Math.floor((Number.isFinite(latest) ? latest : at) / grain) * grain;
  const end = step + Math.floor((at - step) / length) * length;
  return { start: end - DRAWN_PERIODS * length, end, period };
}

/** The beginnings of a course's periods. */
export const startsOf = ({ start, end, period }: Course): number[] =>
  Array.from({ length: Math.round((end - start) / (period * 1000)) }, (_, index) => start + index * period * 1000);
