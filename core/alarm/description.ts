import type { AlarmState, ComparisonOperator, EvaluationWindow, TreatMissingData } from './types.ts';

/** A metric as an alarm names it. */
export interface AlarmMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly { readonly name: string; readonly value: string }[];
}

/** One entry of an alarm's metrics: a metric with its statistic, or an expression over the others. */
export interface AlarmQuery {
  readonly id: string;
  readonly metric?: AlarmMetric;
  readonly stat?: string;
  readonly unit?: string;
  readonly expression?: string;
  readonly label?: string;
  readonly period?: number;
  readonly accountId?: string;
  readonly returnData: boolean;
}

interface AlarmBase {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly actionsEnabled: boolean;
  readonly okActions: readonly string[];
  readonly alarmActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
  /** When its configuration was last changed. */
  readonly updatedAt: number;
}

/** A metric alarm as its events and notifications describe it. `metrics` has one entry for an alarm on a single metric. */
export interface MetricAlarmDescription extends AlarmBase {
  readonly kind: 'metric';
  readonly metrics: readonly AlarmQuery[];
  /** The alarm was made with MetricName, not with Metrics. */
  readonly singleMetric: boolean;
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number;
  readonly threshold?: number;
  readonly thresholdMetricId?: string;
  readonly comparisonOperator: ComparisonOperator;
  readonly treatMissingData?: TreatMissingData;
  readonly evaluateLowSampleCountPercentile?: string;
  readonly evaluationWindow?: EvaluationWindow;
}

export interface CompositeAlarmDescription extends AlarmBase {
  readonly kind: 'composite';
  readonly rule: string;
  readonly suppressor?: { readonly alarm: string; readonly waitPeriod: number; readonly extensionPeriod: number };
}

export type AlarmDescription = MetricAlarmDescription | CompositeAlarmDescription;

/** The state of an alarm at one moment, as its events carry it. */
export interface StateRecord {
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData?: string;
  /** Since when. */
  readonly at: number;
  readonly actionsSuppressedBy?: 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod';
  readonly actionsSuppressedReason?: string;
}

/** Where an alarm lives. */
export interface AlarmHome {
  readonly account: string;
  readonly region: string;
}
