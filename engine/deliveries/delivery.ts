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
  /** The curve of a `sns-http` delivery whose topic or subscription has a delivery policy. */
  readonly curve?: RetryCurve;
  /** The queue a delivery given up goes to. */
  readonly deadLetterArn?: string;
  /** What goes there when it is not the payload: a rule's dead letter is the whole event, not what a transformer made of it. */
  readonly deadLetterPayload?: string;
  /** It is one that was given up, on its way to its dead-letter queue. */
  readonly isDeadLetter?: boolean;
  /** The key its payload is sealed under while it waits, as who keeps the keys calls it; what it becomes on its way is sealed so too. */
  readonly sealedUnder?: string;
  /** ms since 1970 */
  readonly createdAt: number;
}

/** Keeps payloads from being read in the store. */
export interface Seals {
  seal(key: string, text: string): string;
  /** @throws AwsError while the key may not be used */
  open(key: string, sealed: string): string;
}

export type RetryPolicyName = 'eventbridge' | 'sns-aws' | 'sns-customer' | 'sns-http' | 'lambda-async' | 'none';

/** How long to wait between attempts, in SNS's terms (`healthyRetryPolicy`): four phases one after the other. Seconds. */
export interface RetryCurve {
  readonly numRetries: number;
  readonly numNoDelayRetries: number;
  readonly minDelayTarget: number;
  readonly numMinDelayRetries: number;
  readonly maxDelayTarget: number;
  readonly numMaxDelayRetries: number;
  readonly backoffFunction: 'arithmetic' | 'exponential' | 'geometric' | 'linear';
}

export type NewDelivery = Omit<Delivery, 'id' | 'createdAt'>;

/**
 * Thrown by a deliverer. `permanent` ones are not tried again (no such function, access denied); others are, as the delivery's
 * policy says.
 */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly code: string;
  readonly permanent: boolean;

  constructor(code: string, message: string, permanent: boolean) {
    super(message);
    this.code = code;
    this.permanent = permanent;
  }
}

/** A call that would have been made, had its endpoint been known. */
export interface RecordedCall {
  readonly operation: string;
  readonly input: object;
}

/**
 * Hands one delivery over; resolves when the target took it. Runs after the commit of what caused it.
 * @param record is told the call where there is nowhere to make it
 */
export type Deliverer = (delivery: Delivery, record: (call: RecordedCall) => void) => Promise<void> | void;

export interface DelivererOptions {
  /** Attempts in flight to one target at a time; the others of that target wait their turn. */
  readonly concurrency?: number;
}
