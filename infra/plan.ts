import { alertsOf, configRulesOf, metricAlarmsOf, type Rule } from '../rules/kit/index.ts';
import { agent } from './plan/agent.ts';
import { alertRules } from './plan/alert-rules.ts';
import { archive } from './plan/archive.ts';
import { auditLogs } from './plan/audit-logs.ts';
import { chosenRules } from './plan/chosen-rules.ts';
import { complianceChanges } from './plan/compliance.ts';
import { packs } from './plan/config/packs.ts';
import { recorders } from './plan/config/recorder.ts';
import { remediation } from './plan/config/remediation.ts';
import { configRules } from './plan/config/rules.ts';
import { configHistory } from './plan/config-history.ts';
import { dashboard } from './plan/dashboard.ts';
import { deadLetters } from './plan/dead-letters.ts';
import { digest } from './plan/digest.ts';
import { encryption } from './plan/encryption.ts';
import { forwarding } from './plan/forwarding.ts';
import { handlers } from './plan/handlers.ts';
import { history } from './plan/history.ts';
import { metricAlarms } from './plan/metric-alarms.ts';
import { notifications } from './plan/notifications.ts';
import { savedQueries } from './plan/queries.ts';
import { reports } from './plan/reports.ts';
import { sendingOn } from './plan/sending-on.ts';
import { suppressions } from './plan/suppressions.ts';
import { trail, trailPlaces } from './plan/trail.ts';
import type { Resource } from './resource.ts';
import type { Settings } from './settings.ts';

/**
 * Everything a deploy makes, as one list of AWS resources: the same for SST (`infra/sst`) and for `trailkeeper apply`. Pure:
 * the same rules and settings give the same list.
 * @throws SettingsError for settings that do not fit the rules
 */
export function plan(rules: readonly Rule[], settings: Settings): readonly Resource[] {
  const chosen = chosenRules(rules, settings);
  const alerts = alertsOf(chosen);
  const alarms = metricAlarmsOf(chosen);
  const resources = [
    ...encryption(settings),
    ...trailPlaces(settings),
    ...history(settings),
    ...notifications(settings),
    ...deadLetters(settings),
    ...handlers(settings),
    ...digest(settings),
    ...suppressions(settings),
    ...recorders(settings),
    ...configRules(configRulesOf(chosen), settings),
    ...complianceChanges(configRulesOf(chosen), settings),
    ...configHistory(settings),
    ...packs(settings),
    ...remediation(configRulesOf(chosen), settings),
    ...metricAlarms(alarms, settings),
    ...auditLogs(
      alertsOf(rules).filter((alert) => !alerts.includes(alert)),
      settings,
    ),
    ...sendingOn(settings),
    ...forwarding(alerts, settings),
    ...alertRules(alerts, settings),
    ...savedQueries(settings),
    ...reports(settings),
    ...agent(settings),
  ];
  const functions = resources.flatMap(({ bundle }) => (bundle === undefined ? [] : [bundle]));
  const others = [...resources, dashboard(alarms, functions, settings), archive(settings)];
  return [...others, ...trail(settings, others)];
}
