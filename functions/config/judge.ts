import type { Evaluation } from '@aws-sdk/client-config-service';
import { type ConfigurationItem, isDeleted } from '../../core/configuration-item/index.ts';
import { type ConfigRule, notApplicable, ruleItem } from '../../rules/kit/index.ts';

export interface Judging {
  readonly rule: ConfigRule;
  readonly parameters: Readonly<Record<string, string>>;
  /** ms since 1970 */
  readonly now: number;
}

/** A rule's verdict on a resource, as PutEvaluations takes it; one that is gone, or out of the rule's scope, has none. */
export function judged(item: ConfigurationItem, { rule, parameters, now }: Judging, isOut = false): Evaluation {
  const verdict = isOut || isDeleted(item) ? notApplicable() : rule.evaluate(ruleItem(item), parameters, now);
  return {
    ComplianceResourceType: item.resourceType,
    ComplianceResourceId: item.resourceId,
    ComplianceType: verdict.compliance,
    Annotation: verdict.annotation || undefined,
    OrderingTimestamp: new Date(item.configurationItemCaptureTime),
  };
}
