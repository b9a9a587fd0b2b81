import type { ChangeType, ConfigurationItem } from '../../../core/configuration-item/index.ts';
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

/** Where the whole of a large notification lies, or why it does not. */
export interface S3Delivery {
  /** `bucket/key` */
  readonly s3BucketLocation: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** "OversizedConfigurationItemChangeNotification", or "...DeliveryFailed" where the whole could not be put into the bucket. */
export const oversizedMessage = (item: ConfigurationItem, changeType: ChangeType, s3: S3Delivery, now: number) => ({
  configurationItemSummary: {
    changeType,
    configurationItemVersion: item.configurationItemVersion,
    configurationItemCaptureTime: item.configurationItemCaptureTime,
    configurationStateId: item.configurationStateId,
    awsAccountId: item.awsAccountId,
    configurationItemStatus: item.configurationItemStatus,
    resourceType: item.resourceType,
    resourceId: item.resourceId,
    resourceName: item.resourceName ?? null,
    ARN: item.ARN ?? null,
    awsRegion: item.awsRegion,
    availabilityZone: item.availabilityZone ?? null,
    configurationStateMd5Hash: item.configurationStateMd5Hash ?? '',
    resourceCreationTime: item.resourceCreationTime ?? null,
  },
  s3DeliverySummary: s3,
  notificationCreationTime: new Date(now).toISOString(),
  messageType:
    s3.errorCode === null
      ? 'OversizedConfigurationItemChangeNotification'
      : 'OversizedConfigurationItemChangeDeliveryFailed',
  recordVersion: '1.0',
});

/** "ScheduledNotification": what a periodic rule is invoked with. */
export const scheduledMessage = (awsAccountId: string, now: number) => ({
  awsAccountId,
  notificationCreationTime: new Date(now).toISOString(),
  messageType: 'ScheduledNotification',
  recordVersion: '1.0',
});

export const snapshotStartedMessage = (configSnapshotId: string, now: number) => ({
  configSnapshotId,
  notificationCreationTime: new Date(now).toISOString(),
  messageType: 'ConfigurationSnapshotDeliveryStarted',
  recordVersion: '1.1',
});

export const snapshotCompletedMessage = (
  configSnapshotId: string,
  s3Bucket: string,
  s3ObjectKey: string,
  now: number,
) => ({
  configSnapshotId,
  s3ObjectKey,
  s3Bucket,
  notificationCreationTime: new Date(now).toISOString(),
  messageType: 'ConfigurationSnapshotDeliveryCompleted',
  recordVersion: '1.1',
});

export const historyCompletedMessage = (s3Bucket: string, s3ObjectKey: string, now: number) => ({
  s3ObjectKey,
  s3Bucket,
  notificationCreationTime: new Date(now).toISOString(),
  messageType: 'ConfigurationHistoryDeliveryCompleted',
  recordVersion: '1.1',
});

/** The failure of a snapshot or of history files; its shape is not documented. */
export const deliveryFailedMessage = (
  what: 'Snapshot' | 'History',
  { code, message }: { readonly code: string; readonly message: string },
  now: number,
) => ({
  errorCode: code,
  errorMessage: message,
  notificationCreationTime: new Date(now).toISOString(),
  messageType: `Configuration${what}DeliveryFailed`,
  recordVersion: '1.1',
});

export const evaluationStartedMessage = (scope: string, configRuleNames: readonly string[], now: number) => ({
  awsAccountId: scope.split('/')[0],
  awsRegion: scope.split('/')[1],
  configRuleNames,
  notificationCreationTime: new Date(now).toISOString(),
  messageType: 'ConfigRulesEvaluationStarted',
  recordVersion: '1.0',
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
  annotation: record.annotation ?? null,
  resultToken: null,
});
