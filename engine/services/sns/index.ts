import { type Delivery, DeliveryError } from '../../deliveries/index.ts';
import { defineService } from '../../service.ts';
import { Confirmations, confirming } from './confirmations.ts';
import { createFanOut } from './fan-out.ts';
import { post } from './http-post.ts';
import type { InboxEntry } from './inbox.ts';
import { Mailer } from './mailer.ts';
import { policy } from './policy.ts';
import { publish } from './publish.ts';
import { pushApplications } from './push-applications.ts';
import { pushEndpoints } from './push-endpoints.ts';
import { Signer } from './signer.ts';
import { sms } from './sms.ts';
import { SnsState } from './state.ts';
import { subscriptions } from './subscriptions.ts';
import { tags } from './tags.ts';
import { topics } from './topics.ts';

export type { InboxEntry } from './inbox.ts';

/** What `wiring.ts` may use of topics. */
export interface SnsPorts {
  /**
   * The deliverer of kind `sns`: target is a topic's ARN, payload the message, attribute `subject` its subject if it has one,
   * attribute `messageStructure` `json` where the message has a text for each protocol.
   * To be connected: `deliveries.by('sns', sns.ports.deliver)`, and so the three below.
   */
  deliver(delivery: Delivery): void;
  /** The deliverer of kind `email`, to be connected with `{ concurrency: 1 }`: a mail to an address at a time. */
  mail(delivery: Delivery): Promise<void>;
  /** The deliverer of kind `sms`. */
  text(delivery: Delivery): void;
  /** The deliverer of kind `push`. */
  push(delivery: Delivery): void;
  /** The deliverer of kind `http`. */
  post(delivery: Delivery): Promise<void>;
  /** Mails and texts that went to no server, oldest first: `GET /_trailkeeper/inbox`. */
  inbox(): InboxEntry[];
  /**
   * The certificate messages are signed with: to be answered as text at `GET <path>`, path being
   * `/SimpleNotificationService-<digest>.pem`.
   */
  certificate(): { readonly path: string; readonly pem: string };
  topicExists(arn: string): boolean;
}

export const sns = defineService<SnsPorts>({
  sdk: () => import('@aws-sdk/client-sns'),
  signingName: 'sns',
  validationCode: 'ValidationError',
  create(parts) {
    const state = new SnsState(parts);
    const signer = new Signer(parts);
    const mailer = new Mailer(parts);
    const confirmations = new Confirmations(state, signer);
    const applications = pushApplications(state);
    const publishing = publish(state, createFanOut(state, signer));

    // A mail its server will not have is not lost: it lies in the inbox.
    parts.deliveries.settled.to(({ delivery, outcome }) => {
      if (delivery.kind === 'email' && outcome === 'given up') mailer.keep(delivery);
    });

    return {
      operations: {
        ...topics(state),
        ...policy(state),
        ...subscriptions(state, confirmations),
        ...confirming(state, confirmations),
        ...publishing.operations,
        ...sms(state),
        ...applications.operations,
        ...pushEndpoints(state, applications.application),
        ...tags(state),
      },
      ports: {
        deliver: ({ target, payload, attributes, cause }) => {
          const input = {
            Message: payload,
            Subject: attributes.subject,
            MessageStructure: attributes.messageStructure,
          };
          const sent = publishing.toArn(target, input, cause);
          if (!sent) throw new DeliveryError('NO_RESOURCE', `The topic ${target} does not exist.`, true);
        },
        mail: (delivery) => mailer.deliver(delivery),
        text: (delivery) => mailer.text(delivery),
        push(delivery) {
          const endpoint = state.pushEndpointAt(delivery.target);
          if (endpoint?.attributes.Enabled !== 'true') {
            throw new DeliveryError('ENDPOINT_DISABLED', 'The endpoint is disabled or deleted.', true);
          }
          mailer.text(delivery);
        },
        post,
        inbox: () => mailer.inbox.list(),
        certificate: () => ({ path: signer.path(), pem: signer.certificate() }),
        topicExists: (arn) => state.topicAt(arn) !== undefined,
      },
      close: async () => mailer.close(),
    };
  },
});
