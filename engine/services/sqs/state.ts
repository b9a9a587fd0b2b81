import { createHash, randomUUID } from 'node:crypto';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Call, EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { Messages } from './messages.ts';
import { attribute, deduplicationKey, isFifo, numeric, type Queue } from './queue.ts';

/** A message to be sent; the time is the clock's. */
export interface Outgoing {
  readonly body: string;
  /** Message attributes as JSON (see `attribute-json.ts`). */
  readonly attributes?: string;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly delaySeconds?: number;
  readonly senderId: string;
  readonly traceHeader?: string;
}

export interface Sent {
  readonly id: string;
  /** Only of a FIFO queue. */
  readonly sequenceNumber: string | undefined;
}

const DEDUPLICATION_WINDOW = 5 * 60_000;

/** What the operations share: the queues, their messages and who waits for one. */
export class SqsState {
  readonly parts: EngineParts;
  readonly queues: Documents<Queue>;
  readonly messages: Messages;
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.queues = parts.store.documents<Queue>('sqs.queues');
    this.messages = new Messages(parts.store);
  }

  /** The queue of a request's URL: `http://host/123456789012/name`; a bare name will do. */
  byUrl(call: Pick<Call, 'account' | 'region'>, url: string | undefined): Queue {
    const parts = (url ?? '').replace(/\/+$/, '').split('/');
    const account = parts.at(-2) ?? call.account;
    const queue = this.queues.get(scopeOf({ account, region: call.region }), parts.at(-1) ?? '');
    if (!queue) throw noSuchQueue();
    return queue;
  }

  byArn(arn: string): Queue | undefined {
    const [, , service, region, account, name] = arn.split(':');
    if (service !== 'sqs' || name === undefined) return undefined;
    return this.queues.get(`${account}/${region}`, name);
  }

  /** Puts a message into a queue, within a write; a duplicate of the last five minutes is acknowledged and dropped. */
  send(queue: Queue, outgoing: Outgoing): Sent {
    const now = this.parts.clock.now();
    const fifo = isFifo(queue);
    const deduplicationId = fifo ? (outgoing.deduplicationId ?? sha256(outgoing.body)) : outgoing.deduplicationId;
    const key = fifo ? deduplicationKey(queue, deduplicationId!, outgoing.groupId) : '';
    const duplicate = fifo && this.messages.duplicate(queue.arn, key, now - DEDUPLICATION_WINDOW);
    if (duplicate) return { id: duplicate.id, sequenceNumber: sequence(duplicate.seq) };
    const delay = outgoing.delaySeconds ?? numeric(queue, 'DelaySeconds');
    const id = randomUUID();
    const seq = this.messages.add({
      queue: queue.arn,
      id,
      body: outgoing.body,
      attributes: outgoing.attributes,
      groupId: outgoing.groupId,
      deduplicationId,
      senderId: outgoing.senderId,
      traceHeader: outgoing.traceHeader,
      sentAt: now,
      visibleAt: now + 1000 * delay,
    });
    if (fifo) this.messages.remember(queue.arn, key, id, seq, now);
    this.arrived(queue.arn);
    return { id, sequenceNumber: fifo ? sequence(seq) : undefined };
  }

  /** Says, once it is committed, that a queue has something to receive. */
  arrived(arn: string): void {
    if (!this.#waiting.has(arn)) return;
    this.parts.store.afterCommit(() => {
      for (const wake of this.#waiting.get(arn) ?? []) wake();
    });
  }

  /** Resolves when something arrived, the moment came or the caller hung up. */
  arrival(arn: string, until: number, hungUp: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(arn) ?? new Set();
      this.#waiting.set(arn, waiting);
      const timer = this.parts.clock.at(until, () => wake());
      const wake = () => {
        timer.cancel();
        hungUp.removeEventListener('abort', wake);
        waiting.delete(wake);
        if (waiting.size === 0) this.#waiting.delete(arn);
        resolve();
      };
      hungUp.addEventListener('abort', wake);
      waiting.add(wake);
    });
  }

  contentBased(queue: Queue): boolean {
    return attribute(queue, 'ContentBasedDeduplication') === 'true';
  }
}

export const noSuchQueue = (): AwsError => new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');

export const missingParameter = (name: string): AwsError =>
  new AwsError('MissingParameter', `The request must contain the parameter ${name}.`);

const sequence = (seq: number): string => String(18_850_000_000_000_000_000n + BigInt(seq));
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
