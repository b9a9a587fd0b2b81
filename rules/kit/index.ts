/**
 * The rule kit: all a file of rules needs.
 *
 * @module
 */
export {
  at,
  globalRegion,
  isGlobal,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  textAt,
} from '../../core/cloudtrail/index.ts';
export { type AlertDefinition, type AlertRule, defineAlert, type RecordView } from './alert.ts';
export { cisMonitoring } from './cis.ts';
export {
  type ConfigRule,
  type ConfigRuleDefinition,
  defineConfigRule,
  EXAMPLES_AT,
  type Frequency,
  type Parameters,
  type RuleItem,
  ruleItem,
  type Trigger,
} from './config-rule.ts';
export { RuleError, RuleFileError } from './errors.ts';
export { eventNameIs, eventSourceIs, oneOf } from './filter.ts';
export { exampleAccount, role, root, service, user } from './identities.ts';
export {
  type AlarmPart,
  defineMetricAlarm,
  type MetricAlarmDefinition,
  type MetricAlarmRule,
  type MetricFilterPart,
  metricNamespace,
} from './metric-alarm.ts';
export type { EventPattern, PatternList, PatternObject } from './pattern.ts';
export { type Placement, placementOf, regionsFor } from './placement.ts';
export { everyAction } from './policy-document.ts';
export { type KnownType, type PropertyOf, parsed, type Reading } from './property.ts';
export { event, type RecordOverrides, record, rootSignInRecord, type SignInOverrides, signInRecord } from './record.ts';
export { alertsOf, configRulesOf, isRule, metricAlarmsOf, type Rule } from './rule.ts';
export type { RuleTexts } from './texts.ts';
export {
  type Compliance,
  compliant,
  NoVerdictError,
  nonCompliant,
  notApplicable,
  type Verdict,
  verdictOf,
} from './verdict.ts';
export { anyCall, anyOf, apiCall, serviceEvent, signIn, type Watch } from './watch.ts';
