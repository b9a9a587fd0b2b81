import type {
  BatchResultErrorEntry,
  MessageAttributeValue,
  MessageSystemAttributeValue,
  SendMessageBatchRequest,
  SendMessageBatchResult,
  SendMessageBatchResultEntry,
  SendMessageRequest,
  SendMessageResult,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';
import type { Call, Operation } from '../../service.ts';
import { attributesToJson } from './attribute-json.ts';
import { checkBatch, failures } from './batch.ts';
import { md5, md5OfAttributes } from './checksums.ts';
import { isFifo, numeric, type Queue } from './queue.ts';
import { missingParameter, type SqsState } from './state.ts';

/** What one message and a batch's entry have in common. */
interface Entry {
  readonly MessageBody?: string;
  readonly DelaySeconds?: number;
  readonly MessageAttributes?: Record<string, MessageAttributeValue>;
  readonly MessageSystemAttributes?: Partial<Record<'AWSTraceHeader', MessageSystemAttributeValue>>;
  readonly MessageDeduplicationId?: string;
  readonly MessageGroupId?: string;
}

/** The characters XML 1.0 allows: others SQS refuses. */
const ALLOWED = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

/** What a group and a deduplication id are made of. */
const FIFO_ID = /^[!-~]{1,128}$/;

export const MOST_ATTRIBUTES = 10;
export const tooMany = (count: number): string =>
  `Number of message attributes [${count}] exceeds the allowed maximum [${MOST_ATTRIBUTES}].`;

export function send(state: SqsState) {
  const { store } = state.parts;

  const sendMessage: Operation<SendMessageRequest, SendMessageResult> = (call) => {
    const queue = state.byUrl(call, call.input.QueueUrl);
    return store.write(() => sendOne(queue, call, call.input));
  };

  const sendMessageBatch: Operation<SendMessageBatchRequest, SendMessageBatchResult> = (call) => {
    const { QueueUrl: url, Entries: entries = [] } = call.input;
    const queue = state.byUrl(call, url);
    checkBatch('SendMessageBatchRequestEntry', entries);
    const size = entries.reduce((sum, each) => sum + sizeOf(each), 0);
    if (size > 1_048_576) {
      throw new AwsError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than 1048576 bytes. You have sent ${size} bytes.`,
      );
    }
    for (const entry of entries) checkOrder(queue, entry);
    const Successful: SendMessageBatchResultEntry[] = [];
    const Failed: BatchResultErrorEntry[] = [];
    store.write(() => {
      for (const entry of entries) {
        const failure = failures(entry.Id!, () => {
          const sent = sendOne(queue, call, entry);
          Successful.push({
            ...sent,
            Id: entry.Id,
            MessageId: sent.MessageId,
            MD5OfMessageBody: sent.MD5OfMessageBody,
          });
        });
        if (failure) Failed.push(failure);
      }
    });
    return { Successful, Failed: Failed.length === 0 ? undefined : Failed };
  };

  function sendOne(queue: Queue, { caller }: Pick<Call, 'caller'>, entry: Entry): SendMessageResult {
    check(queue, entry);
    const { MessageBody: body = '', MessageAttributes: attributes } = entry;
    const traceHeader = entry.MessageSystemAttributes?.AWSTraceHeader?.StringValue;
    const { id, sequenceNumber } = state.send(queue, {
      body,
      attributes: attributesToJson(attributes),
      groupId: entry.MessageGroupId,
      deduplicationId: entry.MessageDeduplicationId,
      delaySeconds: isFifo(queue) ? undefined : entry.DelaySeconds,
      senderId: caller.userId,
      traceHeader,
    });
    return {
      MessageId: id,
      MD5OfMessageBody: md5(body),
      MD5OfMessageAttributes: md5OfAttributes(attributes),
      MD5OfMessageSystemAttributes:
        traceHeader === undefined
          ? undefined
          : md5OfAttributes({ AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } }),
      SequenceNumber: sequenceNumber,
    };
  }

  function check(queue: Queue, entry: Entry): void {
    const { MessageBody: body = '' } = entry;
    if (body === '') throw missingParameter('MessageBody');
    const most = numeric(queue, 'MaximumMessageSize');
    if (sizeOf(entry) > most) {
      throw new AwsError(
        'InvalidParameterValue',
        `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
      );
    }
    const { DelaySeconds: delay } = entry;
    if (delay !== undefined && (delay < 0 || delay > 900)) {
      throw new AwsError(
        'InvalidParameterValue',
        `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
      );
    }
    const attributes = Object.entries(entry.MessageAttributes ?? {});
    if (attributes.length > MOST_ATTRIBUTES) throw new AwsError('InvalidParameterValue', tooMany(attributes.length));
    for (const [name, value] of attributes) checkAttribute(name, value);
    if (!ALLOWED.test(body)) {
      throw new AwsError(
        'InvalidMessageContents',
        'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
      );
    }
    checkOrder(queue, entry);
  }

  /** A FIFO queue wants to know the group, and by what to tell messages apart; its messages are delayed together or not at all. */
  function checkOrder(queue: Queue, entry: Entry): void {
    const { MessageGroupId: group, MessageDeduplicationId: id, DelaySeconds: delay } = entry;
    const fifo = isFifo(queue);
    if (fifo && delay) {
      throw wrongValue('DelaySeconds', delay, 'The request include parameter that is not valid for this queue type.');
    }
    if (!fifo && id !== undefined) {
      throw wrongValue(
        'MessageDeduplicationId',
        id,
        'The request includes a parameter that is not valid for this queue type.',
      );
    }
    for (const [name, value] of Object.entries({ MessageGroupId: group, MessageDeduplicationId: id })) {
      if (value && !FIFO_ID.test(value)) {
        const reason = `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`;
        throw wrongValue(name, value, reason);
      }
    }
    if (!fifo) return;
    if (!group) throw missingParameter('MessageGroupId');
    if (!entry.MessageDeduplicationId && !state.contentBased(queue)) {
      throw new AwsError(
        'InvalidParameterValue',
        'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
      );
    }
  }

  return { SendMessage: sendMessage, SendMessageBatch: sendMessageBatch };
}

const wrongValue = (name: string, value: string | number, reason: string): AwsError =>
  new AwsError('InvalidParameterValue', `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`);

function checkAttribute(name: string, { DataType: type = '', StringValue, BinaryValue }: MessageAttributeValue): void {
  const refuse = (message: string) => new AwsError('InvalidParameterValue', message);
  const reserved = /^(aws|amazon)\./i.test(name);
  if (reserved || !/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name) || name.length > 256) {
    throw refuse(
      `The message attribute name '${name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters.`,
    );
  }
  if (type === '') throw refuse(`The message attribute '${name}' must contain non-empty message attribute type.`);
  const kind = type.split('.', 1)[0];
  if (kind !== 'String' && kind !== 'Number' && kind !== 'Binary') {
    throw refuse(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = kind === 'Binary' ? BinaryValue : StringValue;
  if (kind === 'Number' && value && Number.isNaN(Number(value))) {
    throw refuse(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
  if (value === undefined || value.length === 0) {
    throw refuse(
      `The message attribute '${name}' must contain a non-empty message attribute value for message attribute type '${kind}'.`,
    );
  }
}

/** Bytes of body and attributes, as the limit counts them. */
function sizeOf({ MessageBody: body = '', MessageAttributes: attributes = {} }: Entry): number {
  let size = Buffer.byteLength(body);
  for (const [name, { DataType = '', StringValue = '', BinaryValue }] of Object.entries(attributes)) {
    size += Buffer.byteLength(name + DataType) + (BinaryValue?.length ?? Buffer.byteLength(StringValue));
  }
  return size;
}
