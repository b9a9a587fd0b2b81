import { createHash } from 'node:crypto';
import type { ConfigRule } from '@aws-sdk/client-config-service';
import type { PackRemediation, PackRule } from '../../../core/conformance-pack/index.ts';
import type { Call } from '../../service.ts';
import type { Remediation } from './remediation-state.ts';

const LONGEST_NAME = 64;

/** A rule of a pack as PutConfigRule would have it. Empty values are those a template gives for parameters nobody set. */
export function ruleOf(rule: PackRule, packId: string): ConfigRule {
  const parameters = Object.fromEntries(Object.entries(rule.parameters).filter(([, value]) => value !== ''));
  return {
    ConfigRuleName: ruleName(rule.name, packId),
    Description: rule.description,
    InputParameters: Object.keys(parameters).length > 0 ? JSON.stringify(parameters) : undefined,
    Scope: rule.scope as ConfigRule['Scope'],
    MaximumExecutionFrequency: rule.frequency as ConfigRule['MaximumExecutionFrequency'],
    Source: {
      ...(rule.source as Partial<ConfigRule['Source']>),
      Owner: rule.owner,
      SourceIdentifier: rule.identifier,
    },
    CreatedBy: 'config-conforms.amazonaws.com',
  };
}

/** What is done about a rule of a pack, as PutRemediationConfigurations would have it. */
export const remediationOf = (
  given: PackRemediation,
  rule: string,
  { region, account }: Call<unknown>,
): Remediation => ({
  ConfigRuleName: rule,
  Arn: `arn:aws:config:${region}:${account}:remediation-configuration/${rule}`,
  TargetType: 'SSM_DOCUMENT',
  TargetId: given.document,
  TargetVersion: given.version,
  Parameters: Object.fromEntries(
    Object.entries(given.parameters).map(([name, value]) => [
      name,
      value === 'RESOURCE_ID' ? { ResourceValue: { Value: value } } : { StaticValue: { Values: [...value] } },
    ]),
  ),
  Automatic: given.automatic,
  MaximumAutomaticAttempts: given.attempts,
  RetryAttemptSeconds: given.retrySeconds,
  CreatedByService: 'config-conforms.amazonaws.com',
});

/** AWS's `name-conformance-pack-id`; a name too long for the limit of 64 is cut, and told apart by a hash of all of it. */
export function ruleName(name: string, packId: string): string {
  const room = LONGEST_NAME - packId.length - 1;
  if (name.length <= room) return `${name}-${packId}`;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${name.slice(0, room - hash.length - 1)}-${hash}-${packId}`;
}
