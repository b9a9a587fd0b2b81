import { type Delivery, DeliveryError } from '../../deliveries/index.ts';
import { defineService } from '../../service.ts';
import { attributesFromJson } from './attribute-json.ts';
import { attributes } from './attributes.ts';
import { permissions } from './permissions.ts';
import { isFifo } from './queue.ts';
import { queues } from './queues.ts';
import { receive } from './receive.ts';
import { MOST_ATTRIBUTES, send, tooMany } from './send.ts';
import { SqsState } from './state.ts';

/** What `wiring.ts` may use of queues. */
export interface SqsPorts {
  /**
   * The deliverer of kind `sqs`: target is a queue's ARN, payload the body. Attributes: `messageAttributes` (JSON of SQS message
   * attributes, binary values in base64), `messageGroupId`, `messageDeduplicationId`, `traceHeader`.
   * To be connected: `deliveries.by('sqs', sqs.ports.deliver)`.
   */
  deliver(delivery: Delivery): void;
  exists(queueArn: string): boolean;
}

export const sqs = defineService<SqsPorts>({
  sdk: () => import('@aws-sdk/client-sqs'),
  signingName: 'sqs',
  validationCode: 'InvalidParameterValue',
  create(parts) {
    const state = new SqsState(parts);
    return {
      operations: { ...queues(state), ...attributes(state), ...permissions(state), ...send(state), ...receive(state) },
      ports: { deliver: (delivery) => deliver(state, delivery), exists: (arn) => state.byArn(arn) !== undefined },
    };
  },
});

function deliver(state: SqsState, { target, payload, attributes, isDeadLetter }: Delivery): void {
  const queue = state.byArn(target);
  if (!queue) throw new DeliveryError('NO_RESOURCE', `The queue ${target} does not exist.`, true);
  const fifo = isFifo(queue);
  if (fifo && !attributes.messageGroupId) {
    throw new DeliveryError('INVALID_PARAMETER', 'A FIFO queue wants a MessageGroupId.', true);
  }
  if (fifo && !attributes.messageDeduplicationId && !state.contentBased(queue)) {
    throw new DeliveryError('INVALID_PARAMETER', 'The queue should have ContentBasedDeduplication enabled.', true);
  }
  const count = Object.keys(attributesFromJson(attributes.messageAttributes) ?? {}).length;
  // A dead letter keeps all it came with.
  if (count > MOST_ATTRIBUTES && !isDeadLetter) throw new DeliveryError('INVALID_PARAMETER', tooMany(count), true);
  state.parts.store.write(() =>
    state.send(queue, {
      body: payload,
      attributes: attributes.messageAttributes,
      groupId: attributes.messageGroupId,
      deduplicationId: fifo ? attributes.messageDeduplicationId : undefined,
      senderId: 'AIDAAAAAAAAAAAAAAAAAA',
      traceHeader: attributes.traceHeader,
    }),
  );
}
