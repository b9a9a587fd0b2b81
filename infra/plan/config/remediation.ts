import type { ConfigRule } from '../../../rules/kit/index.ts';
import { ACCOUNT, type Resource, ref, sub, type Value } from '../../resource.ts';
import { type Remediation, type Settings, SettingsError } from '../../settings.ts';
import { pascal } from '../names.ts';
import { managedRulesOf } from './rules.ts';

const ATTEMPTS = 5;
const SECONDS = 60;

/**
 * What SSM Automation does about resources that do not comply. A document that acts by a role is given it among its parameters; an
 * automatic remediation without one is refused by Config itself.
 * @throws SettingsError for a rule that is not deployed
 */
export function remediation(rules: readonly ConfigRule[], settings: Settings): Resource[] {
  if (!settings.recording) return [];
  return settings.remediation.flatMap((each) =>
    ruleIdsOf(each, rules, settings).map(
      (rule): Resource => ({
        id: `${rule}Remediation`,
        type: 'AWS::Config::RemediationConfiguration',
        region: settings.homeRegion,
        properties: {
          ConfigRuleName: ref(rule),
          TargetType: 'SSM_DOCUMENT',
          TargetId: each.document,
          Parameters: Object.fromEntries(
            Object.entries(each.parameters).map(([name, value]) => [name, parameterValue(value)]),
          ),
          Automatic: each.automatic,
          ...(each.automatic && { MaximumAutomaticAttempts: ATTEMPTS, RetryAttemptSeconds: SECONDS }),
        },
      }),
    ),
  );
}

const parameterValue = (value: string | readonly string[]): Value =>
  value === 'RESOURCE_ID'
    ? { ResourceValue: { Value: 'RESOURCE_ID' } }
    : { StaticValue: { Values: [value].flat().map((each) => (each.includes(ACCOUNT) ? sub(each) : each)) } };

function ruleIdsOf({ rule }: Remediation, rules: readonly ConfigRule[], settings: Settings): string[] {
  if (rules.some(({ id }) => id === rule)) return [`${pascal(rule)}ConfigRule`];
  const managed = managedRulesOf(settings).filter(({ identifier }) => identifier === rule);
  if (managed.length > 0) return managed.map(({ name }) => pascal(name));
  throw new SettingsError(`settings: remediation: no rule ${rule} is deployed`);
}
