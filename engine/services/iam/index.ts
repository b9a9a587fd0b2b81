import { defineService } from '../../service.ts';
import { accessKeys } from './access-keys.ts';
import { accountDetails } from './account-details.ts';
import { attachments } from './attachments.ts';
import { groups } from './groups.ts';
import { inlinePolicies } from './inline-policies.ts';
import { managedPolicies } from './managed-policies.ts';
import { passwords } from './passwords.ts';
import { roles } from './roles.ts';
import { IamState } from './state.ts';
import { users } from './users.ts';

/**
 * IAM as far as an account's users, keys, groups, roles and policies go: they are kept and shown, and their calls recorded.
 * Policies are not enforced.
 *
 * Ports: `keyOwner` tells whose access key one is, for the identity of a call; `roleId` a role's id, by its ARN.
 */
export const iam = defineService({
  sdk: () => import('@aws-sdk/client-iam'),
  signingName: 'iam',
  validationCode: 'ValidationError',
  create(parts) {
    const state = new IamState(parts);
    return {
      operations: {
        ...users(state),
        ...accountDetails(state),
        ...groups(state),
        ...roles(state),
        ...accessKeys(state),
        ...passwords(state),
        ...inlinePolicies(state),
        ...managedPolicies(state),
        ...attachments(state),
      },
      ports: {
        keyOwner: (accessKeyId: string) => state.keyOwner(accessKeyId),
        roleId: (arn: string) => state.roles.get(arn.split(':')[4]!, arn.slice(arn.lastIndexOf('/') + 1))?.id,
      },
    };
  },
});
