import type { Evaluation } from '@aws-sdk/client-config-service';
import { type ConfigurationItem, isDeleted } from '../../core/configuration-item/index.ts';
import { type ConfigRule, notApplicable, ruleItem, type Verdict } from '../../rules/kit/index.ts';

export interface Judging {
  readonly rule: ConfigRule;
  readonly parameters: Readonly<Record<string, string>>;
  /** ms since 1970 */
  readonly now: number;
}

/** Thrown when a rule fails on a resource. */
export class JudgementError extends Error {
  override readonly name = 'JudgementError';
}

/**
 * A rule's verdict on a resource, as PutEvaluations takes it; one that is gone, or out of the rule's scope, has none.
 * @throws JudgementError that names the rule and the resource
 */
export function judged(item: ConfigurationItem, judging: Judging, isOut = false): Evaluation {
  const verdict = isOut || isDeleted(item) ? notApplicable() : verdictOn(item, judging);
  return {
    ComplianceResourceType: item.resourceType,
    ComplianceResourceId: item.resourceId,
    ComplianceType: verdict.compliance,
    Annotation: verdict.annotation || undefined,
    OrderingTimestamp: new Date(item.configurationItemCaptureTime),
  };
}

function verdictOn(item: ConfigurationItem, { rule, parameters, now }: Judging): Verdict {
  try {
    return rule.evaluate(ruleItem(item), parameters, now);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new JudgementError(`rule ${rule.id} cannot judge ${item.resourceType}/${item.resourceId}: ${said}`, {
      cause: error,
    });
  }
}
