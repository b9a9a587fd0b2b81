import type { EngineClock } from '../clock.ts';
import type { EngineLog } from '../log.ts';
import type { Store } from '../store/index.ts';

/** Something on its way to a target: an event to a queue, a notification to an address, an alarm's action. */
export interface Delivery {
  readonly id: string;
  /** What caused it: an event's id, a message's id; `/_trailkeeper/deliveries` groups by it. */
  readonly cause: string;
  /** What sent it: a rule's, a topic's subscription's, an alarm's ARN. */
  readonly via: string;
  /** How it is delivered: the name a deliverer was registered under (`lambda`, `sns`, `sqs`, `logs`, `events`, `email`, `http`). */
  readonly kind: string;
  /** Where it goes: an ARN, an address, a URL. */
  readonly target: string;
  /** What is handed over, as text; its form is the deliverer's. */
  readonly payload: string;
  /** What the deliverer needs beside the payload (message attributes, a group id). */
  readonly attributes: Readonly<Record<string, string>>;
  readonly retry: RetryPolicyName;
  /** At most so many attempts and so long; less than the policy's own when the user said so. */
  readonly maximumAttempts?: number;
  readonly maximumAgeSeconds?: number;
  /** The queue a delivery given up goes to. */
  readonly deadLetterArn?: string;
  /** ms since 1970 */
  readonly createdAt: number;
}

export type RetryPolicyName = 'eventbridge' | 'sns-aws' | 'sns-customer' | 'lambda-async' | 'none';

export type NewDelivery = Omit<Delivery, 'id' | 'createdAt'>;

/**
 * Thrown by a deliverer. `permanent` ones are not tried again (no such function, access denied); others are, as the delivery's
 * policy says.
 */
export class DeliveryError extends Error {
  readonly code: string;
  readonly permanent: boolean;

  constructor(code: string, message: string, permanent: boolean) {
    super(message);
    this.name = 'DeliveryError';
    this.code = code;
    this.permanent = permanent;
  }
}

/** Hands one delivery over; resolves when the target took it. Runs after the commit of what caused it. */
export type Deliverer = (delivery: Delivery) => Promise<void>;

/**
 * What is still to be delivered, kept in the store: committed with the event that causes it, tried after the commit, tried
 * again on the clock, resumed after a restart.
 */
export interface Deliveries {
  /** To be called within the write of the cause. */
  add(delivery: NewDelivery): void;
  /** How deliveries of this kind are made; registered once, by `wiring.ts`. */
  by(kind: string, deliverer: Deliverer): void;
}

export interface DeliveriesParts {
  readonly store: Store;
  readonly clock: EngineClock;
  readonly log: EngineLog;
}
