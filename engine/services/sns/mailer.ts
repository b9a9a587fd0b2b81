import nodemailer, { type Transporter } from 'nodemailer';
import { emlOf, type Mail } from '../../../core/notification/index.ts';
import { type Delivery, DeliveryError } from '../../deliveries/index.ts';
import { Lanes } from '../../deliveries/lanes.ts';
import type { EngineParts } from '../../service.ts';
import { Inbox } from './inbox.ts';

/** How long an SMTP server may take to be there, to greet and to go on, ms. A URL may say otherwise. */
const PATIENCE = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 };
const MOST_CONNECTIONS = 8;

/** Mails sent over SMTP, or kept in the inbox when there is no server or it would not have them. */
export class Mailer {
  readonly inbox: Inbox;
  readonly #parts: EngineParts;
  readonly #smtp: Transporter | undefined;
  readonly #connections = new Lanes();

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.inbox = new Inbox(parts);
    const { smtp } = parts.settings;
    this.#smtp = smtp === undefined ? undefined : nodemailer.createTransport({ url: smtp, ...PATIENCE });
  }

  /** The deliverer of kind `email`: payload is a `Mail` as JSON, target the address. */
  async deliver(delivery: Delivery): Promise<void> {
    const smtp = this.#smtp;
    if (!smtp) return this.keep(delivery);
    const failed = await new Promise<unknown>((resolve) =>
      this.#connections.run('smtp', MOST_CONNECTIONS, () =>
        smtp.sendMail(this.#message(delivery)).then(
          () => resolve(undefined),
          (error: unknown) => resolve(error ?? new Error('the mail was not sent')),
        ),
      ),
    );
    if (failed !== undefined) throw refusal(failed);
  }

  /** Puts a mail into the inbox. */
  keep(delivery: Delivery): void {
    const { id, target, payload, attributes, createdAt } = delivery;
    const mail = JSON.parse(payload) as Mail;
    const { from, subject, text } = mail;
    this.inbox.keep(
      id,
      {
        kind: 'email',
        to: target,
        from: `${from.name} <${from.address}>`,
        subject,
        text,
        time: new Date(createdAt).toISOString(),
        topic: attributes.topic,
      },
      emlOf(mail, { to: target, time: createdAt, messageId: this.#messageId(delivery) }),
    );
  }

  /** The deliverer of kinds `sms` and `push`: there is no phone network here, so what phones get lands beside the mails. */
  text({ id, kind, target, payload, attributes, createdAt }: Delivery): void {
    const time = new Date(createdAt).toISOString();
    this.inbox.keep(id, {
      kind: kind === 'push' ? kind : 'sms',
      to: target,
      from: 'AWS',
      subject: '',
      text: payload,
      time,
      topic: attributes.topic,
    });
  }

  close(): void {
    this.#smtp?.close();
  }

  #message(delivery: Delivery) {
    const { from, subject, text } = JSON.parse(delivery.payload) as Mail;
    const messageId = this.#messageId(delivery);
    return { from, to: delivery.target, subject, text, date: new Date(delivery.createdAt), messageId };
  }

  /** The same for every attempt, so that a mail that arrives twice can be told. */
  #messageId({ id, cause }: Delivery): string {
    return `<${id}.${cause.replace(/[^\w-]/g, '.')}@sns.${this.#parts.settings.region}.amazonaws.com>`;
  }
}

/** An SMTP server's answer of 5xx is its last word; anything else is worth another try. */
function refusal(error: unknown): DeliveryError {
  const {
    code = 'SMTP',
    responseCode,
    message = String(error),
  } = Object(error) as {
    code?: string;
    responseCode?: number;
    message?: string;
  };
  const permanent = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
  return new DeliveryError(code, message, permanent);
}
