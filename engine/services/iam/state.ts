import { randomBytes } from 'node:crypto';
import { AwsError } from '../../errors.ts';
import type { Call, EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';

export type PrincipalKind = 'user' | 'group' | 'role';

/** A user, group or role: what all three have. */
export interface Principal {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Inline policies: name to document, as it was put. */
  readonly inline: Readonly<Record<string, string>>;
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
}

export interface User extends Principal {
  readonly groups: readonly string[];
  /** When a console password was made, ms since 1970; the password itself is not kept. */
  readonly loginProfile: { readonly createdAt: number; readonly resetRequired: boolean } | undefined;
  readonly boundary: string | undefined;
}

export interface Role extends Principal {
  readonly trust: string;
  readonly description: string | undefined;
  /** seconds */
  readonly maxSessionDuration: number;
}

export interface AccessKey {
  readonly id: string;
  readonly userName: string;
  readonly secret: string;
  readonly status: 'Active' | 'Inactive';
  readonly createdAt: number;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly createdAt: number;
  readonly defaultVersion: string;
  readonly versions: readonly { readonly id: string; readonly document: string; readonly createdAt: number }[];
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What the operations share. IAM has no regions: an account is a scope. */
export class IamState {
  readonly parts: EngineParts;
  readonly users: Documents<User>;
  readonly groups: Documents<Principal>;
  readonly roles: Documents<Role>;
  readonly keys: Documents<AccessKey>;
  readonly policies: Documents<ManagedPolicy>;
  readonly passwordPolicies: Documents<Record<string, unknown>>;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.users = parts.store.documents('iam.users');
    this.groups = parts.store.documents('iam.groups');
    this.roles = parts.store.documents('iam.roles');
    this.keys = parts.store.documents('iam.keys');
    this.policies = parts.store.documents('iam.policies');
    this.passwordPolicies = parts.store.documents('iam.password-policies');
  }

  of(kind: PrincipalKind): Documents<Principal> {
    if (kind === 'user') return this.users as Documents<Principal>;
    return kind === 'role' ? (this.roles as Documents<Principal>) : this.groups;
  }

  /** @throws AwsError NoSuchEntity */
  find<T extends Principal>(
    documents: Documents<T>,
    kind: PrincipalKind,
    call: Pick<Call, 'account'>,
    name: string,
  ): T {
    const found = documents.get(call.account, name);
    if (found) return found;
    throw new AwsError('NoSuchEntityException', `The ${kind} with name ${name} cannot be found.`);
  }

  user(call: Pick<Call, 'account'>, name: string): User {
    return this.find(this.users, 'user', call, name);
  }

  /** The user that is named, or without a name the one whose key made the call. */
  userOf(call: Call<{ readonly UserName?: string }>): User {
    if (call.input.UserName) return this.user(call, call.input.UserName);
    const owner = this.keyOwner(call.caller.accessKeyId)?.user;
    if (owner) return owner;
    throw new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials');
  }

  role(call: Pick<Call, 'account'>, name: string): Role {
    return this.find(this.roles, 'role', call, name);
  }

  group(call: Pick<Call, 'account'>, name: string): Principal {
    return this.find(this.groups, 'group', call, name);
  }

  /** Whose key it is: the user and the account. */
  keyOwner(accessKeyId: string): { account: string; user: User; secret: string } | undefined {
    for (const account of this.keys.scopes()) {
      const key = this.keys.get(account, accessKeyId);
      const user = key?.status === 'Active' ? this.users.get(account, key.userName) : undefined;
      if (key && user) return { account, user, secret: key.secret };
    }
    return undefined;
  }
}

/** An id as IAM makes them: four letters that tell the kind, seventeen that tell nothing. */
export const newId = (prefix: 'AIDA' | 'AGPA' | 'AROA' | 'AKIA' | 'ANPA'): string =>
  prefix + [...randomBytes(17)].map((byte) => LETTERS[byte % 32]).join('');

export function principal(
  kind: PrincipalKind,
  call: Pick<Call, 'account'>,
  name: string,
  path: string | undefined,
  tags: readonly { Key?: string; Value?: string }[] | undefined,
  now: number,
): Principal {
  const prefix = ({ user: 'AIDA', group: 'AGPA', role: 'AROA' } as const)[kind];
  return {
    name,
    path: path ?? '/',
    id: newId(prefix),
    arn: `arn:aws:iam::${call.account}:${kind}${path ?? '/'}${name}`,
    createdAt: now,
    tags: Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? ''])),
    inline: {},
    attached: [],
  };
}

/** IAM answers with policy documents percent-encoded. */
export const encoded = (document: string): string => encodeURIComponent(document);

/** @throws AwsError MalformedPolicyDocument */
export function assertPolicy(document: string): void {
  try {
    const parsed: unknown = JSON.parse(document);
    if (typeof parsed === 'object' && parsed !== null && 'Statement' in parsed) return;
  } catch (cause) {
    throw new AwsError('MalformedPolicyDocumentException', 'This policy contains invalid Json', { cause });
  }
  throw new AwsError('MalformedPolicyDocumentException', 'Syntax errors in policy.');
}

export const conflict = (message: string): AwsError => new AwsError('DeleteConflictException', message);
export const exists = (what: string, name: string): AwsError =>
  new AwsError('EntityAlreadyExistsException', `${what} with name ${name} already exists.`);

export const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** One page of a list by name; the marker is the last name of the page before. */
export function page<T>(all: readonly T[], name: (each: T) => string, marker: string | undefined, most = 100) {
  const rest = marker ? all.filter((each) => name(each) > marker) : all;
  const shown = rest.slice(0, most);
  const IsTruncated = rest.length > shown.length;
  return { shown, IsTruncated, Marker: IsTruncated ? name(shown.at(-1)!) : undefined };
}
