import { randomUUID } from 'node:crypto';
import type { ConfigurationItem } from '../../../core/configuration-item/index.ts';
import type { ChannelFiles } from './channel-files.ts';
import { historyKey } from './delivery-keys.ts';
import { deliveryFailedMessage, historyCompletedMessage } from './messages.ts';
import type { Notices } from './notices.ts';
import type { ConfigState } from './state.ts';

/** How many items a file holds at most; AWS says nothing of it. */
const MOST_ITEMS = 5000;

/** What changed since the last time, in files of one type each. */
export class HistoryFiles {
  readonly #state: ConfigState;
  readonly #files: ChannelFiles;
  readonly #notices: Notices;

  constructor(state: ConfigState, files: ChannelFiles, notices: Notices) {
    this.#state = state;
    this.#files = files;
    this.#notices = notices;
  }

  /** Delivers what is waiting; it goes on waiting where the bucket does not take it. */
  deliver(scope: string): void {
    const channel = this.#state.activeChannel(scope);
    if (!channel) return;
    for (const type of this.#state.items.undeliveredTypes(scope)) {
      for (let n = 1; ; n++) {
        const { items, last } = this.#state.items.undelivered(scope, type, MOST_ITEMS);
        if (last === undefined || !this.#deliver(scope, items, last, n)) break;
      }
    }
  }

  #deliver(scope: string, items: readonly ConfigurationItem[], last: number, n: number): boolean {
    const { clock, store } = this.#state.parts;
    const now = clock.now();
    const channel = this.#state.activeChannel(scope)!;
    const { s3BucketName: bucket = '' } = channel;
    const inTime = items.toSorted((a, b) => (a.configurationItemCaptureTime < b.configurationItemCaptureTime ? -1 : 1));
    const key = historyKey(channel, scope, now, inTime, n);
    return store.write(() => {
      const error = this.#files.put(
        channel,
        key,
        JSON.stringify({ fileVersion: '1.0', requestId: randomUUID(), configurationItems: inTime }),
      );
      this.#state.noteDelivery(scope, channel.name, 'history', {
        status: error ? 'FAILURE' : 'SUCCESS',
        attemptedAt: now,
        ...(error && { errorCode: error.code, errorMessage: error.message }),
      });
      const message = error ? deliveryFailedMessage('History', error, now) : historyCompletedMessage(bucket, key, now);
      this.#notices.tell(scope, {
        detailType: 'Config Configuration History Delivery Status',
        subject: `Configuration History Delivery ${error ? 'Failed' : 'Completed'} for`,
        text: JSON.stringify(message),
      });
      if (!error) this.#state.items.delivered(scope, items[0]!.resourceType, last);
      return error === undefined;
    });
  }
}
