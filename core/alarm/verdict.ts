import { breaches } from './comparison.ts';
import type { AlarmState, Band, ThresholdAlarm, TreatMissingData } from './types.ts';

/** What one evaluation decided, and from which datapoints. */
export interface Verdict {
  readonly state: AlarmState;
  /** Positions in the range of the real datapoints judged, oldest first. */
  readonly judged: readonly number[];
  /** Those of them that breach. */
  readonly breaching: readonly number[];
  /** How many missing datapoints had to be filled in to reach the evaluation periods. */
  readonly filled: number;
  /** Nothing could be judged, so the state before stays. */
  readonly kept: boolean;
}

/** The treatment an alarm uses: `missing` unless it says otherwise; alarms on AWS/DynamoDB ignore missing data by default. */
export const treatmentOf = (alarm: ThresholdAlarm): TreatMissingData =>
  alarm.treatMissingData ?? (alarm.namespace === 'AWS/DynamoDB' ? 'ignore' : 'missing');

/** `M` of M out of N: all of the evaluation periods unless said otherwise. */
export const datapointsToAlarmOf = (alarm: ThresholdAlarm): number =>
  alarm.datapointsToAlarm ?? alarm.evaluationPeriods;

/**
 * The state an alarm has after one evaluation.
 * With as many real datapoints in the range as evaluation periods, the latest of them decide. With fewer, all of them count and the
 * treatment of missing data says how the rest is taken; a range of breaching datapoints only turns to ALARM once the oldest is as old
 * as the datapoints to alarm ("premature alarm state"), and is insufficient before that.
 * @param range datapoints of the evaluation range, oldest first; undefined where a period has none
 * @see AWS, "Configuring how CloudWatch alarms treat missing data", tables 1-3 (the fresh single breach: its edition of June 2019)
 */
export function judge(
  alarm: ThresholdAlarm,
  range: readonly (number | undefined)[],
  before: AlarmState,
  bands: readonly (Band | undefined)[] = [],
): Verdict {
  const needed = alarm.evaluationPeriods;
  const toAlarm = datapointsToAlarmOf(alarm);
  const real = range.flatMap((value, at) => (value === undefined ? [] : [at]));
  const judged = real.slice(-needed);
  const breaching = judged.filter((at) => breaches(alarm, range[at] as number, bands[at]));
  const filled = needed - judged.length;
  const verdict = (state: AlarmState, kept = false): Verdict => ({ state, judged, breaching, filled, kept });

  if (breaching.length >= toAlarm) return verdict('ALARM');
  if (filled === 0) return verdict('OK');
  const allBreach = breaching.length === judged.length;
  switch (treatmentOf(alarm)) {
    case 'breaching':
      return verdict(breaching.length + filled >= toAlarm ? 'ALARM' : 'OK');
    case 'notBreaching':
      return verdict('OK');
    case 'ignore':
      return allBreach ? verdict(before, true) : verdict('OK');
    case 'missing': {
      if (!allBreach) return verdict('OK');
      const oldest = breaching[0];
      const premature = oldest === undefined || range.length - oldest < toAlarm;
      return verdict(premature ? 'INSUFFICIENT_DATA' : 'ALARM');
    }
  }
}
