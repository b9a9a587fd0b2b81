/** The words of CloudWatch's alarm API that the meaning of an alarm needs. Times are milliseconds since 1970, periods seconds. */

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export type TreatMissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export type ThresholdOperator =
  | 'GreaterThanThreshold'
  | 'GreaterThanOrEqualToThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

export type BandOperator =
  | 'GreaterThanUpperThreshold'
  | 'LessThanLowerThreshold'
  | 'LessThanLowerOrGreaterThanUpperThreshold';

export type ComparisonOperator = ThresholdOperator | BandOperator;

/** `{ SlidingWindow: {} }` is AWS's default; a wall-clock window lies on calendar boundaries of its time zone (UTC unless named). */
export type EvaluationWindow =
  | { SlidingWindow: object; WallClockWindow?: undefined }
  | { WallClockWindow: { Timezone?: string }; SlidingWindow?: undefined };

/**
 * A metric alarm, as far as its evaluation goes: the fields of PutMetricAlarm, first letter small.
 * `threshold` is absent for an alarm on an anomaly detection band, `statistic` and `unit` for one on an expression.
 */
export interface ThresholdAlarm {
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number;
  readonly threshold?: number;
  readonly comparisonOperator: ComparisonOperator;
  readonly treatMissingData?: TreatMissingData;
  readonly statistic?: string;
  readonly extendedStatistic?: string;
  readonly unit?: string;
  readonly namespace?: string;
  readonly evaluateLowSampleCountPercentile?: 'evaluate' | 'ignore';
  readonly evaluationWindow?: EvaluationWindow;
}

/** Expected lower and upper value of one datapoint, from an anomaly detection model. */
export interface Band {
  readonly lower: number;
  readonly upper: number;
}

/** What is known of the evaluation range besides its values; arrays run beside the range, oldest first. */
export interface Observed {
  /** When the alarm is evaluated. */
  readonly at: number;
  /** Start of each period. */
  readonly starts: readonly number[];
  readonly sampleCounts?: readonly (number | undefined)[];
  readonly bands?: readonly (Band | undefined)[];
}

export interface Evaluation {
  readonly state: AlarmState;
  readonly changed: boolean;
  /** AWS's sentence; empty when the state was kept because there was nothing to judge. */
  readonly reason: string;
  /** AWS's `StateReasonData`: one JSON text. Empty together with `reason`. */
  readonly reasonData: string;
}
