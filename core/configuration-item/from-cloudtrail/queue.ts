import { accountOf, type CloudTrailRecord, type Json, type JsonObject } from '../../cloudtrail/index.ts';
import { changed, deleted, found, type Reducer, type Subject } from './change.ts';
import type { Draft } from './draft.ts';
import { answered, asked, documentText, objectAt, tagsIn, textAt, textsAt } from './read.ts';

/** Since when new queues are encrypted with keys of SQS's own. */
const ENCRYPTED_SINCE = Date.UTC(2022, 9, 5);
/** Since when messages may have a megabyte. */
const LARGER_SINCE = Date.UTC(2025, 7, 4);
/** Times to the second, which the service sets a moment after the call. */
const TIMES = ['configuration.CreatedTimestamp', 'configuration.LastModifiedTimestamp'];

/** What AWS Config has as numbers; the rest are texts. */
const NUMBERS = new Set([
  'DelaySeconds',
  'KmsDataKeyReusePeriodSeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
]);

function queueOf(record: CloudTrailRecord): Subject {
  const url = textAt(asked(record), 'queueUrl') ?? textAt(answered(record), 'queueUrl');
  const name = url?.split('/').at(-1) ?? textAt(asked(record), 'queueName');
  const arn = name && `arn:aws:sqs:${record.awsRegion}:${accountOf(record)}:${name}`;
  return { type: 'AWS::SQS::Queue', region: record.awsRegion, id: url, name, arn };
}

const change =
  (edit: (draft: Draft, record: CloudTrailRecord) => void): Reducer =>
  (record) => [changed(queueOf(record), (draft) => edit(draft, record))];

/** SQS queues: their attributes, as GetQueueAttributes names them. */
export const queueReducers: Readonly<Record<string, Reducer>> = {
  CreateQueue: (record) => [
    found(queueOf(record), (draft) => {
      const { id, name, arn } = queueOf(record);
      const time = Date.parse(record.eventTime);
      const isEncrypted = time >= ENCRYPTED_SINCE;
      draft.merge('configuration', {
        QueueUrl: id,
        QueueName: name,
        QueueArn: arn,
        DelaySeconds: 0,
        MaximumMessageSize: time < LARGER_SINCE ? 262_144 : 1_048_576,
        MessageRetentionPeriod: 345_600,
        ReceiveMessageWaitTimeSeconds: 0,
        VisibilityTimeout: 30,
        SqsManagedSseEnabled: String(isEncrypted),
      });
      draft.forget(...TIMES);
      setAttributes(draft, attributesIn(asked(record)));
      draft.tag(tagsIn(asked(record).tags));
    }),
  ],
  SetQueueAttributes: change((draft, record) => setAttributes(draft, attributesIn(asked(record)))),
  AddPermission: change((draft) => draft.forget('configuration.Policy')),
  RemovePermission: change((draft) => draft.forget('configuration.Policy')),
  DeleteQueue: (record) => [deleted(queueOf(record))],
  TagQueue: change((draft, record) => draft.tag(tagsIn(asked(record).tags))),
  UntagQueue: change((draft, record) => draft.untag(textsAt(asked(record), 'tagKeys'))),
};

/** Older records call them `attribute`. */
const attributesIn = (request: JsonObject): JsonObject =>
  objectAt(request, 'attributes') ?? objectAt(request, 'attribute') ?? {};

function setAttributes(draft: Draft, attributes: JsonObject): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) draft.set(`configuration.${name}`, attribute(name, value));
  }
  // A key of the customer's takes the place of SQS's own.
  if (textAt(attributes, 'KmsMasterKeyId') !== undefined) draft.set('configuration.SqsManagedSseEnabled', 'false');
}

/** An empty text takes an attribute away. */
function attribute(name: string, value: Json): Json | undefined {
  if (value === '') return undefined;
  if (NUMBERS.has(name)) return Number(value);
  return documentText(value) ?? value;
}
