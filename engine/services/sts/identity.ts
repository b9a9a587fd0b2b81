import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Call, Operation } from '../../service.ts';
import type { StsState } from './state.ts';

/** Who called. */
export const getCallerIdentity = ({ caller }: Call): GetCallerIdentityResponse => ({
  Account: caller.accountId,
  Arn: caller.arn,
  UserId: caller.userId,
});

/** Whose account an access key belongs to: of temporary keys the engine handed out; the engine's own account for the others. */
export function getAccessKeyInfo(state: StsState): Operation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse> {
  return ({ account, input }) => ({ Account: state.session(input.AccessKeyId!)?.caller.accountId ?? account });
}
