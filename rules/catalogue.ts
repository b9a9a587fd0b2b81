import iamUserCreated from './alerts/iam-user-created.ts';
import {
  type AlertRule,
  alertsOf,
  configRulesOf,
  type MetricAlarmRule,
  metricAlarmsOf,
  type Rule,
} from './kit/index.ts';

/** Every rule that comes with Trailkeeper, in the order reports and messages list them. */
export const catalogue: readonly Rule[] = [iamUserCreated];

export const alerts = alertsOf(catalogue);
export const metricAlarms = metricAlarmsOf(catalogue);
export const configRules = configRulesOf(catalogue);

/** The alert rule with this id. */
export const alertById = (id: string): AlertRule | undefined => alerts.find((rule) => rule.id === id);

/** The rule behind a CloudWatch alarm, by the alarm's name. */
export const metricAlarmByName = (alarmName: string): MetricAlarmRule | undefined =>
  metricAlarms.find((rule) => rule.alarm.alarmName === alarmName);
