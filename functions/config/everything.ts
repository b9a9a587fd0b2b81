import {
  type ConfigServiceClient,
  type Evaluation,
  paginateGetComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';
import { recordedItems } from '../../account/recorded-items.ts';
import type { ConfigurationItem } from '../../core/configuration-item/index.ts';
import { JudgementError, type Judging, judged } from './judge.ts';

const PAGE = 100;

/** Verdicts, and what there was none on, which keeps the verdict it had. */
export interface Judgements {
  readonly evaluations: readonly Evaluation[];
  readonly failures: readonly JudgementError[];
}

/**
 * Every resource of a rule's types judged, as of now; those judged before that are no longer there have no verdict any more.
 * @param configRuleName as Config knows the rule; undefined when it does not, for verdicts that are only tried
 */
export async function everythingJudged(
  config: ConfigServiceClient,
  configRuleName: string | undefined,
  judging: Judging,
): Promise<Judgements> {
  const items: ConfigurationItem[] = [];
  for (const type of judging.rule.resourceTypes) items.push(...(await recordedItems(config, type)));
  const OrderingTimestamp = new Date(judging.now);
  const evaluations: Evaluation[] = [];
  const failures: JudgementError[] = [];
  for (const item of items) {
    try {
      evaluations.push({ ...judged(item, judging), OrderingTimestamp });
    } catch (error) {
      if (!(error instanceof JudgementError)) throw error;
      failures.push(error);
    }
  }
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
  return { evaluations, failures };
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
