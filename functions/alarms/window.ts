import { evidenceOf } from '../../core/alarm/index.ts';
import type { AlarmChange } from './change.ts';

/** A stretch of time, ms since 1970: `from` is in it, `to` is not. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** The time that decided: from the beginning of the oldest breaching datapoint to the evaluation. */
export function decidingWindow({ transition, range }: AlarmChange): TimeWindow {
  const to = Date.parse(transition.time);
  const evidence = evidenceOf(transition.reason, transition.reasonData);
  const breaching = evidence?.datapoints.filter((each) => each.breaching) ?? [];
  if (breaching.length > 0) return { from: Math.min(...breaching.map(({ at }) => at)), to };
  const period = range.period * 1000;
  return { from: (Math.floor(to / period) - range.periods) * period, to };
}
