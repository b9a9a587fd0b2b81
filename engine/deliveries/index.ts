import type { EngineClock, Timer } from '../clock.ts';
import { AwsError } from '../errors.ts';
import type { EngineLog } from '../log.ts';
import { Signal } from '../signal.ts';
import type { Store } from '../store/index.ts';
import { deadLetter, type GivenUp } from './dead-letter.ts';
import {
  type Deliverer,
  type DelivererOptions,
  type Delivery,
  DeliveryError,
  type NewDelivery,
  type RecordedCall,
  type Seals,
} from './delivery.ts';
import { Journal, type Journey } from './journal.ts';
import { Lanes } from './lanes.ts';
import { Outbox } from './outbox.ts';
import { verdict } from './retry.ts';

export type {
  Deliverer,
  DelivererOptions,
  Delivery,
  NewDelivery,
  RetryCurve,
  RetryPolicyName,
  Seals,
} from './delivery.ts';
export { DeliveryError } from './delivery.ts';
export type { DeliveryReport, Journey } from './journal.ts';

/**
 * What is still to be delivered, kept in the store: committed with the event that causes it, tried after the commit, tried
 * again on the clock, resumed after a restart.
 */
export interface Deliveries {
  /** To be called within the write of the cause. */
  add(delivery: NewDelivery): void;
  /** How deliveries of this kind are made; registered once, by `wiring.ts`. */
  by(kind: string, deliverer: Deliverer, options?: DelivererOptions): void;
  /** Who seals payloads that are not to be read in the store; registered once, by `wiring.ts`. */
  sealedBy(seals: Seals): void;
  /** Notes what a cause was and which rules (ARNs) took it, for `list`; also when nothing is delivered. */
  note(cause: string, about: string, rules: readonly string[]): void;
  /** The last causes and what came of each, newest first. */
  list(): Journey[];
  /** Told within the write that ends a delivery. */
  readonly settled: Signal<Settled>;
}

/** How a delivery ended. */
export interface Settled {
  readonly delivery: Delivery;
  readonly outcome: 'delivered' | 'given up';
  readonly attempts: number;
  /** Why it was given up. */
  readonly error?: string;
}

export interface RunningDeliveries extends Deliveries {
  /** Takes up what an earlier run left, once every kind is registered. Nothing is tried before. */
  start(): void;
  /** Starts no further attempt; what is owed stays in the store. */
  stop(): void;
}

export interface DeliveriesParts {
  readonly store: Store;
  readonly clock: EngineClock;
  readonly log: EngineLog;
}

const CONCURRENCY = 8;
const WARN_EVERY_MS = 60_000;
/** A payload that cannot be opened is looked at again so much later. */
const REOPEN_MS = 60_000;

export function createDeliveries({ store, clock, log }: DeliveriesParts): RunningDeliveries {
  const outbox = new Outbox(store);
  const journal = new Journal();
  const lanes = new Lanes();
  const kinds = new Map<string, { deliver: Deliverer } & DelivererOptions>();
  const timers = new Set<Timer>();
  const settled = new Signal<Settled>();
  const warned = new Map<string, number>();
  let running = false;

  function add(order: NewDelivery): void {
    const release = clock.hold();
    store.write(() => {
      const unsaved = { ...order, createdAt: clock.now() };
      const delivery: Delivery = { ...unsaved, id: outbox.add(unsaved) };
      store.onUndo(release);
      store.afterCommit(() => {
        journal.added(delivery);
        if (running) attemptNow(delivery, 0, release);
        else release();
      });
    });
  }

  /** Queues an attempt; virtual time stands still until it was made. */
  function attemptNow(delivery: Delivery, made: number, release: () => void): void {
    const kind = kinds.get(delivery.kind);
    // A lane for each target: one that hangs delays no other.
    lanes.run(`${delivery.kind} ${delivery.target}`, kind?.concurrency ?? CONCURRENCY, async () => {
      try {
        if (running) await attempt(delivery, made + 1);
      } catch (error) {
        log.error(`delivery ${delivery.id} to ${delivery.target} could not be recorded`, error);
      } finally {
        release();
      }
    });
  }

  async function attempt(delivery: Delivery, attempts: number): Promise<void> {
    const { error, recorded } = await tried(delivery);
    if (!running) return;
    const now = clock.now();
    if (!error) {
      const outcome = recorded
        ? ({ outcome: 'recorded', call: recorded } as const)
        : ({ outcome: 'delivered' } as const);
      journal.attempted(delivery.id, attempts, now, outcome);
      end(delivery, { outcome: 'delivered', attempts });
      return;
    }
    const next = error.permanent ? undefined : verdict(delivery, attempts, now);
    if (next && 'retryAt' in next) {
      journal.attempted(delivery.id, attempts, now, { nextAttempt: new Date(next.retryAt).toISOString() }, error);
      store.write(() => outbox.postpone(delivery.id, next.retryAt, attempts));
      wait(delivery.id, next.retryAt, attempts);
      return;
    }
    giveUp(delivery, { error, attempts, exhausted: next?.giveUp });
  }

  async function tried(delivery: Delivery): Promise<{ error?: DeliveryError; recorded?: RecordedCall }> {
    const kind = kinds.get(delivery.kind);
    if (!kind) {
      return { error: new DeliveryError('UNSUPPORTED_TARGET', `nothing here delivers to ${delivery.target}`, true) };
    }
    try {
      let recorded: RecordedCall | undefined;
      await kind.deliver(delivery, (call) => {
        recorded = call;
      });
      return { recorded };
    } catch (error) {
      if (error instanceof DeliveryError) return { error };
      // A service of the engine that refuses refuses the next time too: the engine throttles nobody.
      if (error instanceof AwsError && error.status < 500) {
        return { error: new DeliveryError(error.code, error.message, true) };
      }
      // One that the end of the engine broke off is tried again when it is started next.
      if (running) log.error(`delivery ${delivery.id} to ${delivery.target} failed`, error);
      const message = error instanceof Error ? error.message : String(error);
      return { error: new DeliveryError('INTERNAL_ERROR', message, false) };
    }
  }

  function giveUp(delivery: Delivery, why: GivenUp): void {
    const { error, attempts } = why;
    const queue = delivery.deadLetterArn;
    journal.attempted(
      delivery.id,
      attempts,
      clock.now(),
      { outcome: 'given up', ...(queue && { deadLetterQueue: queue }) },
      error,
    );
    store.write(() => {
      if (queue) add(deadLetter(delivery, queue, why));
      end(delivery, { outcome: 'given up', attempts, error: error.message });
    });
    if (!queue) warn(`given up: ${delivery.kind} ${delivery.target} (${error.code}: ${error.message})`);
  }

  /** The same trouble is told once a minute: the listing has all of it. */
  function warn(message: string): void {
    const now = clock.now();
    const before = warned.get(message);
    if (before !== undefined && now - before < WARN_EVERY_MS) return;
    if (warned.size > 1_000) warned.clear();
    warned.set(message, now);
    log.warn(message);
  }

  function end(delivery: Delivery, how: Omit<Settled, 'delivery'>): void {
    store.write(() => {
      outbox.remove(delivery.id);
      settled.tell({ delivery, ...how });
    });
  }

  /** Sets the timer of a further attempt; the delivery itself is read again from the store when it is due. */
  function wait(id: string, due: number, made: number): void {
    const timer = clock.at(due, () => {
      timers.delete(timer);
      const delivery = running ? opened(id, made) : undefined;
      if (delivery) attemptNow(delivery, made, clock.hold());
    });
    timers.add(timer);
  }

  /** A delivery from the store; one whose payload cannot be opened now waits on. */
  function opened(id: string, made: number): Delivery | undefined {
    try {
      return outbox.read(id);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      warn(`delivery ${id} waits: ${error.code}: ${error.message}`);
      wait(id, clock.now() + REOPEN_MS, made);
      return undefined;
    }
  }

  function start(): void {
    running = true;
    for (const { id, due, attempts } of outbox.owed()) {
      const delivery = opened(id, attempts);
      if (!delivery) continue;
      journal.added(delivery);
      if (due > clock.now()) wait(id, due, attempts);
      else attemptNow(delivery, attempts, clock.hold());
    }
  }

  function stop(): void {
    running = false;
    for (const timer of timers) timer.cancel();
    timers.clear();
  }

  return {
    add,
    sealedBy: (seals) => outbox.sealedBy(seals),
    by: (kind, deliver, options = {}) => void kinds.set(kind, { deliver, ...options }),
    note: (cause, about, rules) => journal.note(cause, clock.now(), about, rules),
    list: () => journal.list(),
    settled,
    start,
    stop,
  };
}
