import { indexName } from './index-name.ts';
import type { SubscribedEvent, SubscribedLogs } from './payload.ts';

/** A log event as OpenSearch is to keep it. */
export interface Document {
  /** The event's own id: sent again, the document takes its own place. */
  readonly id: string;
  readonly index: string;
  /** Its two lines in the body of `_bulk`, each with its line feed. */
  readonly lines: string;
  /** Of the lines, in UTF-8. */
  readonly bytes: number;
  readonly event: SubscribedEvent;
}

/** @param pattern of the index's name, `cwl-{yyyy.MM.dd}` */
export function documentsOf(logs: SubscribedLogs, pattern: string): Document[] {
  return logs.logEvents.map((event) => {
    const index = indexName(pattern, event.timestamp);
    const action = JSON.stringify({ index: { _index: index, _id: event.id } });
    const lines = `${action}\n${JSON.stringify(source(logs, event))}\n`;
    return { id: event.id, index, lines, bytes: Buffer.byteLength(lines), event };
  });
}

/** The fields found in the event beside those every event has, named as AWS's own function for this names them. */
const source = ({ owner, logGroup, logStream }: SubscribedLogs, event: SubscribedEvent): object => ({
  ...(event.extractedFields ? numbersRead(event.extractedFields) : fieldsOf(event.message)),
  '@id': event.id,
  '@timestamp': new Date(event.timestamp).toISOString(),
  '@message': event.message,
  '@owner': owner,
  '@log_group': logGroup,
  '@log_stream': logStream,
});

/** A JSON object's members; nothing of any other message. */
function fieldsOf(message: string): object {
  if (!message.startsWith('{')) return {};
  try {
    return Object(JSON.parse(message)) as object;
  } catch {
    return {};
  }
}

const NUMBER = /^-?\d+(\.\d+)?$/;

const numbersRead = (fields: Readonly<Record<string, string | null>>): Record<string, string | number | null> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [name, text !== null && NUMBER.test(text) ? Number(text) : text]),
  );
