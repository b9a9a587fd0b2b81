import { textAt } from './read.ts';
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
  const said = readerOf(record.userIdentity);
  return { ...named(said), ...common(record, said) };
}

/** One line that is the same for the same caller: groups records by who made them. */
export const actorKey = (actor: Actor): string =>
  [actor.kind, actor.accountId ?? '', actor.role ?? '', actor.name].join('/');

/** What the identity says at a path. */
type Reader = (...path: readonly string[]) => string | undefined;

const readerOf =
  (identity: UserIdentity | undefined): Reader =>
  (...path) =>
    textAt(identity, ...path);

type Named = Pick<Actor, 'kind' | 'name' | 'role' | 'session'>;

function named(said: Reader): Named {
  const type = said('type');
  switch (type) {
    case 'Root':
      return { kind: 'root', name: 'root' };
    case 'AssumedRole':
    case 'Role':
      return assumed(said);
    case 'AWSService':
      return { kind: 'aws-service', name: said('invokedBy') ?? unnamed(said) };
    case 'AWSAccount':
      return { kind: 'aws-account', name: lastPart(said('arn')) ?? said('accountId') ?? unnamed(said) };
    case 'IdentityCenterUser':
      return { kind: 'identity-center', name: said('userName') ?? said('onBehalfOf', 'userId') ?? unnamed(said) };
    default:
      return {
        kind: namedKinds.get(type ?? '') ?? 'unknown',
        name: said('userName') ?? lastPart(said('arn')) ?? unnamed(said),
      };
  }
}

/** Kinds of caller that are called by their user name. */
const namedKinds: ReadonlyMap<string, ActorKind> = new Map([
  ['IAMUser', 'iam-user'],
  ['FederatedUser', 'federated'],
  ['SAMLUser', 'federated'],
  ['WebIdentityUser', 'federated'],
]);

/** arn:aws:sts::123456789012:assumed-role/ROLE/SESSION, or for type Role the role's own ARN. */
function assumed(said: Reader): Named {
  const arn = said('arn');
  const [, roleInArn, sessionInArn] = /:assumed-role\/([^/]+)\/(.+)$/.exec(arn ?? '') ?? [];
  const role = said('sessionContext', 'sessionIssuer', 'userName') ?? roleInArn ?? lastPart(arn);
  const session = sessionInArn ?? afterColon(said('principalId'));
  const sourceIdentity = said('sessionContext', 'sourceIdentity');
  const permissionSet = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(role ?? '')?.[1];
  if (permissionSet !== undefined && session !== undefined) {
    return { kind: 'identity-center', name: sourceIdentity ?? session, role: permissionSet, session };
  }
  if (session !== undefined && /^i-[0-9a-f]{8,17}$/.test(session)) {
    return { kind: 'instance', name: session, role, session };
  }
  return { kind: 'role', name: sourceIdentity ?? session ?? role ?? unnamed(said), role, session };
}

function common(record: CloudTrailRecord, said: Reader) {
  const mfa = said('sessionContext', 'attributes', 'mfaAuthenticated') ?? textAt(record.additionalEventData, 'MFAUsed');
  return {
    arn: said('arn'),
    accountId: said('accountId') ?? said('sessionContext', 'sessionIssuer', 'accountId'),
    accessKeyId: said('accessKeyId'),
    invokedBy: said('invokedBy'),
    mfa: mfa === undefined ? undefined : mfa === 'true' || mfa === 'Yes',
  };
}

const unnamed = (said: Reader): string => said('invokedBy') ?? said('principalId') ?? said('accountId') ?? 'unknown';

const lastPart = (arn: string | undefined): string | undefined => arn?.split(/[/:]/).at(-1) || undefined;

const afterColon = (principalId: string | undefined): string | undefined =>
  principalId?.includes(':') ? principalId.slice(principalId.indexOf(':') + 1) || undefined : undefined;
