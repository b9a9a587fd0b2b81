import * as z from 'zod';
import type { Document } from './document.ts';

const bulkSchema = z.object({
  errors: z.boolean(),
  items: z.array(
    z.object({
      index: z.object({
        status: z.number(),
        error: z.object({ type: z.string(), reason: z.string().nullish() }).optional(),
      }),
    }),
  ),
});

/** Why a document was refused, in OpenSearch's words. */
export interface Refusal {
  readonly document: Document;
  readonly status: number;
  readonly type: string;
  readonly reason: string;
}

/** What became of the documents of one request. */
export interface Outcome {
  /** To be sent again: there was no room for them. */
  readonly busy: readonly Refusal[];
  /** Not to be sent again: the same would come of it. */
  readonly refused: readonly Refusal[];
}

/** Thrown for an answer of OpenSearch from which nothing can be learned of the documents. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError';
}

/** Statuses that say "later": of a request as of a document in it. */
export const isBusy = (status: number): boolean => status === 429 || status >= 500;

/**
 * Reads an answer of `_bulk`.
 * @param sent the documents in the order they were sent in
 * @throws EndpointError
 */
export function outcomeOf(sent: readonly Document[], body: string): Outcome {
  const answer = parsed(body);
  if (answer.items.length !== sent.length) {
    throw new EndpointError(`_bulk answered for ${answer.items.length} of ${sent.length} documents`);
  }
  if (!answer.errors) return { busy: [], refused: [] };
  const failed = answer.items.flatMap(({ index: { status, error } }, at): Refusal[] =>
    status < 400 ? [] : [{ document: sent[at]!, status, type: error?.type ?? 'unknown', reason: error?.reason ?? '' }],
  );
  return {
    busy: failed.filter(({ status }) => isBusy(status)),
    refused: failed.filter(({ status }) => !isBusy(status)),
  };
}

function parsed(body: string): z.infer<typeof bulkSchema> {
  try {
    return bulkSchema.parse(JSON.parse(body));
  } catch (error) {
    throw new EndpointError(`_bulk answered something else than its items: ${body.slice(0, 200)}`, { cause: error });
  }
}
