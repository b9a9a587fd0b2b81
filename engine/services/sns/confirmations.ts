import { randomBytes, randomUUID } from 'node:crypto';
import type { ConfirmSubscriptionInput, ConfirmSubscriptionResponse, UnsubscribeInput } from '@aws-sdk/client-sns';
import { confirmationMail, farewellMail, notificationJson } from '../../../core/notification/index.ts';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { effectiveDeliveryPolicy } from './delivery-policy.ts';
import { invalid, invalidBare } from './errors.ts';
import { links } from './links.ts';
import type { Subscription } from './model.ts';
import type { Signer } from './signer.ts';
import { checkArn, type SnsState } from './state.ts';

/** Only so much of a token counts. */
const SIGNIFICANT = 64;

/** Two days. @see AWS, "Subscribe"; what is answered later is unverified */
const TOKEN_LASTS = 48 * 3_600_000;

/** Asks subscribers whether they want a topic, and tells them when they are off it. */
export class Confirmations {
  readonly #state: SnsState;
  readonly #signer: Signer;

  constructor(state: SnsState, signer: Signer) {
    this.#state = state;
    this.#signer = signer;
  }

  ask(subscription: Subscription): void {
    const { topicArn } = subscription;
    const confirmUrl = links(this.#state.parts.settings).confirm(subscription);
    const displayName = this.#displayName(topicArn);
    if (subscription.protocol.startsWith('email')) {
      this.#mail(subscription, confirmationMail({ displayName, topicArn, confirmUrl }));
    } else {
      const Message = `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`;
      this.#post(subscription, 'SubscriptionConfirmation', Message, confirmUrl);
    }
  }

  /** To be called when a subscription was ended by its link. */
  takeLeave(subscription: Subscription): void {
    const { topicArn } = subscription;
    const resubscribeUrl = links(this.#state.parts.settings).confirm(subscription);
    if (subscription.protocol.startsWith('email')) {
      const displayName = this.#displayName(topicArn);
      this.#mail(subscription, farewellMail({ displayName, topicArn, resubscribeUrl }));
    } else if (subscription.protocol.startsWith('http')) {
      const Message = `You have chosen to deactivate subscription ${subscription.arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`;
      this.#post(subscription, 'UnsubscribeConfirmation', Message, resubscribeUrl);
    }
  }

  #displayName(topicArn: string): string | undefined {
    return this.#state.topicAt(topicArn)?.attributes.DisplayName;
  }

  #mail({ arn, topicArn, endpoint }: Subscription, mail: object): void {
    this.#state.parts.deliveries.add({
      cause: arn,
      via: topicArn,
      kind: 'email',
      target: endpoint,
      payload: JSON.stringify(mail),
      attributes: { topic: topicArn },
      retry: 'sns-customer',
    });
  }

  #post(subscription: Subscription, Type: string, Message: string, SubscribeURL: string): void {
    const { deliveries, clock } = this.#state.parts;
    const { topicArn: TopicArn, token: Token, arn, endpoint } = subscription;
    const topic = this.#state.topicAt(TopicArn);
    const MessageId = randomUUID();
    const Timestamp = new Date(clock.now()).toISOString();
    const fields = { Type, MessageId, Token, TopicArn, Message, SubscribeURL, Timestamp };
    const version = topic?.attributes.SignatureVersion === '2' ? '2' : '1';
    const { http } = effectiveDeliveryPolicy(topic?.attributes.DeliveryPolicy);
    deliveries.add({
      cause: arn,
      via: TopicArn,
      kind: 'http',
      target: endpoint,
      payload: notificationJson({ ...fields, ...this.#signer.signed(fields, version) }),
      attributes: {
        contentType: http.defaultRequestPolicy.headerContentType,
        messageType: Type,
        messageId: MessageId,
        topicArn: TopicArn,
        ...(Type === 'UnsubscribeConfirmation' && { subscriptionArn: arn }),
      },
      retry: 'sns-http',
      curve: http.defaultHealthyRetryPolicy,
    });
  }
}

/** Yes and no of subscribers. Both come signed or as a bare link; the region is the topic's, for a link names none. */
export function confirming(state: SnsState, confirmations: Confirmations) {
  const { store, clock } = state.parts;

  const confirmSubscription: Operation<ConfirmSubscriptionInput, ConfirmSubscriptionResponse> = ({ input }) => {
    const { TopicArn: topicArn = '', Token: token = '', AuthenticateOnUnsubscribe: authenticate } = input;
    checkArn(topicArn, 'TopicArn');
    if (!/^[0-9a-f]{64,}$/.test(token)) throw invalidBare('Invalid token');
    const found = withToken(topicArn, token);
    if (!found) throw invalid(everywhere(token) ? 'Topic' : 'Token');
    if (clock.now() - (found.askedAt ?? found.createdAt) > TOKEN_LASTS) throw invalid('Token');
    const confirmed = { ...found, confirmed: true, authenticated: found.authenticated || authenticate === 'true' };
    store.write(() => {
      state.former.delete(topicArn, found.arn);
      state.putSubscription(confirmed);
    });
    return { SubscriptionArn: found.arn };
  };

  const unsubscribe: Operation<UnsubscribeInput, void> = (call) => {
    const { SubscriptionArn: arn = '' } = call.input;
    if (arn === '') throw invalid('SubscriptionArn Reason: no value for required parameter');
    checkArn(arn, 'SubscriptionArn');
    if (!/^[0-9a-f-]{36}$/.test(arn.split(':').at(-1) ?? '')) throw invalid('SubscriptionId');
    const found = state.subscription(arn);
    if (!found) return;
    const byLink = call.caller.accessKeyId === '';
    if (byLink && found.authenticated && !state.parts.settings.confirmedAddresses.includes(found.endpoint)) {
      throw new AwsError('AuthorizationErrorException', 'Authentication is required to end this subscription.', {
        status: 403,
      });
    }
    store.write(() => {
      state.subscriptions.delete(found.topicArn, arn);
      const topic = state.topicAt(found.topicArn);
      if (topic) state.putTopic({ ...topic, deletedSubscriptions: topic.deletedSubscriptions + 1 });
      const left = { ...found, confirmed: false, token: randomBytes(64).toString('hex'), askedAt: clock.now() };
      state.former.put(found.topicArn, arn, left);
      if (byLink || found.protocol.startsWith('http')) confirmations.takeLeave(left);
    });
  };

  const same = (token: string) => (each: Subscription) =>
    each.token.slice(0, SIGNIFICANT) === token.slice(0, SIGNIFICANT);

  const withToken = (topicArn: string, token: string): Subscription | undefined =>
    [...state.subscriptions.list(topicArn), ...state.former.list(topicArn)].find(same(token));

  const everywhere = (token: string): boolean =>
    state.subscriptions.scopes().some((scope) => state.subscriptions.list(scope).some(same(token)));

  return { ConfirmSubscription: confirmSubscription, Unsubscribe: unsubscribe };
}
