import {
  type ConfigServiceClient,
  type Evaluation,
  paginateGetComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';
import { recordedItems } from '../../account/recorded-items.ts';
import type { ConfigurationItem } from '../../core/configuration-item/index.ts';
import { type Judging, judged } from './judge.ts';

const PAGE = 100;

/**
 * Every resource of a rule's types judged, as of now; those judged before that are no longer there have no verdict any more.
 * @param configRuleName as Config knows the rule; undefined when it does not, for verdicts that are only tried
 */
export async function everythingJudged(
  config: ConfigServiceClient,
  configRuleName: string | undefined,
  judging: Judging,
): Promise<Evaluation[]> {
  const items: ConfigurationItem[] = [];
  for (const type of judging.rule.resourceTypes) items.push(...(await recordedItems(config, type)));
  const OrderingTimestamp = new Date(judging.now);
  const evaluations = items.map((item) => ({ ...judged(item, judging), OrderingTimestamp }));
  const there = new Set(items.map(({ resourceType, resourceId }) => `${resourceType}/${resourceId}`));
  for (const { ResourceType: type, ResourceId: id } of configRuleName === undefined
    ? []
    : await judgedBefore(config, configRuleName)) {
    if (there.has(`${type}/${id}`)) continue;
    evaluations.push({
      ComplianceResourceType: type,
      ComplianceResourceId: id,
      ComplianceType: 'NOT_APPLICABLE',
      Annotation: undefined,
      OrderingTimestamp,
    });
  }
  return evaluations;
}

async function judgedBefore(client: ConfigServiceClient, ConfigRuleName: string) {
  const found = [];
  const pages = paginateGetComplianceDetailsByConfigRule({ client, pageSize: PAGE }, { ConfigRuleName });
  for await (const { EvaluationResults = [] } of pages) {
    for (const { EvaluationResultIdentifier: about } of EvaluationResults) {
      found.push(about?.EvaluationResultQualifier ?? {});
    }
  }
  return found;
}
