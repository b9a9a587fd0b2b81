import type { QueueAttributeName } from '@aws-sdk/client-sqs';

/** A queue as it is kept. */
export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** When it was last emptied by PurgeQueue. */
  readonly purgedAt?: number;
  /** What was set; `attribute` knows what the others are. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** What an attribute is when nobody set it. */
const defaults: Readonly<Partial<Record<QueueAttributeName, string>>> = {
  VisibilityTimeout: '30',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};

const fifoDefaults: Readonly<Partial<Record<QueueAttributeName, string>>> = {
  FifoQueue: 'true',
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

/** Allowed values of the numeric ones, seconds or bytes. */
export const ranges: Readonly<Record<string, readonly [least: number, most: number]>> = {
  VisibilityTimeout: [0, 43_200],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  DelaySeconds: [0, 900],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
};

export const settable: ReadonlySet<string> = new Set([
  ...Object.keys(ranges),
  ...Object.keys(fifoDefaults),
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'SqsManagedSseEnabled',
]);

export const isFifo = ({ name }: Pick<Queue, 'name'>): boolean => name.endsWith('.fifo');

export function attribute(queue: Queue, name: QueueAttributeName): string | undefined {
  return queue.attributes[name] ?? defaults[name] ?? (isFifo(queue) ? fifoDefaults[name] : undefined);
}

export const numeric = (queue: Queue, name: QueueAttributeName): number => Number(attribute(queue, name));

/** Every attribute with a value, set or not. A key of one's own takes the place of SQS's. */
export const allAttributes = (queue: Queue): Record<string, string> => ({
  ...defaults,
  ...(isFifo(queue) && fifoDefaults),
  ...(queue.attributes.KmsMasterKeyId && { KmsDataKeyReusePeriodSeconds: '300', SqsManagedSseEnabled: 'false' }),
  ...queue.attributes,
});

/** What tells a FIFO queue's messages apart: the deduplication id, within its group where the queue says so. */
export const deduplicationKey = (queue: Queue, id: string, groupId: string | undefined): string =>
  attribute(queue, 'DeduplicationScope') === 'messageGroup' ? JSON.stringify([groupId, id]) : id;

/** After how many receives a message goes where. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

export function redrivePolicy(queue: Queue): RedrivePolicy | undefined {
  const text = queue.attributes.RedrivePolicy;
  if (!text) return undefined;
  const policy = JSON.parse(text) as { deadLetterTargetArn: string; maxReceiveCount: number | string };
  return { deadLetterTargetArn: policy.deadLetterTargetArn, maxReceiveCount: Number(policy.maxReceiveCount) };
}
