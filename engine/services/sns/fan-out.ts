import { type FilterPolicy, matchesFilterPolicy, parseFilterPolicy } from '../../../core/event-pattern/index.ts';
import { notificationMail } from '../../../core/notification/index.ts';
import type { NewDelivery } from '../../deliveries/index.ts';
import { httpDelivery } from './delivery-policy.ts';
import { links } from './links.ts';
import { bodyFor, isFifo, isRaw, type Message, type Subscription, type Topic } from './model.ts';
import { Notification } from './notification.ts';
import { platformOf, push } from './push.ts';
import type { Signer } from './signer.ts';
import type { SnsState } from './state.ts';
import { deadLetterArn } from './subscription-attributes.ts';

/** Owes a message to every confirmed subscription whose filter lets it through; within a write. */
export function createFanOut(state: SnsState, signer: Signer) {
  const { deliveries, settings } = state.parts;
  const filters = new WeakMap<Subscription, FilterPolicy>();
  const link = links(settings);

  return (topic: Topic, message: Message, cause: string): void => {
    const notification = new Notification(message, topic, signer);
    for (const subscription of state.subscriptionsOf(topic)) {
      if (!subscription.confirmed || !passes(subscription, message)) continue;
      const how = write(topic, subscription, message, notification);
      deliveries.add({
        cause,
        via: subscription.arn,
        target: subscription.endpoint,
        deadLetterArn: deadLetterArn(subscription),
        ...how,
      });
    }
  };

  function passes(subscription: Subscription, message: Message): boolean {
    const text = subscription.attributes.FilterPolicy;
    if (!text) return true;
    let filter = filters.get(subscription);
    if (!filter) {
      const scope = subscription.attributes.FilterPolicyScope === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';
      filter = parseFilterPolicy(text, scope);
      filters.set(subscription, filter);
    }
    if (filter.scope === 'MessageBody') return matchesFilterPolicy(filter, bodyFor(message, subscription.protocol));
    const attributes = Object.entries(message.attributes).map(([name, { type, value }]) => [
      name,
      type.startsWith('Binary')
        ? { DataType: type, BinaryValue: Buffer.from(value, 'base64') }
        : { DataType: type, StringValue: value },
    ]);
    return matchesFilterPolicy(filter, Object.fromEntries(attributes));
  }

  function write(
    topic: Topic,
    subscription: Subscription,
    message: Message,
    notification: Notification,
  ): Omit<NewDelivery, 'cause' | 'via' | 'target'> {
    const { protocol } = subscription;
    const unsubscribeUrl = link.unsubscribe(subscription);
    switch (protocol) {
      case 'email': {
        const mail = notificationMail({
          displayName: topic.attributes.DisplayName,
          subject: message.subject,
          message: bodyFor(message, protocol),
          unsubscribeUrl,
        });
        return mailDelivery(JSON.stringify(mail), topic);
      }
      case 'email-json': {
        const from = {
          name: topic.attributes.DisplayName || 'AWS Notifications',
          address: 'no-reply@sns.amazonaws.com',
        };
        const subject = message.subject ?? 'AWS Notification Message';
        const text = notification.json(subscription, unsubscribeUrl);
        return mailDelivery(JSON.stringify({ from, subject, text }), topic);
      }
      case 'sms':
        return {
          kind: 'sms',
          payload: bodyFor(message, protocol),
          attributes: { topic: topic.arn },
          retry: 'sns-customer',
        };
      case 'application':
        return push(bodyFor(message, platformOf(subscription.endpoint)), topic.arn);
      case 'http':
      case 'https':
        return overHttp(topic, subscription, message, notification, unsubscribeUrl);
      case 'lambda':
        return {
          kind: 'lambda',
          payload: notification.lambdaEvent(subscription, unsubscribeUrl),
          attributes: {},
          retry: 'sns-aws',
          deadLetterPayload: deadLetterArn(subscription) && notification.json(subscription, unsubscribeUrl),
        };
      case 'firehose': {
        const record = isRaw(subscription)
          ? bodyFor(message, protocol)
          : notification.json(subscription, unsubscribeUrl);
        // A line each, so that what reads the archive can tell them apart.
        return { kind: protocol, payload: `${record}\n`, attributes: {}, retry: 'sns-aws' };
      }
      default:
        return {
          kind: protocol,
          payload: isRaw(subscription) ? bodyFor(message, protocol) : notification.json(subscription, unsubscribeUrl),
          attributes: queueAttributes(topic, subscription, message),
          retry: 'sns-aws',
        };
    }
  }

  function overHttp(
    topic: Topic,
    subscription: Subscription,
    message: Message,
    notification: Notification,
    unsubscribeUrl: string,
  ): Omit<NewDelivery, 'cause' | 'via' | 'target'> {
    const raw = isRaw(subscription);
    const { curve, contentType } = httpDelivery(
      topic.attributes.DeliveryPolicy,
      subscription.attributes.DeliveryPolicy,
    );
    return {
      kind: 'http',
      payload: raw ? bodyFor(message, subscription.protocol) : notification.json(subscription, unsubscribeUrl),
      attributes: {
        contentType,
        messageType: 'Notification',
        messageId: message.id,
        topicArn: topic.arn,
        subscriptionArn: subscription.arn,
        ...(raw && { raw: 'true' }),
      },
      retry: 'sns-http',
      curve,
    };
  }
}

const mailDelivery = (payload: string, topic: Topic): Omit<NewDelivery, 'cause' | 'via' | 'target'> => ({
  kind: 'email',
  payload,
  attributes: { topic: topic.arn },
  retry: 'sns-customer',
});

/** What goes along with a message into a queue: its attributes when delivery is raw, group and deduplication ids. */
function queueAttributes(topic: Topic, subscription: Subscription, message: Message): Record<string, string> {
  const { groupId, deduplicationId, traceHeader } = message;
  const attributes = Object.entries(message.attributes);
  return {
    ...(isRaw(subscription) &&
      attributes.length > 0 && {
        messageAttributes: JSON.stringify(
          Object.fromEntries(
            attributes.map(([name, { type, value }]) => [
              name,
              type.startsWith('Binary')
                ? { DataType: type, BinaryValue: value }
                : { DataType: type, StringValue: value },
            ]),
          ),
        ),
      }),
    ...(groupId && { messageGroupId: groupId }),
    ...(isFifo(topic) && deduplicationId && { messageDeduplicationId: deduplicationId }),
    ...(traceHeader && { traceHeader }),
  };
}
