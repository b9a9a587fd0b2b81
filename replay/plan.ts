import { EventPatternError, parseEventPattern } from '../core/event-pattern/index.ts';
import { FilterPatternError, parseFilterPattern } from '../core/filter-pattern/index.ts';
import type { Home, SimulationPlan } from '../core/simulate/index.ts';
import { forwarding } from '../infra/plan/forwarding.ts';
import { defaultSettings } from '../infra/settings.ts';
import { alertsOf, configRulesOf, metricAlarmsOf, type Rule, RuleError } from '../rules/kit/index.ts';
import { type ChosenManagedRule, ownRule, simulatedManagedRule } from './config-rules.ts';

/**
 * What a deploy of these rules would watch, as the simulation takes it.
 * @param homeRegion where the rules would be deployed: their bus sees this region and what us-east-1 forwards; without it, every
 *   region has its rules
 * @param managed AWS Config's own rules beside them
 * @throws RuleError naming a rule whose pattern AWS would refuse
 */
export function simulationPlan(
  rules: readonly Rule[],
  homeRegion?: string,
  managed: readonly ChosenManagedRule[] = [],
): SimulationPlan {
  const metricAlarms = metricAlarmsOf(rules);
  return {
    alerts: alertsOf(rules).map(({ id, pattern, about }) => ({
      id,
      pattern: ofRule(id, () => parseEventPattern(JSON.stringify(pattern))),
      about,
    })),
    filters: metricAlarms.map(({ id, filter }) => ({
      id: filter.filterName,
      pattern: ofRule(id, () => parseFilterPattern(filter.filterPattern)),
      metric: {
        namespace: filter.metricNamespace,
        name: filter.metricName,
        transformation: { metricValue: filter.metricValue },
      },
    })),
    alarms: metricAlarms.map(({ filter, alarm: { alarmName, ...alarm } }) => ({
      id: alarmName,
      alarm,
      metric: { namespace: filter.metricNamespace, name: filter.metricName, dimensions: [] },
    })),
    configRules: [...configRulesOf(rules).map(ownRule), ...managed.flatMap(simulatedManagedRule)],
    readsFromLogs: defaultSettings.audit !== false,
    ...(homeRegion !== undefined && { home: homeOf(rules, homeRegion) }),
  };
}

function ofRule<T>(id: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof EventPatternError || error instanceof FilterPatternError)) throw error;
    throw new RuleError(`rule "${id}": AWS would refuse its pattern: ${error.message}`);
  }
}

function homeOf(rules: readonly Rule[], homeRegion: string): Home {
  const resources = forwarding(alertsOf(rules), { ...defaultSettings, homeRegion });
  const patterns = resources.flatMap(({ type, properties }) =>
    type === 'AWS::Events::Rule' ? [parseEventPattern(JSON.stringify(properties.EventPattern))] : [],
  );
  return { region: homeRegion, forwarded: patterns };
}
