import type { EvaluationRecord } from './evaluation-table.ts';
import type { ItemChange } from './recording.ts';
import type { Rule } from './state.ts';

/** "ConfigurationItemChangeNotification", as rules, topics and the event bus get it. */
export const changeMessage = ({ item, diff }: ItemChange, now: number) => ({
  configurationItemDiff: diff.changeType === 'NONE' ? null : diff,
  configurationItem: item,
  notificationCreationTime: new Date(now).toISOString(),
  messageType: 'ConfigurationItemChangeNotification',
  recordVersion: '1.3',
});

/** A rule's verdict on a resource is another one than before. */
export interface ComplianceChange {
  readonly scope: string;
  readonly rule: Rule;
  readonly now: EvaluationRecord;
  readonly before: EvaluationRecord | undefined;
}

/** "ComplianceChangeNotification". */
export const complianceMessage = ({ scope, rule, now, before }: ComplianceChange, at: number) => ({
  resourceId: now.resourceId,
  awsRegion: scope.split('/')[1],
  awsAccountId: scope.split('/')[0],
  configRuleName: rule.name,
  configRuleARN: rule.arn,
  resourceType: now.resourceType,
  recordVersion: '1.0',
  messageType: 'ComplianceChangeNotification',
  newEvaluationResult: resultIn(now),
  oldEvaluationResult: before && resultIn(before),
  notificationCreationTime: new Date(at).toISOString(),
});

const resultIn = (record: EvaluationRecord) => ({
  evaluationResultIdentifier: {
    evaluationResultQualifier: {
      configRuleName: record.rule,
      resourceType: record.resourceType,
      resourceId: record.resourceId,
      evaluationMode: 'DETECTIVE',
    },
    orderingTimestamp: new Date(record.orderedAt).toISOString(),
  },
  complianceType: record.compliance,
  resultRecordedTime: new Date(record.recordedAt).toISOString(),
  configRuleInvokedTime: new Date(record.invokedAt).toISOString(),
  ...(record.annotation !== undefined && { annotation: record.annotation }),
});
