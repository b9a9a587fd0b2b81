import { type Delivery, DeliveryError } from '../../deliveries/index.ts';
import { defineService } from '../../service.ts';
import type { Signal } from '../../signal.ts';
import { records } from './records.ts';
import { type DeliveredObject, FirehoseState } from './state.ts';
import { streams } from './streams.ts';

/** What `wiring.ts` may use of delivery streams. */
export interface FirehosePorts {
  /** The deliverer of kind `firehose`: target is a stream's ARN, payload the record. Attribute `encoding`: `base64` where the payload is bytes. */
  deliver(delivery: Delivery): void;
  exists(streamArn: string): boolean;
  /** Objects for a stream's bucket: to be connected to `s3.ports.put`. A refused one waits. */
  readonly object: Signal<DeliveredObject>;
}

/** Data Firehose: records put, buffered on the clock and delivered to S3 or OpenSearch. */
export const firehose = defineService<FirehosePorts>({
  sdk: () => import('@aws-sdk/client-firehose'),
  signingName: 'firehose',
  validationCode: 'ValidationException',
  create(parts) {
    const state = new FirehoseState(parts);
    return {
      operations: { ...streams(state), ...records(state) },
      ports: {
        deliver: ({ target, payload, attributes }) => {
          const stream = state.byArn(target);
          if (!stream) throw new DeliveryError('NO_RESOURCE', `The delivery stream ${target} does not exist.`, true);
          state.add(stream, [Buffer.from(payload, attributes.encoding === 'base64' ? 'base64' : 'utf8')]);
        },
        exists: (arn) => state.byArn(arn) !== undefined,
        object: state.object,
      },
      start: () => state.start(),
      close: () => state.close(),
    };
  },
});
