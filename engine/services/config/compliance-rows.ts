import type { JsonObject } from '../../../core/cloudtrail/index.ts';
import type { EvaluationRecord } from './evaluation-table.ts';
import { packCompliance } from './pack-compliance.ts';
import type { ConfigState, Pack } from './state.ts';

/** Types of rows that are of no resource, by what makes their rows. */
export const VERDICT_ROWS: Readonly<Record<string, (state: ConfigState, scope: string) => Iterable<JsonObject>>> = {
  'AWS::Config::ResourceCompliance': resourceRows,
  'AWS::Config::ConformancePackCompliance': packRows,
};

/**
 * What rules found, as rows of advanced queries: one for each resource, with its rules.
 * @see AWS Config resource schema, `AWS::Config::ResourceCompliance`
 */
function* resourceRows(state: ConfigState, scope: string): Generator<JsonObject> {
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
      resourceType: 'AWS::Config::ResourceCompliance',
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

/**
 * How conformance packs stand, each with its rules.
 * @see AWS Config resource schema, `AWS::Config::ConformancePackCompliance`
 */
function* packRows(state: ConfigState, scope: string): Generator<JsonObject> {
  const [accountId = '', awsRegion = ''] = scope.split('/');
  for (const pack of state.packs.list(scope)) {
    yield {
      accountId,
      awsRegion,
      arn: pack.arn,
      resourceType: 'AWS::Config::ConformancePackCompliance',
      resourceId: pack.id,
      resourceName: pack.name,
      configurationItemCaptureTime: new Date(pack.updatedAt).toISOString(),
      configuration: packConfiguration(state, scope, pack),
    };
  }
}

function packConfiguration(state: ConfigState, scope: string, pack: Pack): JsonObject {
  const configRuleList = pack.rules.map((name) => ({
    configRuleName: name,
    configRuleArn: state.rules.get(scope, name)?.arn,
    complianceType: packCompliance(state, scope, [name]),
  }));
  const count = (type: string) => configRuleList.filter(({ complianceType }) => complianceType === type).length;
  return {
    complianceType: packCompliance(state, scope, pack.rules),
    configRuleList,
    compliantRuleCount: count('COMPLIANT'),
    nonCompliantRuleCount: count('NON_COMPLIANT'),
    totalRuleCount: configRuleList.length,
  };
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
