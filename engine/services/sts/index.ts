import type { Caller } from '../../service.ts';
import { defineService } from '../../service.ts';
import { assume, assumeRole, type RolePort } from './assume-role.ts';
import { getAccessKeyInfo, getCallerIdentity } from './identity.ts';
import { getFederationToken, getSessionToken } from './session-token.ts';
import { StsState } from './state.ts';

/**
 * STS: who calls, and temporary credentials.
 *
 * Ports: `caller` tells who holds temporary credentials, for the identity of a call, and `secret` what they are signed with; `assume`
 * takes on a role for the engine itself; `rolesBy` says how roles are found.
 */
export const sts = defineService({
  sdk: () => import('@aws-sdk/client-sts'),
  signingName: 'sts',
  validationCode: 'ValidationError',
  create(parts) {
    const state = new StsState(parts);
    let findRole: RolePort = () => undefined;
    const role: RolePort = (roleArn) => findRole(roleArn);
    return {
      operations: {
        GetCallerIdentity: getCallerIdentity,
        GetAccessKeyInfo: getAccessKeyInfo(state),
        AssumeRole: assumeRole(state, role),
        GetSessionToken: getSessionToken(state),
        GetFederationToken: getFederationToken(state),
      },
      ports: {
        caller: (accessKeyId: string): Caller | undefined => state.session(accessKeyId)?.caller,
        secret: (accessKeyId: string): string | undefined => state.session(accessKeyId)?.secretAccessKey,
        assume: (roleArn: string, sessionName: string, seconds = 3600) =>
          assume(state, role, roleArn, sessionName, seconds),
        rolesBy(find: RolePort): void {
          findRole = find;
        },
      },
      start: () => state.start(),
    };
  },
});
