import * as z from 'zod';
import { asRecord, type CloudTrailRecord, RecordError } from '../../core/cloudtrail/index.ts';

/** A CloudTrail record, whole: nothing of it is left out. */
export const recordSchema = z.unknown().transform((value, context): CloudTrailRecord => {
  try {
    return asRecord(value);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    context.issues.push({ code: 'custom', message: error.message, input: value });
    return z.NEVER;
  }
});
