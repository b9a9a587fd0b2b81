import type {
  GetFederationTokenRequest,
  GetFederationTokenResponse,
  GetSessionTokenRequest,
  GetSessionTokenResponse,
} from '@aws-sdk/client-sts';
import type { Operation } from '../../service.ts';
import { credentials } from './credentials.ts';
import type { StsState } from './state.ts';

const HALF_A_DAY = 43_200;

/** Temporary credentials of the caller itself. */
export function getSessionToken(state: StsState): Operation<GetSessionTokenRequest, GetSessionTokenResponse> {
  return ({ caller, input: { DurationSeconds = HALF_A_DAY } }) => ({
    Credentials: credentials(state.issue(caller, DurationSeconds)),
  });
}

/** Temporary credentials of a name the caller vouches for. */
export function getFederationToken(state: StsState): Operation<GetFederationTokenRequest, GetFederationTokenResponse> {
  return ({ account, input: { Name, DurationSeconds = HALF_A_DAY } }) => {
    const user = {
      accountId: account,
      arn: `arn:aws:sts::${account}:federated-user/${Name}`,
      userId: `${account}:${Name}`,
    };
    return {
      Credentials: credentials(state.issue(user, DurationSeconds)),
      FederatedUser: { Arn: user.arn, FederatedUserId: user.userId },
      PackedPolicySize: 0,
    };
  };
}
