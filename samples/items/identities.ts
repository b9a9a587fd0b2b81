import type { JsonObject } from '../../core/cloudtrail/index.ts';
import type { Cast } from '../cast.ts';
import type { Draft } from './draft.ts';

export interface KeyState {
  readonly accessKeyId: string;
  readonly status: 'Active' | 'Inactive';
  /** ISO 8601 */
  readonly createDate: string;
  readonly lastUsedDate?: string;
}

/** What matters of a user to those who audit. */
export interface UserState {
  readonly userName: string;
  readonly userId: string;
  readonly policies: readonly string[];
  readonly groups: readonly string[];
  /** When the console password was made; `false` for a user without. */
  readonly password: string | false;
  readonly passwordLastUsed?: string;
  readonly hasMfa: boolean;
  readonly keys: readonly KeyState[];
}

export const user = (cast: Cast, state: UserState): Draft => ({
  resourceType: 'AWS::IAM::User',
  resourceId: state.userId,
  resourceName: state.userName,
  ARN: `arn:aws:iam::${cast.account}:user/${state.userName}`,
  region: 'global',
  configuration: {
    path: '/',
    userName: state.userName,
    userId: state.userId,
    arn: `arn:aws:iam::${cast.account}:user/${state.userName}`,
    userPolicyList: [],
    groupList: [...state.groups],
    attachedManagedPolicies: state.policies.map((policyName) => ({
      policyName,
      policyArn: `arn:aws:iam::aws:policy/${policyName}`,
    })),
    loginProfile: state.password && { createDate: state.password },
    ...(state.passwordLastUsed !== undefined && { passwordLastUsed: state.passwordLastUsed }),
    mfaDevices: state.hasMfa ? [{ serialNumber: `arn:aws:iam::${cast.account}:mfa/${state.userName}` }] : [],
    accessKeys: state.keys.map((key) => ({ ...key })),
    tags: [],
  },
});

/** A managed policy of the account's own whose version in force has one statement. */
export function policy(cast: Cast, policyName: string, policyId: string, statement: JsonObject): Draft {
  const arn = `arn:aws:iam::${cast.account}:policy/${policyName}`;
  const document = { Version: '2012-10-17', Statement: [statement] };
  return {
    resourceType: 'AWS::IAM::Policy',
    resourceId: policyId,
    resourceName: policyName,
    ARN: arn,
    region: 'global',
    configuration: {
      policyName,
      policyId,
      arn,
      path: '/',
      defaultVersionId: 'v1',
      attachmentCount: 1,
      isAttachable: true,
      policyVersionList: [
        { document: encodeURIComponent(JSON.stringify(document)), versionId: 'v1', isDefaultVersion: true },
      ],
    },
  };
}

/** The account's own settings: root has MFA on a telephone and no key, the password policy is of old, Security Hub is off. */
export const accountSettings = (cast: Cast): Draft => ({
  resourceType: 'AWS::::Account',
  resourceId: cast.account,
  ARN: `arn:aws:iam::${cast.account}:root`,
  configuration: {
    summaryMap: { AccountMFAEnabled: 1, AccountAccessKeysPresent: 0 },
    virtualMFADevices: [{ serialNumber: `arn:aws:iam::${cast.account}:mfa/root-account-mfa-device` }],
    passwordPolicy: {
      minimumPasswordLength: 8,
      requireUppercaseCharacters: true,
      requireLowercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: false,
      passwordReusePrevention: 5,
      maxPasswordAge: 90,
    },
    ebsEncryptionByDefault: true,
    securityHubEnabled: false,
  },
});
