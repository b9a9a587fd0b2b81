import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Call } from '../../service.ts';

/** Who called. */
export function getCallerIdentity({ caller }: Call): GetCallerIdentityResponse {
  return { Account: caller.accountId, Arn: caller.arn, UserId: caller.userId };
}
