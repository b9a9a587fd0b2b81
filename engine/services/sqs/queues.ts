import type {
  CreateQueueRequest,
  CreateQueueResult,
  DeleteQueueRequest,
  GetQueueUrlRequest,
  GetQueueUrlResult,
  ListDeadLetterSourceQueuesRequest,
  ListDeadLetterSourceQueuesResult,
  ListQueuesRequest,
  ListQueuesResult,
  PurgeQueueRequest,
} from '@aws-sdk/client-sqs';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { checkAttributes, checkDeadLetterQueue } from './attribute-checks.ts';
import { plainRedrive } from './attributes.ts';
import { attribute, type Queue, redrivePolicy } from './queue.ts';
import { noSuchQueue, type SqsState } from './state.ts';

/** A queue is emptied once in so long. */
const PURGE_MS = 60_000;
const NAME = /^[A-Za-z0-9_-]{1,80}$/;

const urlOf = (call: Pick<Call, 'endpoint'>, { account, name }: Queue): string => `${call.endpoint}/${account}/${name}`;

/** Queues themselves: made, found, emptied, deleted. */
export function queues(state: SqsState) {
  const { store, clock } = state.parts;

  const createQueue: Operation<CreateQueueRequest, CreateQueueResult> = (call) => {
    const { QueueName: name = '', Attributes: given = {}, tags = {} } = call.input;
    const fifo = given.FifoQueue === 'true';
    checkName(name, fifo);
    const { account, region } = call;
    const arn = `arn:aws:sqs:${region}:${account}:${name}`;
    checkAttributes({ name }, given);
    checkDeadLetterQueue(state, { name, arn, region }, given.RedrivePolicy);
    const attributes = plainRedrive(given);
    const scope = scopeOf(call);
    const before = state.queues.get(scope, name);
    if (before) {
      checkSame(before, attributes);
      return { QueueUrl: urlOf(call, before) };
    }
    const now = clock.now();
    const queue: Queue = {
      name,
      arn,
      account,
      region,
      createdAt: now,
      modifiedAt: now,
      attributes: { ...attributes },
      tags: { ...tags },
    };
    state.queues.put(scope, name, queue);
    return { QueueUrl: urlOf(call, queue) };
  };

  const getQueueUrl: Operation<GetQueueUrlRequest, GetQueueUrlResult> = (call) => {
    const { QueueName: name = '', QueueOwnerAWSAccountId: account = call.account } = call.input;
    const queue = state.queues.get(scopeOf({ ...call, account }), name);
    if (!queue) throw noSuchQueue();
    return { QueueUrl: urlOf(call, queue) };
  };

  const listQueues: Operation<ListQueuesRequest, ListQueuesResult> = (call) => {
    const { QueueNamePrefix: prefix = '', MaxResults: limit, NextToken: token } = call.input;
    const found = state.queues.list(scopeOf(call)).filter(({ name }) => name.startsWith(prefix));
    const { items, next } = page(found, limit ?? 1000, token, ({ name }) => name);
    return {
      QueueUrls: items.length === 0 ? undefined : items.map((each) => urlOf(call, each)),
      NextToken: limit === undefined ? undefined : next,
    };
  };

  const deleteQueue: Operation<DeleteQueueRequest, void> = (call) => {
    const queue = state.byUrl(call, call.input.QueueUrl);
    store.write(() => {
      state.messages.purge(queue.arn);
      state.queues.delete(scopeOf(queue), queue.name);
    });
  };

  const purgeQueue: Operation<PurgeQueueRequest, void> = (call) => {
    const queue = state.byUrl(call, call.input.QueueUrl);
    const now = clock.now();
    if (queue.purgedAt !== undefined && now - queue.purgedAt < PURGE_MS) {
      throw new AwsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
        { status: 403 },
      );
    }
    store.write(() => {
      state.messages.purge(queue.arn);
      state.queues.put(scopeOf(queue), queue.name, { ...queue, purgedAt: now });
    });
  };

  const listDeadLetterSourceQueues: Operation<ListDeadLetterSourceQueuesRequest, ListDeadLetterSourceQueuesResult> = (
    call,
  ) => {
    const { arn } = state.byUrl(call, call.input.QueueUrl);
    const sources = state.queues
      .list(scopeOf(call))
      .filter((each) => redrivePolicy(each)?.deadLetterTargetArn === arn)
      .map((each) => urlOf(call, each));
    return { queueUrls: sources };
  };

  return {
    CreateQueue: createQueue,
    GetQueueUrl: getQueueUrl,
    ListQueues: listQueues,
    DeleteQueue: deleteQueue,
    PurgeQueue: purgeQueue,
    ListDeadLetterSourceQueues: listDeadLetterSourceQueues,
  };
}

function checkName(name: string, fifo: boolean): void {
  const stem = fifo && name.endsWith('.fifo') ? name.slice(0, -'.fifo'.length) : name;
  if (NAME.test(stem) && name.length <= 80 && fifo === name.endsWith('.fifo')) return;
  throw new AwsError(
    'InvalidParameterValue',
    fifo && !name.endsWith('.fifo')
      ? 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.'
      : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
  );
}

function checkSame(queue: Queue, wanted: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(wanted)) {
    if (attribute(queue, name as Parameters<typeof attribute>[1]) === value) continue;
    throw new AwsError(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute ${name}`,
    );
  }
}
