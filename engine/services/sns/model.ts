/** A topic as it is kept. */
export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** What was set; the rest AWS computes. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Subscriptions that were deleted, ever. */
  readonly deletedSubscriptions: number;
  readonly createdAt: number;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly owner: string;
  /** ARN of who subscribed. */
  readonly principal: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** What was set: filter policy, raw delivery, redrive and delivery policies. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly confirmed: boolean;
  /** Confirmed by a signed call, or by nature of the protocol: nobody can unsubscribe it by a bare link then. */
  readonly authenticated: boolean;
  /** What the confirmation link carries, and when it was sent last, ms since 1970. */
  readonly token: string;
  readonly askedAt?: number;
  readonly createdAt: number;
}

/** An application of a phones' push service. */
export interface PushApplication {
  readonly arn: string;
  /** `APNS`, `GCM`, ... */
  readonly platform: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A phone an application pushes to: `Enabled`, `Token` and `CustomUserData`. */
export interface PushEndpoint {
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** An attribute of a message; binary values in base64. */
export interface MessageAttribute {
  readonly type: string;
  readonly value: string;
}

/** A message as it is on its way to subscribers. */
export interface Message {
  readonly id: string;
  readonly topicArn: string;
  readonly subject: string | undefined;
  /** The text each protocol gets: `default` and what a JSON message structure says of others. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** ISO 8601 with milliseconds */
  readonly timestamp: string;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  /** Only of a FIFO topic. */
  readonly sequenceNumber?: string;
  readonly traceHeader?: string;
}

export const bodyFor = (message: Pick<Message, 'bodies'>, protocol: string): string =>
  message.bodies[protocol] ?? message.bodies.default ?? '';

export const isFifo = ({ name }: Pick<Topic, 'name'>): boolean => name.endsWith('.fifo');

export const isRaw = ({ attributes }: Pick<Subscription, 'attributes'>): boolean =>
  attributes.RawMessageDelivery?.toLowerCase() === 'true';
