import { createHash } from 'node:crypto';
import { asRecord, type CloudTrailRecord, RecordError } from '../../core/cloudtrail/index.ts';
import { subscriptionSchema } from '../forwarding/payload.ts';

/** What a subscription handed over of the trail's log group. */
export interface AuditBatch {
  /** The same for each delivery of the same log events. */
  readonly key: string;
  /** Each once. */
  readonly records: readonly { readonly record: CloudTrailRecord; readonly text: string }[];
  /** Log events that are no CloudTrail record, by id. */
  readonly others: readonly string[];
}

/** A subscription's log events as CloudTrail records. CloudWatch Logs' own test message is a batch of none. */
export const auditBatchSchema = subscriptionSchema.transform(({ awslogs: { data } }): AuditBatch => {
  const { messageType, logGroup, logStream } = data;
  const logEvents = messageType === 'DATA_MESSAGE' ? data.logEvents : [];
  const records = new Map<string, { record: CloudTrailRecord; text: string }>();
  const others: string[] = [];
  for (const { id, message } of logEvents) {
    const record = recordIn(message);
    if (record) records.set(record.eventID ?? id, { record, text: message });
    else others.push(id);
  }
  const ids = [messageType, logGroup, logStream, ...logEvents.map(({ id }) => id)];
  return {
    key: createHash('sha256').update(ids.join('\n')).digest('hex'),
    records: [...records.values()],
    others,
  };
});

function recordIn(message: string): CloudTrailRecord | undefined {
  try {
    return asRecord(JSON.parse(message));
  } catch (error) {
    if (error instanceof RecordError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
