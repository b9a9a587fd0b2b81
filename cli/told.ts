import type { Mail } from '../core/notification/mail.ts';
import type { Engine } from '../engine/index.ts';

export interface ToldMail extends Mail {
  readonly to: string;
  /** ms since 1970 */
  readonly at: number;
}

/** What an engine told people by mail, from now on. */
export class Told {
  readonly mails: ToldMail[] = [];

  constructor({ deliveries }: Pick<Engine, 'deliveries'>) {
    deliveries.settled.to(({ delivery, outcome }) => {
      if (delivery.kind !== 'email' || outcome !== 'delivered') return;
      const mail = JSON.parse(delivery.payload) as Mail;
      this.mails.push({ ...mail, to: delivery.target, at: delivery.createdAt });
    });
  }
}
