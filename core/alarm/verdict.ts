import { breaches, comparesWithBand } from './comparison.ts';
import type { AlarmState, Band, ThresholdAlarm, TreatMissingData } from './types.ts';

/** What one evaluation decided. */
export interface Decision {
  readonly state: AlarmState;
  /** Nothing could be judged, so the state before stays. */
  readonly kept: boolean;
  /** How many missing datapoints had to be filled in to reach the evaluation periods. */
  readonly filled: number;
  /** Position of the oldest datapoint judged; the range's length when there is none. */
  readonly oldest: number;
}

/** The same, and from which datapoints. */
export interface Verdict extends Decision {
  /** Positions in the range of the real datapoints judged, oldest first. */
  readonly judged: readonly number[];
  /** Those of them that breach. */
  readonly breaching: readonly number[];
}

/** The treatment an alarm uses: `missing` unless it says otherwise; alarms on AWS/DynamoDB ignore missing data by default. */
export const treatmentOf = (alarm: ThresholdAlarm): TreatMissingData =>
  alarm.treatMissingData ?? (alarm.namespace === 'AWS/DynamoDB' ? 'ignore' : 'missing');

/** `M` of M out of N: all of the evaluation periods unless said otherwise. */
export const datapointsToAlarmOf = (alarm: ThresholdAlarm): number =>
  alarm.datapointsToAlarm ?? alarm.evaluationPeriods;

type Range = readonly (number | undefined)[];
type Bands = readonly (Band | undefined)[];

/**
 * The state an alarm has after one evaluation.
 * With as many real datapoints in the range as evaluation periods, the latest of them decide. With fewer, all of them count and the
 * treatment of missing data says how the rest is taken; a range of breaching datapoints only turns to ALARM once the oldest is as old
 * as the datapoints to alarm ("premature alarm state"), and is insufficient before that.
 * @param range datapoints of the evaluation range, oldest first; undefined where a period has none
 * @see AWS, "Configuring how CloudWatch alarms treat missing data", tables 1-3 (the fresh single breach: its edition of June 2019)
 */
export function decide(alarm: ThresholdAlarm, range: Range, before: AlarmState, bands: Bands = []): Decision {
  const toAlarm = datapointsToAlarmOf(alarm);
  let real = 0;
  let breached = 0;
  let oldest = range.length;
  for (let at = range.length - 1; at >= 0 && real < alarm.evaluationPeriods; at--) {
    const value = range[at];
    if (value === undefined) continue;
    real++;
    if (breaches(alarm, value, bands[at])) breached++;
    oldest = at;
  }
  const filled = alarm.evaluationPeriods - real;
  if (breached >= toAlarm) return { state: 'ALARM', kept: false, filled, oldest };
  if (filled === 0) return { state: 'OK', kept: false, filled, oldest };
  const allBreach = breached === real;
  switch (treatmentOf(alarm)) {
    case 'breaching':
      return { state: breached + filled >= toAlarm ? 'ALARM' : 'OK', kept: false, filled, oldest };
    case 'notBreaching':
      return { state: 'OK', kept: false, filled, oldest };
    case 'ignore':
      return { state: allBreach ? before : 'OK', kept: allBreach, filled, oldest };
    case 'missing': {
      const premature = real === 0 || range.length - oldest < toAlarm;
      const state = !allBreach ? 'OK' : premature ? 'INSUFFICIENT_DATA' : 'ALARM';
      return { state, kept: false, filled, oldest };
    }
  }
}

/** `decide`, with the positions that a reason needs. */
export function judge(alarm: ThresholdAlarm, range: Range, before: AlarmState, bands: Bands = []): Verdict {
  const decision = decide(alarm, range, before, bands);
  const judged: number[] = [];
  for (let at = decision.oldest; at < range.length; at++) if (range[at] !== undefined) judged.push(at);
  const breaching = judged.filter((at) => breaches(alarm, range[at] as number, bands[at]));
  return { ...decision, judged, breaching };
}

/** Values greater than `low` and less than `high`. */
export interface Between {
  readonly low: number;
  readonly high: number;
}

/**
 * Values that leave an alarm's state as it is as long as no period is without one: for an alarm that is OK those that do not breach, for
 * one in ALARM those that do. None where it depends on more than the threshold.
 */
export function steadyBetween({ threshold, comparisonOperator }: ThresholdAlarm, state: AlarmState): Between {
  if (threshold === undefined || comparesWithBand(comparisonOperator) || state === 'INSUFFICIENT_DATA') {
    return { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY };
  }
  const above = comparisonOperator.startsWith('GreaterThan') === (state === 'ALARM');
  return above
    ? { low: threshold, high: Number.POSITIVE_INFINITY }
    : { low: Number.NEGATIVE_INFINITY, high: threshold };
}
