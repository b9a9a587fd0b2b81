import { type NotificationFields, notificationJson, type ShownAttribute } from '../../../core/notification/index.ts';
import { bodyFor, type Message, type Subscription, type Topic } from './model.ts';
import type { Signer } from './signer.ts';

/** One message written for its subscribers; signed once, for the signature is the same for all of a protocol. */
export class Notification {
  readonly #message: Message;
  readonly #topic: Topic;
  readonly #signer: Signer;
  readonly #signatures = new Map<string, NotificationFields>();

  constructor(message: Message, topic: Topic, signer: Signer) {
    this.#message = message;
    this.#topic = topic;
    this.#signer = signer;
  }

  /** What SQS, HTTP and email-json get unless delivery is raw. */
  json({ protocol }: Subscription, unsubscribeUrl: string): string {
    const fields = { ...this.#fields(protocol), ...this.#signature(protocol), UnsubscribeURL: unsubscribeUrl };
    return notificationJson(fields, this.#attributes());
  }

  /** What a Lambda function gets. */
  lambdaEvent({ protocol, arn }: Subscription, unsubscribeUrl: string): string {
    const { SigningCertURL, ...signature } = this.#signature(protocol);
    const { Subject = null, ...fields } = this.#fields(protocol);
    const Sns = {
      ...fields,
      Subject,
      ...signature,
      SigningCertUrl: SigningCertURL,
      UnsubscribeUrl: unsubscribeUrl,
      MessageAttributes: this.#attributes(),
    };
    const record = { EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: arn, Sns };
    return JSON.stringify({ Records: [record] });
  }

  #fields(protocol: string): NotificationFields {
    const { id, sequenceNumber, subject, timestamp } = this.#message;
    return {
      Type: 'Notification',
      MessageId: id,
      SequenceNumber: sequenceNumber,
      TopicArn: this.#topic.arn,
      Subject: subject,
      Message: bodyFor(this.#message, protocol),
      Timestamp: timestamp,
    };
  }

  /** A FIFO topic's messages carry none. */
  #signature(protocol: string): NotificationFields {
    if (this.#message.sequenceNumber !== undefined) return {};
    const body = bodyFor(this.#message, protocol);
    let signature = this.#signatures.get(body);
    if (!signature) {
      const version = this.#topic.attributes.SignatureVersion === '2' ? '2' : '1';
      signature = this.#signer.signed(this.#fields(protocol), version);
      this.#signatures.set(body, signature);
    }
    return signature;
  }

  #attributes(): Record<string, ShownAttribute> {
    const entries = Object.entries(this.#message.attributes);
    return Object.fromEntries(entries.map(([name, { type, value }]) => [name, { Type: type, Value: value }]));
  }
}
