import type { Delivery, DeliveryError, NewDelivery } from './delivery.ts';

/** Why a delivery was given up. */
export interface GivenUp {
  readonly error: DeliveryError;
  readonly attempts: number;
  /** Absent when the error was permanent and no retry was left out. */
  readonly exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
}

/**
 * The message a given-up delivery becomes in its dead-letter queue, with the attributes AWS puts on it: EventBridge's,
 * Scheduler's and Lambda's name the error; SNS's dead letter is the very message the subscriber would have had.
 * @see AWS, "Using dead-letter queues to process undelivered events" (EventBridge), "Dead-letter queues" (Lambda, SNS)
 */
export function deadLetter(delivery: Delivery, queueArn: string, why: GivenUp): NewDelivery {
  return {
    cause: delivery.cause,
    via: delivery.via,
    kind: 'sqs',
    target: queueArn,
    payload: delivery.deadLetterPayload ?? delivery.payload,
    attributes: attributesOf(delivery, why),
    retry: 'sns-aws',
    isDeadLetter: true,
    sealedUnder: delivery.sealedUnder,
  };
}

function attributesOf(delivery: Delivery, { error, attempts, exhausted }: GivenUp): Record<string, string> {
  if (delivery.retry === 'eventbridge') {
    const { scheduledTime, executionId } = delivery.attributes;
    return messageAttributes({
      ...(scheduledTime === undefined
        ? { RULE_ARN: ['String', delivery.via] }
        : {
            SCHEDULE_ARN: ['String', delivery.via],
            SCHEDULED_TIME: ['String', scheduledTime],
            EXECUTION_ID: ['String', executionId ?? ''],
          }),
      TARGET_ARN: ['String', delivery.target],
      ERROR_CODE: ['String', error.code],
      ERROR_MESSAGE: ['String', error.message],
      ...(exhausted && {
        EXHAUSTED_RETRY_CONDITION: ['String', exhausted],
        RETRY_ATTEMPTS: ['Number', String(attempts - 1)],
      }),
    });
  }
  if (delivery.retry === 'lambda-async') {
    return messageAttributes({
      RequestID: ['String', delivery.attributes.requestId ?? delivery.id],
      ErrorCode: ['Number', '200'],
      ErrorMessage: ['String', error.message.slice(0, 1024)],
    });
  }
  return { ...delivery.attributes };
}

/** SQS message attributes as the `sqs` deliverer takes them. */
function messageAttributes(values: Readonly<Record<string, readonly [type: string, value: string]>>) {
  const all = Object.entries(values).map(([name, [DataType, StringValue]]) => [name, { DataType, StringValue }]);
  return { messageAttributes: JSON.stringify(Object.fromEntries(all)) };
}
