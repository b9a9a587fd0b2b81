import { z } from 'zod';
import type { AlarmChange } from './change.ts';

/** A stretch of time, ms since 1970: `from` is in it, `to` is not. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

const reasonDataSchema = z.looseObject({
  period: z.number(),
  threshold: z.number().optional(),
  evaluatedDatapoints: z.array(z.looseObject({ timestamp: z.string(), value: z.number().optional() })).default([]),
});

/** How the sentence of a state's reason names the comparison. */
const comparisons: readonly (readonly [words: string, breaches: (value: number, threshold: number) => boolean])[] = [
  ['greater than or equal to', (value, threshold) => value >= threshold],
  ['greater than', (value, threshold) => value > threshold],
  ['less than or equal to', (value, threshold) => value <= threshold],
  ['less than', (value, threshold) => value < threshold],
];

/** The time that decided: from the beginning of the oldest breaching datapoint to the evaluation. */
export function decidingWindow({ transition, range }: AlarmChange): TimeWindow {
  const to = Date.parse(transition.time);
  const breaching = breachingTimes(range.reasonData, transition.reason);
  if (breaching.length > 0) return { from: Math.min(...breaching), to };
  const period = range.period * 1000;
  return { from: (Math.floor(to / period) - range.periods) * period, to };
}

function breachingTimes(reasonData: string | undefined, reason: string): number[] {
  if (reasonData === undefined) return [];
  const read = reasonDataSchema.safeParse(JSON.parse(reasonData));
  if (!read.success) return [];
  const { evaluatedDatapoints, threshold } = read.data;
  const breaches = comparisons.find(([words]) => reason.includes(words))?.[1];
  return evaluatedDatapoints.flatMap(({ timestamp, value }) => {
    const breaching = value !== undefined && (!breaches || threshold === undefined || breaches(value, threshold));
    return breaching ? [Date.parse(timestamp.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))] : [];
  });
}
