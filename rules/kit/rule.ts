import type { AlertRule } from './alert.ts';
import type { ConfigRule } from './config-rule.ts';
import type { MetricAlarmRule } from './metric-alarm.ts';

/** A rule of any kind; `kind` tells which. */
export type Rule = AlertRule | MetricAlarmRule | ConfigRule;

export const alertsOf = (rules: readonly Rule[]): readonly AlertRule[] => rules.filter((rule) => rule.kind === 'alert');

export const metricAlarmsOf = (rules: readonly Rule[]): readonly MetricAlarmRule[] =>
  rules.filter((rule) => rule.kind === 'metric-alarm');

export const configRulesOf = (rules: readonly Rule[]): readonly ConfigRule[] =>
  rules.filter((rule) => rule.kind === 'config-rule');

/**
 * Is this value a rule? By its shape: a user's file may have been defined by another copy of the kit.
 */
export const isRule = (value: unknown): value is Rule =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  'kind' in value &&
  ['alert', 'metric-alarm', 'config-rule'].includes(String(value.kind));
