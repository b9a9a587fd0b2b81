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
export function isRule(value: unknown): value is Rule {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  if (typeof fields.id !== 'string') return false;
  const lists = (...names: string[]) => names.every((name) => Array.isArray(fields[name]));
  switch (fields.kind) {
    case 'alert':
      return typeof fields.pattern === 'object' && lists('fires', 'quiet');
    case 'metric-alarm':
      return typeof fields.filter === 'object' && typeof fields.alarm === 'object' && lists('fires', 'quiet');
    case 'config-rule':
      return typeof fields.evaluate === 'function' && lists('complies', 'violates', 'resourceTypes');
    default:
      return false;
  }
}
