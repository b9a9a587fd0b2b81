import {
  BatchGetResourceConfigCommand,
  type ConfigRule,
  type ConfigRuleEvaluationStatus,
  ConfigServiceClient,
  paginateDescribeConfigRuleEvaluationStatus,
  paginateDescribeConfigRules,
  paginateGetComplianceDetailsByConfigRule,
  ResourceType,
} from '@aws-sdk/client-config-service';
import type { ResourceVerdict, RuleVerdicts } from '../core/compliance/index.ts';
import type { ClientSettings } from './evidence.ts';

/** BatchGetResourceConfig takes as many. */
const MOST_KEYS = 100;

const TYPES: ReadonlyMap<string, ResourceType> = new Map(Object.values(ResourceType).map((type) => [type, type]));

/** Each Config rule of a region with its verdicts, and when it gave them. */
export async function readRules(settings: ClientSettings): Promise<RuleVerdicts[]> {
  const client = new ConfigServiceClient(settings);
  try {
    const statuses = new Map<string, ConfigRuleEvaluationStatus>();
    for await (const { ConfigRulesEvaluationStatus = [] } of paginateDescribeConfigRuleEvaluationStatus(
      { client },
      {},
    )) {
      for (const status of ConfigRulesEvaluationStatus) statuses.set(status.ConfigRuleName ?? '', status);
    }
    const rules: RuleVerdicts[] = [];
    for await (const { ConfigRules = [] } of paginateDescribeConfigRules({ client }, {})) {
      for (const rule of ConfigRules) rules.push(await readRule(client, rule, statuses.get(rule.ConfigRuleName ?? '')));
    }
    return await withNames(client, rules);
  } finally {
    client.destroy();
  }
}

async function readRule(
  client: ConfigServiceClient,
  rule: ConfigRule,
  status: ConfigRuleEvaluationStatus | undefined,
): Promise<RuleVerdicts> {
  const name = rule.ConfigRuleName ?? '';
  const verdicts: ResourceVerdict[] = [];
  const asked = { ConfigRuleName: name, Limit: 100 };
  for await (const { EvaluationResults = [] } of paginateGetComplianceDetailsByConfigRule({ client }, asked)) {
    for (const { ComplianceType: state, Annotation, EvaluationResultIdentifier: id, ...times } of EvaluationResults) {
      const { ResourceType = '', ResourceId = '' } = id?.EvaluationResultQualifier ?? {};
      if (state !== 'COMPLIANT' && state !== 'NON_COMPLIANT') continue;
      verdicts.push({
        resourceType: ResourceType,
        resourceId: ResourceId,
        state,
        annotation: Annotation,
        recordedAt: times.ResultRecordedTime?.toISOString(),
      });
    }
  }
  return {
    name,
    arn: rule.ConfigRuleArn,
    description: rule.Description,
    identifier: rule.Source?.Owner === 'AWS' ? rule.Source.SourceIdentifier : undefined,
    parameters: parametersIn(rule.InputParameters),
    evaluatedAt: status?.LastSuccessfulEvaluationTime?.toISOString(),
    fault: status?.LastErrorMessage,
    verdicts,
  };
}

function parametersIn(text: string | undefined): Record<string, string> {
  const given = text ? (JSON.parse(text) as Record<string, unknown>) : {};
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
}

/** The same rules, their resources with the names and ARNs that configuration items have. */
async function withNames(client: ConfigServiceClient, rules: readonly RuleVerdicts[]): Promise<RuleVerdicts[]> {
  const keys = new Map<string, { resourceType: ResourceType; resourceId: string }>();
  for (const { verdicts } of rules) {
    for (const each of verdicts) {
      // The account itself has no item, and the call refuses types it does not know.
      const resourceType = TYPES.get(each.resourceType);
      if (resourceType) keys.set(keyOf(each), { resourceType, resourceId: each.resourceId });
    }
  }
  const names = new Map<string, { readonly resourceName?: string; readonly arn?: string }>();
  const all = [...keys.values()];
  for (let at = 0; at < all.length; at += MOST_KEYS) {
    const resourceKeys = all.slice(at, at + MOST_KEYS);
    const { baseConfigurationItems = [] } = await client.send(new BatchGetResourceConfigCommand({ resourceKeys }));
    for (const { resourceType = '', resourceId = '', resourceName, arn } of baseConfigurationItems) {
      names.set(keyOf({ resourceType, resourceId }), { resourceName, arn });
    }
  }
  return rules.map((rule) => ({
    ...rule,
    verdicts: rule.verdicts.map((each) => ({ ...each, ...names.get(keyOf(each)) })),
  }));
}

const keyOf = ({ resourceType, resourceId }: { readonly resourceType: string; readonly resourceId: string }): string =>
  `${resourceType}\n${resourceId}`;
