import { alertsOf, configRulesOf, metricAlarmsOf, type Rule } from '../rules/kit/index.ts';
import { alertRules } from './plan/alert-rules.ts';
import { configuration } from './plan/config.ts';
import { forwarding } from './plan/forwarding.ts';
import { handlers } from './plan/handlers.ts';
import { metricAlarms } from './plan/metric-alarms.ts';
import { notifications } from './plan/notifications.ts';
import { trail, trailPlaces } from './plan/trail.ts';
import type { Resource } from './resource.ts';
import type { Settings } from './settings.ts';

/**
 * Everything a deploy makes, as one list of AWS resources: the same for SST (`infra/sst`) and for `trailkeeper apply`. Pure:
 * the same rules and settings give the same list.
 */
export function plan(rules: readonly Rule[], settings: Settings): readonly Resource[] {
  return [
    ...trailPlaces(settings),
    ...notifications(settings),
    ...handlers(settings),
    ...configuration(configRulesOf(rules), settings),
    ...metricAlarms(metricAlarmsOf(rules), settings),
    ...forwarding(alertsOf(rules), settings),
    ...alertRules(alertsOf(rules), settings),
    ...trail(settings),
  ];
}
