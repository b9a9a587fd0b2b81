import { nearest } from '../../core/names/nearest.ts';
import type { Rule } from '../../rules/kit/index.ts';
import { type RuleSetting, type Settings, SettingsError } from '../settings.ts';

/**
 * The rules as the settings want them: some left out, some with other parameters or thresholds.
 * @throws SettingsError for a rule there is not, or a setting a rule of its kind does not have
 */
export function chosenRules(rules: readonly Rule[], { rules: settings }: Settings): Rule[] {
  const ids = rules.map(({ id }) => id);
  for (const id of Object.keys(settings)) {
    if (ids.includes(id)) continue;
    const meant = nearest(id, ids);
    throw new SettingsError(`settings: rules.${id} is no rule${meant === undefined ? '' : `; did you mean ${meant}?`}`);
  }
  return rules.flatMap((rule) => {
    const setting = settings[rule.id];
    if (setting === undefined) return [rule];
    return setting === false ? [] : [withSetting(rule, setting)];
  });
}

function withSetting(rule: Rule, { parameters, threshold, period }: Exclude<RuleSetting, false>): Rule {
  if (parameters !== undefined) {
    if (rule.kind !== 'config-rule') throw new SettingsError(`settings: rules.${rule.id} has no parameters`);
    const unknown = Object.keys(parameters).find((name) => !(name in rule.parameters));
    if (unknown !== undefined) {
      const known = Object.keys(rule.parameters).join(', ') || 'none';
      throw new SettingsError(
        `settings: rules.${rule.id}.parameters.${unknown} is no parameter of it; it has ${known}`,
      );
    }
    return { ...rule, parameters: { ...rule.parameters, ...parameters } };
  }
  if (threshold === undefined && period === undefined) return rule;
  if (rule.kind !== 'metric-alarm') {
    throw new SettingsError(`settings: rules.${rule.id} has no threshold and no period: it is no metric alarm`);
  }
  return {
    ...rule,
    alarm: { ...rule.alarm, ...(threshold !== undefined && { threshold }), ...(period !== undefined && { period }) },
  };
}
