import { EndpointError, isBusy, type Outcome, outcomeOf, type Refusal } from './answer.ts';
import type { Document } from './document.ts';
import type { Patience } from './patience.ts';
import type { Answer, PostBulk } from './signed-post.ts';

const TOO_LARGE = 413;

/** What requests are sent with. */
export interface Sender {
  readonly post: PostBulk;
  readonly patience: Patience;
  /** Bytes a request holds. */
  readonly bulkBytes: number;
}

/**
 * Sends documents, a request after the other, and those there was no room for again.
 * @returns those refused for good
 * @throws BackPressureError, EndpointError
 */
export async function sendDocuments(documents: readonly Document[], sender: Sender): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  for (const batch of batches(documents, sender.bulkBytes)) refused.push(...(await sendBatch(batch, sender)));
  return refused;
}

async function sendBatch(batch: readonly Document[], sender: Sender): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  let waiting = batch;
  for (let attempts = 1; ; attempts += 1) {
    const answer = await posted(waiting, sender);
    if (answer.status === TOO_LARGE) return [...refused, ...(await sendHalves(waiting, sender))];
    const outcome = isBusy(answer.status) ? busy(waiting, answer) : judged(waiting, answer);
    refused.push(...outcome.refused);
    const [first] = outcome.busy;
    if (!first) return refused;
    waiting = outcome.busy.map(({ document }) => document);
    await sender.patience.wait(attempts, `${first.status} ${first.type} ${first.reason}`.trim());
  }
}

/** A domain may take less at once than we send: half of it, and half of that; a document too large by itself is refused. */
async function sendHalves(batch: readonly Document[], sender: Sender): Promise<Refusal[]> {
  const [only, ...others] = batch;
  if (only && others.length === 0) {
    const reason = `the document's ${only.bytes} bytes are more than the domain takes`;
    return [{ document: only, status: TOO_LARGE, type: 'request_too_large', reason }];
  }
  const half = batch.length >> 1;
  return [...(await sendBatch(batch.slice(0, half), sender)), ...(await sendBatch(batch.slice(half), sender))];
}

/** Nobody there is the same as no room: it passes. */
async function posted(batch: readonly Document[], { post, patience }: Sender): Promise<Answer> {
  try {
    return await post(batch.map(({ lines }) => lines).join(''), patience.signal);
  } catch (error) {
    const { cause, message } = error as Error;
    return { status: 503, body: cause instanceof Error ? cause.message : message };
  }
}

const busy = (batch: readonly Document[], { status, body }: Answer): Outcome => ({
  busy: batch.map((document) => ({ document, status, type: '', reason: body.slice(0, 200) })),
  refused: [],
});

function judged(batch: readonly Document[], { status, body }: Answer): Outcome {
  if (status !== 200) throw new EndpointError(`_bulk answered ${status}: ${body.slice(0, 200)}`);
  return outcomeOf(batch, body);
}

function* batches(documents: readonly Document[], most: number): Generator<Document[]> {
  let batch: Document[] = [];
  let bytes = 0;
  for (const document of documents) {
    if (batch.length > 0 && bytes + document.bytes > most) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(document);
    bytes += document.bytes;
  }
  if (batch.length > 0) yield batch;
}
