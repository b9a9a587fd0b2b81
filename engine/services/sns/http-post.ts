import { type Delivery, DeliveryError } from '../../deliveries/index.ts';

/** How long SNS waits for an answer. */
const TIMEOUT_MS = 15_000;

/** The deliverer of kind `http`: posts a notification or confirmation to a subscriber's address. */
export async function post({ target, payload, attributes }: Delivery): Promise<void> {
  const { contentType, messageType, messageId, topicArn, subscriptionArn, raw } = attributes;
  const headers: Record<string, string | undefined> = {
    'Content-Type': contentType,
    'User-Agent': 'Amazon Simple Notification Service Agent',
    'x-amz-sns-message-type': messageType,
    'x-amz-sns-message-id': messageId,
    'x-amz-sns-topic-arn': topicArn,
    'x-amz-sns-subscription-arn': subscriptionArn,
    'x-amz-sns-rawdelivery': raw,
  };
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  let status: number;
  try {
    const answer = await fetch(target, {
      method: 'POST',
      headers: given,
      body: payload,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    status = answer.status;
  } catch (error) {
    throw unreachable(error);
  }
  if (status >= 200 && status < 300) return;
  const lasting = status >= 400 && status < 500 && status !== 429;
  throw new DeliveryError(String(status), `The endpoint answered ${status}.`, lasting);
}

function unreachable(error: unknown): DeliveryError {
  const {
    name,
    message = String(error),
    cause,
  } = Object(error) as { name?: string; message?: string; cause?: unknown };
  if (name === 'TimeoutError') return new DeliveryError('TIMEOUT', `No answer within ${TIMEOUT_MS / 1000} s.`, false);
  const reason = cause instanceof Error ? cause.message : message;
  return new DeliveryError('CONNECTION_FAILURE', reason, false);
}
