import { createHash } from 'node:crypto';
import type {
  DeleteRemediationConfigurationRequest,
  DescribeRemediationConfigurationsRequest,
  DescribeRemediationConfigurationsResponse,
  PutRemediationConfigurationsRequest,
  PutRemediationConfigurationsResponse,
  RemediationConfiguration,
} from '@aws-sdk/client-config-service';
import { scopeOf } from '../../arn.ts';
import type { Operation } from '../../service.ts';
import { invalid, refusals } from './errors.ts';
import type { ConfigState } from './state.ts';

/** What is to be done about resources rules find at fault: one document of Systems Manager a rule. */
export function remediations(state: ConfigState) {
  const kept = state.remediations;

  const put: Operation<PutRemediationConfigurationsRequest, PutRemediationConfigurationsResponse> = (call) => {
    const scope = scopeOf(call);
    const given = call.input.RemediationConfigurations ?? [];
    for (const each of given) {
      assertRemediation(each);
      if (!state.rules.has(scope, each.ConfigRuleName!))
        throw invalid(refusals.noSuchRule(each.ConfigRuleName!).message);
    }
    state.parts.store.write(() => {
      for (const each of given) {
        const rule = each.ConfigRuleName!;
        const id = createHash('sha256').update(`${scope}/${rule}`).digest('hex').slice(0, 36);
        const Arn = `arn:aws:config:${call.region}:${call.account}:remediation-configuration/${rule}/${id}`;
        kept.put(scope, rule, { Automatic: false, ...each, ConfigRuleName: rule, Arn });
      }
    });
    return { FailedBatches: [] };
  };

  const describe: Operation<DescribeRemediationConfigurationsRequest, DescribeRemediationConfigurationsResponse> = (
    call,
  ) => ({
    RemediationConfigurations: (call.input.ConfigRuleNames ?? []).flatMap(
      (rule) => kept.get(scopeOf(call), rule) ?? [],
    ),
  });

  const remove: Operation<DeleteRemediationConfigurationRequest, object> = (call) => {
    const rule = call.input.ConfigRuleName!;
    if (!kept.delete(scopeOf(call), rule)) throw refusals.noSuchRemediation(rule);
    return {};
  };

  return {
    PutRemediationConfigurations: put,
    DescribeRemediationConfigurations: describe,
    DeleteRemediationConfiguration: remove,
  };
}

function assertRemediation(remediation: RemediationConfiguration): void {
  const { Automatic, MaximumAutomaticAttempts, RetryAttemptSeconds, Parameters = {} } = remediation;
  for (const [name, { ResourceValue, StaticValue }] of Object.entries(Parameters)) {
    if ((ResourceValue === undefined) !== (StaticValue === undefined)) continue;
    throw invalid(`The parameter ${name} must have either a ResourceValue or a StaticValue.`);
  }
  if (!Automatic) return;
  if (MaximumAutomaticAttempts === undefined || RetryAttemptSeconds === undefined) {
    throw invalid('MaximumAutomaticAttempts and RetryAttemptSeconds must be given when Automatic is true.');
  }
  if (!Parameters.AutomationAssumeRole) {
    throw invalid('The parameter AutomationAssumeRole must be given when Automatic is true.');
  }
}
