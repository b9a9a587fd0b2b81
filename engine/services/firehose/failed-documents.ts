import type { Untaken } from './bulk-index.ts';

/** How often a document was tried, and when last (ms since 1970). */
export interface Tries {
  readonly made: number;
  readonly last: number;
}

/**
 * Documents OpenSearch did not take, as their object in the bucket has them: a JSON object each, a line each.
 * @see Amazon Data Firehose, "Handle data delivery failures", Amazon OpenSearch Service
 */
export const failedDocuments = (failed: readonly (Untaken & { readonly tries: Tries })[]): Buffer =>
  Buffer.from(
    failed
      .map(({ record, index, id, code, message, tries }) => {
        const told = {
          attemptsMade: tries.made,
          arrivalTimestamp: record.arrived,
          errorCode: String(code),
          errorMessage: message,
          attemptEndingTimestamp: tries.last,
          esDocumentId: id,
          esIndexName: index,
          rawData: Buffer.from(record.data).toString('base64'),
        };
        return `${JSON.stringify(told)}\n`;
      })
      .join(''),
  );
