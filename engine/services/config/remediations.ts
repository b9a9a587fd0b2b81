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
import type { RemediationExecutions } from './remediation-executions.ts';
import type { ConfigState } from './state.ts';

/** What `AWS Config API Reference, RemediationConfiguration` has where a number is not given. */
const DEFAULTS = { MaximumAutomaticAttempts: 5, RetryAttemptSeconds: 60 };

/** What is to be done about resources rules find at fault: one document of Systems Manager a rule. */
export function remediations(state: ConfigState, executions: RemediationExecutions) {
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
        executions.configure(scope, {
          Automatic: false,
          ...(each.Automatic && DEFAULTS),
          ...each,
          ConfigRuleName: rule,
          Arn,
        });
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
    if (executions.isRunning(scopeOf(call), rule)) throw refusals.remediationInProgress();
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
  const { Automatic, Parameters = {} } = remediation;
  for (const [name, { ResourceValue, StaticValue }] of Object.entries(Parameters)) {
    if ((ResourceValue === undefined) !== (StaticValue === undefined)) continue;
    throw invalid(`The parameter ${name} must have either a ResourceValue or a StaticValue.`);
  }
  if (Automatic && !Parameters.AutomationAssumeRole) {
    throw invalid('The parameter AutomationAssumeRole must be given when Automatic is true.');
  }
}
