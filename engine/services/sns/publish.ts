import { createHash, randomUUID } from 'node:crypto';
import type {
  BatchResultErrorEntry,
  PublishBatchInput,
  PublishBatchRequestEntry,
  PublishBatchResponse,
  PublishBatchResultEntry,
  PublishInput,
  PublishResponse,
} from '@aws-sdk/client-sns';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { isPhoneNumber } from './endpoints.ts';
import { invalid } from './errors.ts';
import { messageAttributes, sizeOfAttributes } from './message-attributes.ts';
import { bodyFor, isFifo, type Message, type Topic } from './model.ts';
import { platformOf, push } from './push.ts';
import { Sequences } from './sequences.ts';
import { checkArn, type SnsState } from './state.ts';

const MOST_BYTES = 262_144;
/** A group or deduplication id; @see AWS, "Publish". The words of its refusal are unverified. */
const FIFO_ID = /^[!-~]{1,128}$/;

/** Of one text message, however many parts it is sent in. @see AWS, "Publish", parameter Message */
const MOST_SMS_CHARACTERS = 1600;

type Entry = Pick<
  PublishInput,
  'Message' | 'Subject' | 'MessageStructure' | 'MessageAttributes' | 'MessageDeduplicationId' | 'MessageGroupId'
>;

export interface Published {
  readonly MessageId: string;
  readonly SequenceNumber?: string;
}

type FanOut = (topic: Topic, message: Message, cause: string) => void;

export function publish(state: SnsState, fanOut: FanOut) {
  const { store, clock, deliveries } = state.parts;
  const sequences = new Sequences(store);

  const publish: Operation<PublishInput, PublishResponse> = (call) => {
    const { PhoneNumber: phone, TopicArn: topicArn, TargetArn: targetArn } = call.input;
    checkMessage(call.input);
    if (phone !== undefined) return toPhone(phone, call.input);
    if (targetArn?.includes(':endpoint/')) return toEndpoint(targetArn, call.input);
    if (topicArn === undefined && targetArn === undefined) {
      throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
    }
    const topic = state.topic(call, topicArn ?? targetArn, topicArn === undefined ? 'TargetArn' : 'TopicArn');
    const message = messageOf(topic, call.input);
    return store.write(() => toTopic(topic, message));
  };

  const publishBatch: Operation<PublishBatchInput, PublishBatchResponse> = (call) => {
    const { TopicArn: arn = '', PublishBatchRequestEntries: entries = [] } = call.input;
    checkArn(arn, 'TopicArn');
    const topic = state.topic(call, arn);
    checkBatch(entries);
    const Successful: PublishBatchResultEntry[] = [];
    const Failed: BatchResultErrorEntry[] = [];
    const size = entries.reduce((sum, each) => sum + sizeOf(each), 0);
    if (size > MOST_BYTES) {
      throw new AwsError(
        'BatchRequestTooLongException',
        'The length of all the messages put together is more than the limit.',
      );
    }
    const messages = entries.map((entry) => {
      checkMessage(entry);
      return { Id: entry.Id, message: messageOf(topic, entry) };
    });
    store.write(() => {
      for (const { Id, message } of messages) Successful.push({ Id, ...toTopic(topic, message) });
    });
    return { Successful, Failed };
  };

  function messageOf(topic: Topic, entry: Entry): Message {
    const attributes = messageAttributes(entry.MessageAttributes);
    const { Message: text = '', MessageDeduplicationId: given, MessageGroupId: groupId } = entry;
    if (isFifo(topic)) checkFifo(topic, entry);
    else if (given !== undefined) {
      throw invalid(
        'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
      );
    }
    return {
      id: randomUUID(),
      topicArn: topic.arn,
      subject: entry.Subject,
      bodies: entry.MessageStructure === 'json' ? structured(text) : { default: text },
      attributes,
      timestamp: new Date(clock.now()).toISOString(),
      groupId,
      deduplicationId: isFifo(topic) ? (given ?? sha256(text)) : undefined,
    };
  }

  /** Sends a message to a topic's subscribers; within a write. */
  function toTopic(topic: Topic, message: Message, cause = message.id): Published {
    if (!isFifo(topic)) {
      deliveries.note(cause, `message to ${topic.arn}`, []);
      fanOut(topic, message, cause);
      return { MessageId: message.id };
    }
    const sent = sequences.next(topic.arn, message.deduplicationId ?? '', message.id, clock.now());
    if (!sent.duplicate) fanOut(topic, { ...message, sequenceNumber: sent.sequenceNumber }, cause);
    return { MessageId: sent.id, SequenceNumber: sent.sequenceNumber };
  }

  function toPhone(phone: string, { Message: text = '' }: PublishInput): Published {
    if (!isPhoneNumber(phone)) throw invalid(`PhoneNumber Reason: ${phone} is not valid to publish to`);
    if (text.length > MOST_SMS_CHARACTERS) throw invalid('Message too long');
    const id = randomUUID();
    store.write(() =>
      deliveries.add({
        cause: id,
        via: 'sns',
        kind: 'sms',
        target: phone,
        payload: text,
        attributes: {},
        retry: 'sns-customer',
      }),
    );
    return { MessageId: id };
  }

  function toEndpoint(arn: string, { Message: text = '', MessageStructure: structure }: PublishInput): Published {
    const endpoint = state.pushEndpointAt(arn);
    if (!endpoint) throw invalid('TargetArn Reason: No endpoint found for the target arn specified');
    if (endpoint.attributes.Enabled !== 'true') {
      throw new AwsError('EndpointDisabledException', 'Endpoint is disabled');
    }
    const id = randomUUID();
    const bodies = structure === 'json' ? structured(text) : { default: text };
    const payload = bodyFor({ bodies }, platformOf(arn));
    store.write(() => deliveries.add({ cause: id, via: 'sns', target: arn, ...push(payload) }));
    return { MessageId: id };
  }

  /** What other services send a topic: a rule's event, an alarm's change. */
  function toArn(topicArn: string, entry: Entry, cause: string): Published | undefined {
    const topic = state.topicAt(topicArn);
    return topic && store.write(() => toTopic(topic, messageOf(topic, entry), cause));
  }

  return { operations: { Publish: publish, PublishBatch: publishBatch }, toArn };
}

function checkMessage(entry: Entry): void {
  if (!entry.Message) throw invalid('Empty message');
  if (sizeOf(entry) > MOST_BYTES) throw invalid('Message too long');
  const { Subject: subject } = entry;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are just what a subject must not have
  if (subject !== undefined && (subject === '' || subject.length > 100 || /[\u0000-\u001F\u007F]/.test(subject))) {
    throw invalid('Subject');
  }
}

/** The bodies of a message whose structure is `json`: one for each protocol named, one for the rest. */
function structured(text: string): Record<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
  const bodies = Object.entries(Object(value) as object).filter(([, body]) => typeof body === 'string');
  if (!bodies.some(([protocol]) => protocol === 'default')) {
    throw invalid('Message Structure - No default entry in JSON message body');
  }
  return Object.fromEntries(bodies) as Record<string, string>;
}

function checkFifo(topic: Topic, { MessageGroupId: groupId, MessageDeduplicationId: given }: Entry): void {
  if (!groupId) throw invalid('The MessageGroupId parameter is required for FIFO topics');
  for (const [name, value] of Object.entries({ MessageGroupId: groupId, MessageDeduplicationId: given ?? groupId })) {
    if (!FIFO_ID.test(value)) {
      throw invalid(`${name} Reason: can only include alphanumeric and punctuation characters. 1 to 128 in length`);
    }
  }
  if (!given && topic.attributes.ContentBasedDeduplication !== 'true') {
    throw invalid(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
}

function checkBatch(entries: readonly PublishBatchRequestEntry[]): void {
  if (entries.length === 0) {
    throw new AwsError('EmptyBatchRequestException', "The batch request doesn't contain any entries.");
  }
  if (entries.length > 10) {
    throw new AwsError(
      'TooManyEntriesInBatchRequestException',
      'The batch request contains more entries than permissible.',
    );
  }
  for (const { Id: id = '' } of entries) {
    if (/[^A-Za-z0-9_-]/.test(id)) throw wrongId(`contains an impermissible character: ${id}`);
    if (id.length > 80) throw wrongId(`is too long: ${id}`);
  }
  if (new Set(entries.map(({ Id }) => Id)).size !== entries.length) {
    throw new AwsError(
      'BatchEntryIdsNotDistinctException',
      'Two or more batch entries in the request have the same Id.',
    );
  }
}

const wrongId = (what: string): AwsError =>
  new AwsError('InvalidBatchEntryIdException', `The Id of a batch entry in the batch request ${what}`);

const sizeOf = ({ Message: text = '', MessageAttributes: attributes }: Entry): number =>
  Buffer.byteLength(text) + (attributes ? sizeOfAttributes(messageAttributes(attributes)) : 0);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
