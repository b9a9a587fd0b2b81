import { randomUUID } from 'node:crypto';
import type { DeliverConfigSnapshotRequest, DeliverConfigSnapshotResponse } from '@aws-sdk/client-config-service';
import { scopeOf } from '../../arn.ts';
import type { Operation } from '../../service.ts';
import { Signal } from '../../signal.ts';
import type { ChannelFiles } from './channel-files.ts';
import { snapshotKey } from './delivery-keys.ts';
import { refusals } from './errors.ts';
import { deliveryFailedMessage, snapshotCompletedMessage, snapshotStartedMessage } from './messages.ts';
import type { Notices } from './notices.ts';
import type { Channel, ConfigState } from './state.ts';

/** A snapshot is in the bucket. */
export interface SnapshotDelivered {
  readonly scope: string;
  /** "ConfigurationSnapshotDeliveryCompleted" */
  readonly message: ReturnType<typeof snapshotCompletedMessage>;
}

/** Everything as it is now, in one file. */
export class Snapshots {
  /** Told within the write that puts the file. */
  readonly delivered = new Signal<SnapshotDelivered>();
  readonly #state: ConfigState;
  readonly #files: ChannelFiles;
  readonly #notices: Notices;

  constructor(state: ConfigState, files: ChannelFiles, notices: Notices) {
    this.#state = state;
    this.#files = files;
    this.#notices = notices;
  }

  /** @returns the snapshot's id */
  deliver(scope: string, channel: Channel): string {
    const { clock, store } = this.#state.parts;
    const now = clock.now();
    const id = randomUUID();
    const key = snapshotKey(channel, scope, now, id);
    store.write(() => {
      this.#tell(scope, 'Started', snapshotStartedMessage(id, now));
      const error = this.#files.put(channel, key, this.#document(scope, id));
      this.#state.noteDelivery(scope, channel.name, 'snapshot', {
        status: error ? 'FAILURE' : 'SUCCESS',
        attemptedAt: now,
        ...(error && { errorCode: error.code, errorMessage: error.message }),
      });
      if (error) {
        this.#tell(scope, 'Failed', deliveryFailedMessage('Snapshot', error, now));
        return;
      }
      const message = snapshotCompletedMessage(id, channel.s3BucketName ?? '', key, now);
      this.#tell(scope, 'Completed', message);
      this.delivered.tell({ scope, message });
    });
    return id;
  }

  /** The operation a user asks for one by. */
  operations() {
    const deliverConfigSnapshot: Operation<DeliverConfigSnapshotRequest, DeliverConfigSnapshotResponse> = (call) => {
      const name = call.input.deliveryChannelName!;
      const scope = scopeOf(call);
      const channel = this.#state.channels.get(scope, name);
      const recorder = this.#state.recorders.list(scope)[0];
      if (!recorder) throw refusals.noRecorderForSnapshot();
      if (!channel) throw refusals.noSuchChannel(name);
      if (!recorder.recording) throw refusals.notRecording();
      return { configSnapshotId: this.deliver(scope, channel) };
    };
    return { DeliverConfigSnapshot: deliverConfigSnapshot };
  }

  #document(scope: string, id: string): string {
    const { items } = this.#state;
    const bodies = items.counts(scope).flatMap(({ type }) => items.currentTexts(scope, type));
    return `{"fileVersion":"1.0","configSnapshotId":${JSON.stringify(id)},"configurationItems":[${bodies.join(',')}]}`;
  }

  #tell(scope: string, what: string, message: object): void {
    this.#notices.tell(scope, {
      detailType: 'Config Configuration Snapshot Delivery Status',
      subject: `Configuration Snapshot Delivery ${what} for`,
      text: JSON.stringify(message),
    });
  }
}
