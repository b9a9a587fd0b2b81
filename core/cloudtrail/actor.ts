import type { CloudTrailRecord, UserIdentity } from './record.ts';

export type ActorKind =
  | 'root'
  | 'iam-user'
  | 'role'
  | 'identity-center'
  | 'instance'
  | 'federated'
  | 'aws-service'
  | 'aws-account'
  | 'unknown';

/** Who made a call, as a person would name them. */
export interface Actor {
  readonly kind: ActorKind;
  /** The shortest name that tells who: `alice`, `root`, `alice@example.com`, `cloudtrail.amazonaws.com`. */
  readonly name: string;
  /** The role, or the Identity Center permission set, through which they acted. */
  readonly role?: string;
  /** The name the session was given when the role was assumed. */
  readonly session?: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly accessKeyId?: string;
  /** Whether the session was opened with MFA; undefined where the record does not say. */
  readonly mfa?: boolean;
  /** The AWS service through which, or by which, the call was made. */
  readonly invokedBy?: string;
}

/**
 * Who made the call, read through an assumed role to the person or machine behind it: the source identity where one was
 * set, the Identity Center user, the instance, else the session's name.
 */
export function actorOf(record: CloudTrailRecord): Actor {
  const identity = record.userIdentity ?? {};
  return { ...named(identity), ...common(record, identity) };
}

/** One line that is the same for the same caller: groups records by who made them. */
export const actorKey = (actor: Actor): string =>
  [actor.kind, actor.accountId ?? '', actor.role ?? '', actor.name].join('/');

function named(identity: UserIdentity): Pick<Actor, 'kind' | 'name' | 'role' | 'session'> {
  switch (identity.type) {
    case 'Root':
      return { kind: 'root', name: 'root' };
    case 'IAMUser':
      return { kind: 'iam-user', name: identity.userName ?? lastPart(identity.arn) ?? unnamed(identity) };
    case 'AssumedRole':
    case 'Role':
      return assumed(identity);
    case 'IdentityCenterUser':
      return { kind: 'identity-center', name: identity.userName ?? identity.onBehalfOf?.userId ?? unnamed(identity) };
    case 'FederatedUser':
    case 'SAMLUser':
    case 'WebIdentityUser':
      return { kind: 'federated', name: identity.userName ?? lastPart(identity.arn) ?? unnamed(identity) };
    case 'AWSService':
      return { kind: 'aws-service', name: identity.invokedBy ?? unnamed(identity) };
    case 'AWSAccount':
      return { kind: 'aws-account', name: lastPart(identity.arn) ?? identity.accountId ?? unnamed(identity) };
    default:
      return { kind: 'unknown', name: identity.userName ?? lastPart(identity.arn) ?? unnamed(identity) };
  }
}

/** arn:aws:sts::123456789012:assumed-role/ROLE/SESSION, or for type Role the role's own ARN. */
function assumed(identity: UserIdentity): Pick<Actor, 'kind' | 'name' | 'role' | 'session'> {
  const issuer = identity.sessionContext?.sessionIssuer;
  const [, roleInArn, sessionInArn] = /:assumed-role\/([^/]+)\/(.+)$/.exec(identity.arn ?? '') ?? [];
  const role = issuer?.userName ?? roleInArn ?? lastPart(identity.arn);
  const session = sessionInArn ?? afterColon(identity.principalId);
  const sourceIdentity = identity.sessionContext?.sourceIdentity;
  const permissionSet = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(role ?? '')?.[1];
  if (permissionSet !== undefined && session !== undefined) {
    return { kind: 'identity-center', name: sourceIdentity ?? session, role: permissionSet, session };
  }
  if (session !== undefined && /^i-[0-9a-f]{8,17}$/.test(session)) {
    return { kind: 'instance', name: session, role, session };
  }
  return { kind: 'role', name: sourceIdentity ?? session ?? role ?? unnamed(identity), role, session };
}

function common(record: CloudTrailRecord, identity: UserIdentity) {
  const mfa = identity.sessionContext?.attributes?.mfaAuthenticated ?? mfaAtSignIn(record);
  return {
    arn: nonEmpty(identity.arn),
    accountId: nonEmpty(identity.accountId) ?? nonEmpty(identity.sessionContext?.sessionIssuer?.accountId),
    accessKeyId: nonEmpty(identity.accessKeyId),
    invokedBy: nonEmpty(identity.invokedBy),
    mfa: mfa === undefined ? undefined : mfa === 'true' || mfa === 'Yes',
  };
}

function mfaAtSignIn(record: CloudTrailRecord): string | undefined {
  const used = record.additionalEventData?.MFAUsed;
  return typeof used === 'string' ? used : undefined;
}

const unnamed = (identity: UserIdentity): string =>
  nonEmpty(identity.invokedBy) ?? nonEmpty(identity.principalId) ?? nonEmpty(identity.accountId) ?? 'unknown';

const lastPart = (arn: string | undefined): string | undefined => nonEmpty(arn?.split(/[/:]/).at(-1));

const afterColon = (principalId: string | undefined): string | undefined =>
  principalId?.includes(':') ? nonEmpty(principalId.slice(principalId.indexOf(':') + 1)) : undefined;

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);
