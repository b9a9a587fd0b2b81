import {
  BatchGetResourceConfigCommand,
  ConfigServiceClient,
  paginateDescribeComplianceByConfigRule,
  paginateGetComplianceDetailsByConfigRule,
  type ResourceType,
} from '@aws-sdk/client-config-service';
import type { Engine } from '../engine/index.ts';
import { configRules } from '../rules/catalogue.ts';

/** A resource that breaks a rule, as Config's own API tells it. */
export interface Violation {
  /** The rule's title. */
  readonly rule: string;
  /** `AWS::S3::Bucket name` */
  readonly resource: string;
  readonly annotation: string | undefined;
}

/** What does not comply in an engine, by the rules in their order. */
export async function violationsIn(engine: Engine, region: string): Promise<Violation[]> {
  const credentials = engine.credentials('trailkeeper');
  const client = new ConfigServiceClient({ endpoint: engine.url, region, credentials });
  const violations: Violation[] = [];
  try {
    const broken = paginateDescribeComplianceByConfigRule({ client }, { ComplianceTypes: ['NON_COMPLIANT'] });
    for await (const { ComplianceByConfigRules = [] } of broken) {
      for (const { ConfigRuleName } of ComplianceByConfigRules) {
        violations.push(...(await violationsOf(client, ConfigRuleName!)));
      }
    }
  } finally {
    client.destroy();
  }
  return violations;
}

/** The name people know a resource by, where its configuration item has one; else its id. */
async function nameOf(client: ConfigServiceClient, resourceType: ResourceType, resourceId: string): Promise<string> {
  // A verdict on the account as a whole is about no resource.
  if (String(resourceType) === 'AWS::::Account') return resourceId;
  const { baseConfigurationItems = [] } = await client.send(
    new BatchGetResourceConfigCommand({ resourceKeys: [{ resourceType, resourceId }] }),
  );
  return baseConfigurationItems[0]?.resourceName ?? resourceId;
}

async function violationsOf(client: ConfigServiceClient, ConfigRuleName: string): Promise<Violation[]> {
  const rule = configRules.find(({ id }) => ConfigRuleName === `trailkeeper-${id}`)?.title.en ?? ConfigRuleName;
  const details = paginateGetComplianceDetailsByConfigRule(
    { client },
    { ConfigRuleName, ComplianceTypes: ['NON_COMPLIANT'] },
  );
  const violations: Violation[] = [];
  for await (const { EvaluationResults = [] } of details) {
    for (const { EvaluationResultIdentifier, Annotation } of EvaluationResults) {
      const { ResourceType, ResourceId } = EvaluationResultIdentifier?.EvaluationResultQualifier ?? {};
      const name = await nameOf(client, ResourceType as ResourceType, ResourceId!);
      violations.push({ rule, resource: `${ResourceType} ${name}`, annotation: Annotation });
    }
  }
  return violations;
}
