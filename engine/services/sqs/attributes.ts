import type {
  GetQueueAttributesRequest,
  GetQueueAttributesResult,
  ListQueueTagsRequest,
  ListQueueTagsResult,
  SetQueueAttributesRequest,
  TagQueueRequest,
  UntagQueueRequest,
} from '@aws-sdk/client-sqs';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { checkAttributes, checkDeadLetterQueue, unknownAttribute } from './attribute-checks.ts';
import { allAttributes, numeric, type Queue, settable } from './queue.ts';
import { missingParameter, type SqsState } from './state.ts';

/** Attributes and tags of a queue. */
export function attributes(state: SqsState) {
  const { clock } = state.parts;
  const put = (queue: Queue) => state.queues.put(scopeOf(queue), queue.name, queue);

  const getQueueAttributes: Operation<GetQueueAttributesRequest, GetQueueAttributesResult> = (call) => {
    const { QueueUrl: url, AttributeNames: names = [] } = call.input;
    const queue = state.byUrl(call, url);
    const now = clock.now();
    state.parts.store.write(() =>
      state.messages.expire(queue.arn, now - 1000 * numeric(queue, 'MessageRetentionPeriod')),
    );
    const { visible, inFlight, delayed } = state.messages.count(queue.arn, now);
    const all: Record<string, string> = {
      QueueArn: queue.arn,
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesNotVisible: String(inFlight),
      ApproximateNumberOfMessagesDelayed: String(delayed),
      CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
      LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
      ...allAttributes(queue),
    };
    const wanted = names.includes('All') ? Object.keys(all) : names;
    for (const name of wanted) {
      if (!(name in all) && !settable.has(name)) throw unknownAttribute(name);
    }
    const shown = wanted.filter((name) => name in all).map((name) => [name, all[name]]);
    return { Attributes: shown.length === 0 ? undefined : Object.fromEntries(shown) };
  };

  const setQueueAttributes: Operation<SetQueueAttributesRequest, void> = (call) => {
    const { QueueUrl: url, Attributes: wanted = {} } = call.input;
    const queue = state.byUrl(call, url);
    checkAttributes(queue, wanted, queue.attributes);
    checkDeadLetterQueue(state, queue, wanted.RedrivePolicy);
    const attributes: Record<string, string> = { ...queue.attributes };
    for (const [name, value] of Object.entries(plainRedrive(wanted))) {
      if (value === '') delete attributes[name];
      else attributes[name] = value;
    }
    put({ ...queue, attributes, modifiedAt: clock.now() });
  };

  const tagQueue: Operation<TagQueueRequest, void> = (call) => {
    const queue = state.byUrl(call, call.input.QueueUrl);
    const { Tags: added = {} } = call.input;
    if (Object.keys(added).length === 0) throw missingParameter('Tags');
    const tags = { ...queue.tags, ...added };
    if (Object.keys(tags).length > 50) {
      throw new AwsError('InvalidParameterValue', `Too many tags added for queue ${queue.name}.`);
    }
    put({ ...queue, tags });
  };

  const untagQueue: Operation<UntagQueueRequest, void> = (call) => {
    const queue = state.byUrl(call, call.input.QueueUrl);
    const gone = new Set(call.input.TagKeys);
    if (gone.size === 0) throw missingParameter('TagKeys');
    put({ ...queue, tags: Object.fromEntries(Object.entries(queue.tags).filter(([key]) => !gone.has(key))) });
  };

  const listQueueTags: Operation<ListQueueTagsRequest, ListQueueTagsResult> = (call) => {
    const { tags } = state.byUrl(call, call.input.QueueUrl);
    return { Tags: Object.keys(tags).length === 0 ? undefined : { ...tags } };
  };

  return {
    GetQueueAttributes: getQueueAttributes,
    SetQueueAttributes: setQueueAttributes,
    TagQueue: tagQueue,
    UntagQueue: untagQueue,
    ListQueueTags: listQueueTags,
  };
}

/** The attributes with the count of a redrive policy as a number, however it was written. */
export function plainRedrive(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (!attributes.RedrivePolicy) return attributes;
  const policy = JSON.parse(attributes.RedrivePolicy) as { maxReceiveCount: number | string };
  if (typeof policy.maxReceiveCount === 'number') return attributes;
  const RedrivePolicy = JSON.stringify({ ...policy, maxReceiveCount: Number(policy.maxReceiveCount) });
  return { ...attributes, RedrivePolicy };
}
