import { rotatedIndex } from './index-rotation.ts';
import type { OpenSearchDestination } from './model.ts';
import type { HeldRecord } from './record-buffer.ts';

const LARGEST_REQUEST = 10 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/** A record as a document. */
export interface IndexedDocument {
  readonly record: HeldRecord;
  readonly index: string;
  /** None where OpenSearch is to give it. */
  readonly id: string | undefined;
}

/** A document OpenSearch did not take. */
export interface Untaken extends IndexedDocument {
  /** An HTTP status; 503 where nobody answered. */
  readonly code: number;
  readonly message: string;
}

/**
 * Puts records into OpenSearch, by `_bulk`, without a signature: one record is one JSON object in one line.
 * @returns those not taken, with the reason
 */
export async function bulkIndex(
  endpoint: string,
  destination: OpenSearchDestination,
  records: readonly HeldRecord[],
  closed: AbortSignal,
): Promise<Untaken[]> {
  const untaken: Untaken[] = [];
  const lines: Line[] = [];
  for (const record of records) {
    const line = lineOf(destination, record);
    if ('code' in line) untaken.push(line);
    else lines.push(line);
  }
  for (const batch of batches(lines)) untaken.push(...(await posted(endpoint, batch, closed)));
  return untaken;
}

interface Line extends IndexedDocument {
  readonly text: string;
}

function lineOf(destination: OpenSearchDestination, record: HeldRecord): Line | Untaken {
  const index = rotatedIndex(destination, record.arrived);
  const id = destination.documentId === 'NO_DOCUMENT_ID' ? undefined : `${destination.idPrefix}.${record.seq}`;
  const source = Buffer.from(record.data).toString().trim();
  if (!isOneObject(source)) {
    return { record, index, id, code: 400, message: 'The record is not one JSON object in one line.' };
  }
  return { record, index, id, text: `${JSON.stringify({ index: { _index: index, _id: id } })}\n${source}\n` };
}

function isOneObject(text: string): boolean {
  if (!text.startsWith('{') || /[\r\n]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function* batches(lines: readonly Line[]): Generator<Line[]> {
  let batch: Line[] = [];
  let size = 0;
  for (const line of lines) {
    if (batch.length > 0 && size + line.text.length > LARGEST_REQUEST) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(line);
    size += line.text.length;
  }
  if (batch.length > 0) yield batch;
}

async function posted(endpoint: string, batch: readonly Line[], closed: AbortSignal): Promise<Untaken[]> {
  const all = (code: number, message: string): Untaken[] =>
    batch.map(({ text: _text, ...document }) => ({ ...document, code, message }));
  try {
    const answer = await fetch(`${endpoint.replace(/\/$/, '')}/_bulk`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson', 'User-Agent': 'Amazon Kinesis Firehose' },
      body: batch.map(({ text }) => text).join(''),
      redirect: 'manual',
      signal: AbortSignal.any([closed, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = await answer.text();
    if (answer.status !== 200) return all(answer.status, text.slice(0, 1000));
    const items = itemsOf(text);
    if (items.length !== batch.length)
      return all(502, `_bulk answered for ${items.length} of ${batch.length} documents`);
    return items.flatMap(({ status, error }, at) => {
      const { text: _text, ...document } = batch[at]!;
      return status < 400 ? [] : [{ ...document, code: status, message: JSON.stringify(error ?? null) }];
    });
  } catch (error) {
    const { cause, message } = error as Error;
    return all(503, cause instanceof Error ? cause.message : message);
  }
}

interface Item {
  readonly status: number;
  readonly error?: unknown;
}

/** Each document's outcome, whatever the answer calls it; none where the answer is no answer of `_bulk`. */
function itemsOf(text: string): Item[] {
  const { items = [] } = JSON.parse(text) as { items?: readonly { index: Item }[] };
  return items.map(({ index }) => index);
}
