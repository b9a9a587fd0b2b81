import type { UserIdentity } from '../../core/cloudtrail/index.ts';

/** Callers for examples, in the shapes CloudTrail gives them. Account 123456789012 everywhere. */
export const exampleAccount = '123456789012';

const session = (mfa: boolean) => ({ creationDate: '2026-01-05T08:30:00Z', mfaAuthenticated: String(mfa) });

/** An IAM user with a long-lived access key. */
export const user = (userName: string): UserIdentity => ({
  type: 'IAMUser',
  principalId: 'AIDAEXAMPLEUSER000001',
  arn: `arn:aws:iam::${exampleAccount}:user/${userName}`,
  accountId: exampleAccount,
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  userName,
});

/** The account's root user, signed in to the console. */
export const root = ({ mfa = false } = {}): UserIdentity => ({
  type: 'Root',
  principalId: exampleAccount,
  arn: `arn:aws:iam::${exampleAccount}:root`,
  accountId: exampleAccount,
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  sessionContext: { attributes: session(mfa) },
});

/** Someone, or something, acting through a role. */
export const role = (roleName: string, sessionName: string): UserIdentity => ({
  type: 'AssumedRole',
  principalId: `AROAEXAMPLEROLE000001:${sessionName}`,
  arn: `arn:aws:sts::${exampleAccount}:assumed-role/${roleName}/${sessionName}`,
  accountId: exampleAccount,
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: 'AROAEXAMPLEROLE000001',
      arn: `arn:aws:iam::${exampleAccount}:role/${roleName}`,
      accountId: exampleAccount,
      userName: roleName,
    },
    attributes: session(false),
  },
});

/** An AWS service on its own: `service('delivery.logs.amazonaws.com')`. */
export const service = (invokedBy: string): UserIdentity => ({ type: 'AWSService', invokedBy });
