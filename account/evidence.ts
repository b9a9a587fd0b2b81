import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, paginateDescribeMetricFilters } from '@aws-sdk/client-cloudwatch-logs';
import {
  type ConfigRule,
  ConfigServiceClient,
  paginateDescribeConfigRules,
  paginateGetComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { ComplianceEvidence, ResourceVerdict, RuleVerdicts, WatchingAlarm } from '../core/compliance/index.ts';

export interface ClientSettings {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * What an account, or an engine, says of its compliance in one region: each Config rule with its verdicts, and the alarms on metrics.
 * Reads only.
 * @param now ms since 1970
 */
export async function readEvidence(settings: ClientSettings, now: number): Promise<ComplianceEvidence> {
  const config = new ConfigServiceClient(settings);
  const cloudwatch = new CloudWatchClient(settings);
  const logs = new CloudWatchLogsClient(settings);
  const sts = new STSClient(settings);
  try {
    const { Account = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return {
      accountId: Account,
      region: settings.region,
      readAt: new Date(now).toISOString(),
      rules: await readRules(config),
      alarms: await readAlarms(cloudwatch, logs),
    };
  } finally {
    for (const client of [config, cloudwatch, logs, sts]) client.destroy();
  }
}

async function readRules(client: ConfigServiceClient): Promise<RuleVerdicts[]> {
  const rules: RuleVerdicts[] = [];
  for await (const { ConfigRules = [] } of paginateDescribeConfigRules({ client }, {})) {
    for (const rule of ConfigRules) rules.push(await readRule(client, rule));
  }
  return rules;
}

async function readRule(client: ConfigServiceClient, rule: ConfigRule): Promise<RuleVerdicts> {
  const name = rule.ConfigRuleName ?? '';
  const verdicts: ResourceVerdict[] = [];
  const asked = { ConfigRuleName: name, Limit: 100 };
  for await (const { EvaluationResults = [] } of paginateGetComplianceDetailsByConfigRule({ client }, asked)) {
    for (const { ComplianceType: state, Annotation, EvaluationResultIdentifier: id } of EvaluationResults) {
      const { ResourceType = '', ResourceId = '' } = id?.EvaluationResultQualifier ?? {};
      if (state !== 'COMPLIANT' && state !== 'NON_COMPLIANT') continue;
      verdicts.push({ resourceType: ResourceType, resourceId: ResourceId, state, annotation: Annotation });
    }
  }
  const identifier = rule.Source?.Owner === 'AWS' ? rule.Source.SourceIdentifier : undefined;
  return { name, identifier, parameters: parametersIn(rule.InputParameters), verdicts };
}

function parametersIn(text: string | undefined): Record<string, string> {
  const given = text ? (JSON.parse(text) as Record<string, unknown>) : {};
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
}

async function readAlarms(cloudwatch: CloudWatchClient, logs: CloudWatchLogsClient): Promise<WatchingAlarm[]> {
  const fed = new Set<string>();
  for await (const { metricFilters = [] } of paginateDescribeMetricFilters({ client: logs }, {})) {
    for (const { metricTransformations = [] } of metricFilters) {
      for (const { metricNamespace, metricName } of metricTransformations) fed.add(`${metricNamespace}/${metricName}`);
    }
  }
  const alarms: WatchingAlarm[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: cloudwatch }, {})) {
    for (const alarm of MetricAlarms) {
      alarms.push({
        name: alarm.AlarmName ?? '',
        state: alarm.StateValue ?? '',
        hasAction: alarm.ActionsEnabled !== false && (alarm.AlarmActions ?? []).length > 0,
        hasFilter: fed.has(`${alarm.Namespace}/${alarm.MetricName}`),
      });
    }
  }
  return alarms;
}
