import { type Delivery, DeliveryError } from '../../deliveries/index.ts';
import { defineService } from '../../service.ts';
import { records } from './records.ts';
import { KinesisState } from './state.ts';
import { streams } from './streams.ts';

/** What `wiring.ts` may use of streams. */
export interface KinesisPorts {
  /**
   * The deliverer of kind `kinesis`: target is a stream's ARN, payload the record. Attributes: `encoding` (`base64` where the payload
   * is bytes) and `partitionKey`; without one the id of what caused the delivery is the key.
   */
  deliver(delivery: Delivery): void;
  exists(streamArn: string): boolean;
}

/** Kinesis: streams with a fixed number of shards, whose records are kept for 24 hours. */
export const kinesis = defineService<KinesisPorts>({
  sdk: () => import('@aws-sdk/client-kinesis'),
  signingName: 'kinesis',
  validationCode: 'ValidationException',
  create(parts) {
    const state = new KinesisState(parts);
    return {
      operations: { ...streams(state), ...records(state) },
      ports: { deliver: (delivery) => deliver(state, delivery), exists: (arn) => state.byArn(arn) !== undefined },
    };
  },
});

function deliver(state: KinesisState, { target, payload, attributes, cause }: Delivery): void {
  const stream = state.byArn(target);
  if (!stream) throw new DeliveryError('NO_RESOURCE', `The stream ${target} does not exist.`, true);
  const data = Buffer.from(payload, attributes.encoding === 'base64' ? 'base64' : 'utf8');
  state.parts.store.write(() => state.add(stream, { data, partitionKey: attributes.partitionKey ?? cause }));
}
