import type {
  BatchResultErrorEntry,
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult,
  ChangeMessageVisibilityRequest,
  DeleteMessageBatchRequest,
  DeleteMessageBatchResult,
  DeleteMessageRequest,
  Message,
  ReceiveMessageRequest,
  ReceiveMessageResult,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { attributesFromJson } from './attribute-json.ts';
import { checkBatch, failures } from './batch.ts';
import { md5, md5OfAttributes } from './checksums.ts';
import type { StoredMessage } from './messages.ts';
import { isFifo, numeric, type Queue, redrivePolicy } from './queue.ts';
import type { SqsState } from './state.ts';

export function receive(state: SqsState) {
  const { store, clock } = state.parts;

  const receiveMessage: Operation<ReceiveMessageRequest, ReceiveMessageResult> = async (call) => {
    const { input } = call;
    const queue = state.byUrl(call, input.QueueUrl);
    const limit = Math.trunc(input.MaxNumberOfMessages ?? 1);
    if (limit < 1 || limit > 10) {
      throw new AwsError(
        'InvalidParameterValue',
        `Value ${limit} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
      );
    }
    checkVisibility(input.VisibilityTimeout ?? 0);
    const hiddenFor = 1000 * (input.VisibilityTimeout ?? numeric(queue, 'VisibilityTimeout'));
    const wait = input.WaitTimeSeconds ?? numeric(queue, 'ReceiveMessageWaitTimeSeconds');
    if (wait < 0 || wait > 20) {
      throw new AwsError(
        'InvalidParameterValue',
        `Value ${wait} for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.`,
      );
    }
    const until = clock.now() + 1000 * wait;
    for (;;) {
      const taken = store.write(() => take(queue, limit, hiddenFor));
      // Virtual time stands still while a request is in flight: a long poll would wait for a moment that never comes.
      const over = clock.virtual || clock.now() >= until || call.hungUp.aborted;
      if (taken.length > 0) return { Messages: taken.map((each) => shown(each, input)) };
      if (over) return {};
      const next = state.messages.nextVisible(queue.arn, clock.now());
      await state.arrival(queue.arn, Math.min(until, next ?? until), call.hungUp);
    }
  };

  /** Takes messages for a receiver: they are hidden from others for a while, or moved when received too often. */
  function take(queue: Queue, limit: number, hiddenFor: number): StoredMessage[] {
    const now = clock.now();
    state.messages.expire(queue.arn, now - 1000 * numeric(queue, 'MessageRetentionPeriod'));
    const redrive = redrivePolicy(queue);
    for (;;) {
      const found = isFifo(queue)
        ? state.messages.visibleInGroups(queue.arn, now, limit)
        : state.messages.visible(queue.arn, now, limit);
      const spent = redrive ? found.filter(({ receives }) => receives >= redrive.maxReceiveCount) : [];
      if (redrive && spent.length > 0 && state.byArn(redrive.deadLetterTargetArn)) {
        for (const { seq } of spent) state.messages.move(seq, redrive.deadLetterTargetArn, now);
        state.arrived(redrive.deadLetterTargetArn);
        continue;
      }
      for (const { seq } of found) state.messages.receive(seq, now, now + hiddenFor);
      return found.map((each) => ({
        ...each,
        receives: each.receives + 1,
        firstReceivedAt: each.firstReceivedAt ?? now,
      }));
    }
  }

  function remove(queue: Queue, handle: string | undefined): void {
    const seq = seqOf(handle);
    const message = state.messages.read(seq);
    if (message?.queue !== queue.arn) return;
    if (isFifo(queue) && (message.visibleAt <= clock.now() || handleOf(message) !== handle)) {
      throw new AwsError(
        'InvalidParameterValue',
        `Value ${handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
      );
    }
    state.messages.delete(seq);
    if (isFifo(queue)) state.arrived(queue.arn);
  }

  const deleteMessage: Operation<DeleteMessageRequest, void> = (call) => {
    const queue = state.byUrl(call, call.input.QueueUrl);
    store.write(() => remove(queue, call.input.ReceiptHandle));
  };

  const deleteMessageBatch: Operation<DeleteMessageBatchRequest, DeleteMessageBatchResult> = (call) => {
    const { QueueUrl: url, Entries: entries = [] } = call.input;
    const queue = state.byUrl(call, url);
    checkBatch('DeleteMessageBatchRequestEntry', entries);
    return inBatch(entries, ({ ReceiptHandle }) => remove(queue, ReceiptHandle));
  };

  function change(queue: Queue, handle: string | undefined, seconds = 0): void {
    checkVisibility(seconds);
    const now = clock.now();
    const message = state.messages.read(seqOf(handle));
    if (message?.queue !== queue.arn || message.visibleAt <= now) {
      throw new AwsError(
        'MessageNotInflight',
        `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
      );
    }
    state.messages.show(message.seq, now + 1000 * seconds);
    if (seconds === 0) state.arrived(queue.arn);
  }

  const changeMessageVisibility: Operation<ChangeMessageVisibilityRequest, void> = (call) => {
    const { QueueUrl: url, ReceiptHandle: handle, VisibilityTimeout: seconds } = call.input;
    const queue = state.byUrl(call, url);
    store.write(() => change(queue, handle, seconds));
  };

  const changeMessageVisibilityBatch: Operation<
    ChangeMessageVisibilityBatchRequest,
    ChangeMessageVisibilityBatchResult
  > = (call) => {
    const { QueueUrl: url, Entries: entries = [] } = call.input;
    const queue = state.byUrl(call, url);
    checkBatch('ChangeMessageVisibilityBatchRequestEntry', entries);
    return inBatch(entries, ({ ReceiptHandle, VisibilityTimeout }) => change(queue, ReceiptHandle, VisibilityTimeout));
  };

  function inBatch<Entry extends { Id: string | undefined; ReceiptHandle: string | undefined }>(
    entries: readonly Entry[],
    work: (entry: Entry) => void,
  ) {
    const Successful: { Id: string }[] = [];
    const Failed: BatchResultErrorEntry[] = [];
    store.write(() => {
      for (const entry of entries) {
        const failure = failures(entry.Id!, () => work(entry));
        if (failure) Failed.push(failure);
        else Successful.push({ Id: entry.Id! });
      }
    });
    return { Successful, Failed: Failed.length === 0 ? undefined : Failed } as {
      Successful: { Id: string }[];
      Failed: BatchResultErrorEntry[] | undefined;
    };
  }

  return {
    ReceiveMessage: receiveMessage,
    DeleteMessage: deleteMessage,
    DeleteMessageBatch: deleteMessageBatch,
    ChangeMessageVisibility: changeMessageVisibility,
    ChangeMessageVisibilityBatch: changeMessageVisibilityBatch,
  };
}

function checkVisibility(seconds: number): void {
  if (seconds >= 0 && seconds <= 43_200) return;
  throw new AwsError(
    'InvalidParameterValue',
    `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided.`,
  );
}

/** A receipt names the message and the receive it is of. */
const handleOf = ({ seq, id, receives }: StoredMessage): string =>
  Buffer.from(`${seq} ${receives} ${id}`).toString('base64');

function seqOf(handle: string | undefined): number {
  const [seq, , id] = Buffer.from(handle ?? '', 'base64')
    .toString()
    .split(' ');
  if (!/^\d+$/.test(seq ?? '') || id === undefined) {
    throw new AwsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
      { status: 404 },
    );
  }
  return Number(seq);
}

function shown(message: StoredMessage, input: ReceiveMessageRequest): Message {
  const attributes = selected(attributesFromJson(message.attributes), input.MessageAttributeNames ?? []);
  const system = selected(systemAttributes(message), [
    ...(input.MessageSystemAttributeNames ?? []),
    ...(input.AttributeNames ?? []),
  ]);
  return {
    MessageId: message.id,
    ReceiptHandle: handleOf(message),
    MD5OfBody: md5(message.body),
    Body: message.body,
    Attributes: system,
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MessageAttributes: attributes,
  };
}

function systemAttributes(message: StoredMessage): Record<string, string> {
  const all = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    SequenceNumber: message.queue.endsWith('.fifo')
      ? String(18_850_000_000_000_000_000n + BigInt(message.seq))
      : undefined,
    MessageDeduplicationId: message.deduplicationId,
    MessageGroupId: message.groupId,
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.sourceArn,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The members asked for by name, `All`, `.*` or `prefix.*`; undefined when none. */
function selected<T>(
  all: Readonly<Record<string, T>> | undefined,
  names: readonly string[],
): Record<string, T> | undefined {
  const wanted = (name: string) =>
    names.some(
      (each) =>
        each === 'All' || each === '.*' || each === name || (each.endsWith('.*') && name.startsWith(each.slice(0, -2))),
    );
  const found = Object.entries(all ?? {}).filter(([name]) => wanted(name));
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
