import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Refusal } from './answer.ts';
import type { SubscribedLogs } from './payload.ts';

const MOST_ENTRIES = 10;
/** Of a message, and of all messages of one request. */
const MOST_BYTES = 1024 * 1024;
/** Of a message of which a part is left out. */
const SHORT_CHARACTERS = 100_000;

/** Thrown when the queue did not take what OpenSearch refused. */
export class DeadLetterError extends Error {
  override readonly name = 'DeadLetterError';
}

/**
 * Puts refused documents into a queue: the log event as it was, where it is from, and why it was refused.
 * @throws DeadLetterError
 */
export async function sendDeadLetters(
  sqs: SQSClient,
  queueUrl: string,
  logs: SubscribedLogs,
  refused: readonly Refusal[],
): Promise<void> {
  for (const bodies of requests(refused.map((refusal) => letter(logs, refusal)))) {
    const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    const [first] = Failed;
    if (first)
      throw new DeadLetterError(`${Failed.length} dead letters were not taken: ${first.Code} ${first.Message}`);
  }
}

function letter({ owner, logGroup, logStream }: SubscribedLogs, refusal: Refusal): string {
  const { document, status, type, reason } = refusal;
  const { id, index, event } = document;
  const told = { index, id, status, type, reason, owner, logGroup, logStream, timestamp: event.timestamp };
  const whole = asText({ ...told, message: event.message });
  if (Buffer.byteLength(whole) <= MOST_BYTES) return whole;
  // The event itself is still in its log group.
  return asText({ ...told, message: event.message.slice(0, SHORT_CHARACTERS), cut: true });
}

/** JSON without the two characters that SQS does not take and JSON leaves as they are. */
const asText = (value: object): string =>
  JSON.stringify(value).replace(/[\uFFFE\uFFFF]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);

function* requests(bodies: readonly string[]): Generator<string[]> {
  let request: string[] = [];
  let bytes = 0;
  for (const body of bodies) {
    const size = Buffer.byteLength(body);
    if (request.length === MOST_ENTRIES || (request.length > 0 && bytes + size > MOST_BYTES)) {
      yield request;
      request = [];
      bytes = 0;
    }
    request.push(body);
    bytes += size;
  }
  if (request.length > 0) yield request;
}
