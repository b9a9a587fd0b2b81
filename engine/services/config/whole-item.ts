import type { PutResourceConfigRequest } from '@aws-sdk/client-config-service';
import { ItemError, normaliseItem } from '../../../core/configuration-item/index.ts';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Call } from '../../service.ts';
import type { Recording } from './recording.ts';

/** The schema version that says: the configuration of this PutResourceConfig is an item with all it has. The engine's own. */
export const WHOLE_ITEM = 'trailkeeper-item';

/**
 * Imports an item: with its own time, relationships and status, no recorder needed. One of the caller's account goes to its region;
 * one of another account is kept where the caller is, so that whoever imports an archive finds all of it in one place.
 */
export function putWholeItem(call: Call<PutResourceConfigRequest>, recording: Recording): void {
  try {
    const item = normaliseItem(JSON.parse(call.input.Configuration!));
    const isOwn = item.awsAccountId === call.account && item.awsRegion !== 'global';
    recording.take(isOwn ? `${item.awsAccountId}/${item.awsRegion}` : scopeOf(call), item);
  } catch (error) {
    if (!(error instanceof ItemError || error instanceof SyntaxError)) throw error;
    throw new AwsError('ValidationException', `The configuration provided is no configuration item: ${error.message}`);
  }
}
