import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';

/** What every batch is checked for: some entries, ten at most, ids that differ. */
export function checkBatch(entryName: string, entries: readonly { readonly Id?: string }[]): void {
  if (entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', `There should be at least one ${entryName} in the request.`);
  }
  if (entries.length > 10) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  const seen = new Set<string | undefined>();
  for (const { Id } of entries) {
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(Id ?? '')) {
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (seen.has(Id)) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`);
    seen.add(Id);
  }
}

/** Does one entry's work; what AWS would answer for it alone becomes its failure, the others go on. */
export function failures(Id: string, work: () => void): BatchResultErrorEntry | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Id, SenderFault: true, Code: error.code, Message: error.message };
  }
}
