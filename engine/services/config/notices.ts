import { randomUUID } from 'node:crypto';
import type { EngineParts } from '../../service.ts';
import { Signal } from '../../signal.ts';
import type { ConfigState } from './state.ts';

/** What Config puts on the bus of its account and region. */
export interface ConfigEvent {
  readonly id: string;
  readonly source: 'aws.config';
  readonly detailType: string;
  readonly account: string;
  readonly region: string;
  /** ms since 1970 */
  readonly time: number;
  readonly resources: readonly string[];
  /** A JSON object's text. */
  readonly detail: string;
}

/** Something to tell the event bus and the channel's topic. */
export interface Notice {
  readonly detailType: string;
  /** What stands in a mail's subject between `[AWS Config:us-east-2]` and `Account 123456789012`. */
  readonly subject: string;
  /** The message's JSON text. */
  readonly text: string;
  /** ARNs of the resources it is about. */
  readonly resources?: readonly string[];
  /** What a mail says before the message. */
  readonly preface?: string;
  /** Told to the bus alone: of the past, or of somewhere else. */
  readonly quiet?: boolean;
}

const LONGEST_SUBJECT = 100;
/** What a topic takes, all forms of a message together. */
const MOST_BYTES = 256 * 1024;
/** Marks the deliveries to topics, so that the channel's status can tell how the last one ended. */
const CHANNEL = 'configChannel';

/** Tells what happens in Config: on the event bus, and through the topic of a delivery channel. */
export class Notices {
  readonly told = new Signal<ConfigEvent>();
  readonly #state: ConfigState;
  readonly #parts: EngineParts;

  constructor(state: ConfigState) {
    this.#state = state;
    this.#parts = state.parts;
    this.#parts.deliveries.settled.to(({ delivery, outcome, error }) => {
      const { [CHANNEL]: channel, scope = '' } = delivery.attributes;
      if (channel === undefined) return;
      state.noteDelivery(scope, channel, 'stream', {
        status: outcome === 'delivered' ? 'SUCCESS' : 'FAILURE',
        attemptedAt: this.#parts.clock.now(),
        ...(outcome !== 'delivered' && { errorCode: 'DeliveryFailed', errorMessage: error }),
      });
    });
  }

  tell(scope: string, notice: Notice): void {
    const [account = '', region = ''] = scope.split('/');
    this.told.tell({
      id: randomUUID(),
      source: 'aws.config',
      detailType: notice.detailType,
      account,
      region,
      time: this.#parts.clock.now(),
      resources: notice.resources ?? [],
      detail: notice.text,
    });
    if (!notice.quiet) this.#publish(scope, notice);
  }

  #publish(scope: string, { subject, text, preface }: Notice): void {
    const channel = this.#state.channels.list(scope)[0];
    if (!channel?.snsTopicARN) return;
    const [account, region] = scope.split('/');
    const whole = `[AWS Config:${region}] ${subject} Account ${account}`;
    const both = preface === undefined ? undefined : JSON.stringify({ default: text, email: `${preface}\n${text}` });
    const isBoth = both !== undefined && Buffer.byteLength(both) <= MOST_BYTES;
    this.#parts.deliveries.add({
      cause: randomUUID(),
      via: `arn:aws:config:${region}:${account}:delivery-channel/${channel.name}`,
      kind: 'sns',
      target: channel.snsTopicARN,
      payload: isBoth ? both : text,
      attributes: {
        scope,
        subject: cut(whole),
        [CHANNEL]: channel.name,
        ...(isBoth && { messageStructure: 'json' }),
      },
      retry: 'sns-aws',
    });
  }
}

/** AWS cuts a subject that is too long, and says so with dots. SNS takes no control characters in one, which ids may have. */
function cut(text: string): string {
  const subject = text.replaceAll(/\p{Cc}/gu, ' ');
  return subject.length <= LONGEST_SUBJECT ? subject : `${subject.slice(0, LONGEST_SUBJECT - 3)}...`;
}
