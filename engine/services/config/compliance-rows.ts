import type { JsonObject } from '../../../core/cloudtrail/index.ts';
import type { EvaluationRecord } from './evaluation-table.ts';
import type { ConfigState } from './state.ts';

export const COMPLIANCE_TYPE = 'AWS::Config::ResourceCompliance';

/**
 * What rules found, as rows of advanced queries: one for each resource, with its rules.
 * @see AWS Config resource schema, `AWS::Config::ResourceCompliance`
 */
export function* complianceRows(state: ConfigState, scope: string): Generator<JsonObject> {
  const [accountId = '', awsRegion = ''] = scope.split('/');
  const resources = Map.groupBy(
    state.evaluations.all(scope),
    ({ resourceType, resourceId }) => `${resourceType}/${resourceId}`,
  );
  for (const [resourceId, records] of resources) {
    const { resourceType: targetResourceType, resourceId: targetResourceId } = records[0]!;
    yield {
      accountId,
      awsRegion,
      resourceType: COMPLIANCE_TYPE,
      resourceId,
      configurationItemCaptureTime: new Date(Math.max(...records.map(({ recordedAt }) => recordedAt))).toISOString(),
      configuration: {
        targetResourceId,
        targetResourceType,
        complianceType: records.some(({ compliance }) => compliance === 'NON_COMPLIANT')
          ? 'NON_COMPLIANT'
          : 'COMPLIANT',
        configRuleList: records.map((record) => ruleRow(state, scope, record)),
      },
    };
  }
}

function ruleRow(state: ConfigState, scope: string, { rule, compliance, invokedAt }: EvaluationRecord): JsonObject {
  const kept = state.rules.get(scope, rule);
  return {
    configRuleName: rule,
    configRuleId: kept?.id,
    configRuleArn: kept?.arn,
    complianceType: compliance,
    configRuleInvokedTime: new Date(invokedAt).toISOString(),
  };
}
