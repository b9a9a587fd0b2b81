import nodemailer, { type Transporter } from 'nodemailer';
import type { Mail } from '../../../core/notification/index.ts';
import { type Delivery, DeliveryError } from '../../deliveries/index.ts';
import type { EngineParts } from '../../service.ts';
import { Inbox } from './inbox.ts';

/** Mails sent over SMTP, or kept in the inbox when there is no server or it would not have them. */
export class Mailer {
  readonly inbox: Inbox;
  readonly #parts: EngineParts;
  readonly #smtp: Transporter | undefined;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.inbox = new Inbox(parts);
    const { smtp } = parts.settings;
    this.#smtp = smtp === undefined ? undefined : nodemailer.createTransport(smtp);
  }

  /** The deliverer of kind `email`: payload is a `Mail` as JSON, target the address. */
  async deliver(delivery: Delivery): Promise<void> {
    if (!this.#smtp) return this.keep(delivery);
    try {
      await this.#smtp.sendMail(this.#message(delivery));
    } catch (error) {
      throw refusal(error);
    }
  }

  /** Puts a mail into the inbox, at once; resolves when its file is written too. */
  async keep(delivery: Delivery): Promise<void> {
    const { from, subject, text } = JSON.parse(delivery.payload) as Mail;
    const writeFile = this.inbox.keep(delivery.id, {
      kind: 'email',
      to: delivery.target,
      from: `${from.name} <${from.address}>`,
      subject,
      text,
      time: new Date(delivery.createdAt).toISOString(),
      topic: delivery.attributes.topic,
    });
    if (!writeFile) return;
    const built = await nodemailer
      .createTransport({ streamTransport: true, buffer: true })
      .sendMail(this.#message(delivery));
    writeFile(built.message as Buffer);
  }

  /** The deliverer of kind `sms`: there is no phone network here, so a text lands beside the mails. */
  text({ id, target, payload, attributes, createdAt }: Delivery): void {
    const time = new Date(createdAt).toISOString();
    this.inbox.keep(id, {
      kind: 'sms',
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

  #message({ id, cause, target, payload, createdAt }: Delivery) {
    const { from, subject, text } = JSON.parse(payload) as Mail;
    return {
      from,
      to: target,
      subject,
      text,
      date: new Date(createdAt),
      messageId: `<${id}.${cause.replace(/[^\w-]/g, '.')}@sns.${this.#parts.settings.region}.amazonaws.com>`,
      // A link of 76 characters and more must not be broken in two.
      textEncoding: 'base64' as const,
      headers: { 'X-Trailkeeper-Cause': cause },
    };
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
