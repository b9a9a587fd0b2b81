import * as z from 'zod';
import { type Finding, findingOfVerdict } from '../../core/incident/index.ts';
import type { ComplianceTransition } from '../../core/message/index.ts';

/** Another verdict on a resource, out of its event. */
export interface ComplianceChange {
  /** The event's id: the same for each delivery of the same change. */
  readonly id: string;
  readonly transition: ComplianceTransition;
  /** The moment of the configuration that was judged, ms since 1970; of a periodic rule the moment it was run. */
  readonly judgedAt: number;
  /** When the verdict before was recorded, ms since 1970; absent for the first one. */
  readonly before?: number;
}

const result = z.looseObject({
  complianceType: z.enum(['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA']),
  resultRecordedTime: z.iso.datetime({ offset: true }),
  annotation: z.string().nullish(),
  evaluationResultIdentifier: z.looseObject({ orderingTimestamp: z.iso.datetime({ offset: true }) }).nullish(),
});

/**
 * "Config Rules Compliance Change", from the event bus. A rule or resource that is gone has no new result.
 * @see AWS Config Developer Guide, "Monitoring AWS Config with Amazon EventBridge", and the notification samples
 */
export const complianceChangeSchema = z
  .looseObject({
    id: z.string(),
    'detail-type': z.literal('Config Rules Compliance Change'),
    time: z.string(),
    account: z.string(),
    region: z.string(),
    detail: z.looseObject({
      configRuleName: z.string(),
      resourceType: z.string(),
      resourceId: z.string(),
      awsAccountId: z.string().optional(),
      awsRegion: z.string().optional(),
      newEvaluationResult: result.nullish(),
      oldEvaluationResult: result.nullish(),
    }),
  })
  .transform(({ id, time, account, region, detail }): ComplianceChange => {
    const { newEvaluationResult: now, oldEvaluationResult: before } = detail;
    const recorded = now?.resultRecordedTime ?? time;
    return {
      id,
      transition: {
        ruleName: detail.configRuleName,
        resourceType: detail.resourceType,
        resourceId: detail.resourceId,
        from: before?.complianceType,
        to: now?.complianceType ?? 'NOT_APPLICABLE',
        annotation: now?.annotation ?? undefined,
        time: recorded,
        account: detail.awsAccountId ?? account,
        region: detail.awsRegion ?? region,
      },
      judgedAt: Date.parse(now?.evaluationResultIdentifier?.orderingTimestamp ?? recorded),
      before: before ? Date.parse(before.resultRecordedTime) : undefined,
    };
  });

/** A change as an incident: the same where a resource goes to the same state of the same rule. */
export const findingOf = ({ id, transition }: ComplianceChange): Finding => findingOfVerdict(transition, id);
