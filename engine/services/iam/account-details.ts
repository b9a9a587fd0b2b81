import type { GetAccountAuthorizationDetailsRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { encoded, type IamState, type ManagedPolicy, type Principal, type Role, tagList, type User } from './state.ts';

/** An account's users, groups, roles and own policies in one answer; pages of it are not made. */
export function accountDetails(state: IamState) {
  const details: Operation<GetAccountAuthorizationDetailsRequest> = ({ account, input }) => {
    const asked: readonly string[] = input.Filter ?? [];
    const wants = (kind: string) => asked.length === 0 || asked.includes(kind);
    const attachedTo = (arn: string) =>
      [...state.users.list(account), ...state.groups.list(account), ...state.roles.list(account)].filter(
        ({ attached }) => attached.includes(arn),
      ).length;
    return {
      UserDetailList: wants('User') ? state.users.list(account).map(userDetail) : [],
      GroupDetailList: wants('Group') ? state.groups.list(account).map(groupDetail) : [],
      RoleDetailList: wants('Role') ? state.roles.list(account).map(roleDetail) : [],
      Policies: wants('LocalManagedPolicy')
        ? state.policies.list(account).map((policy) => policyDetail(policy, attachedTo(policy.arn)))
        : [],
      IsTruncated: false,
    };
  };
  return { GetAccountAuthorizationDetails: details };
}

const shared = (principal: Principal) => ({
  Path: principal.path,
  Arn: principal.arn,
  CreateDate: new Date(principal.createdAt),
  AttachedManagedPolicies: principal.attached.map((PolicyArn) => ({
    PolicyArn,
    PolicyName: PolicyArn.split('/').at(-1),
  })),
});

const inline = (principal: Principal) =>
  Object.entries(principal.inline).map(([PolicyName, document]) => ({ PolicyName, PolicyDocument: encoded(document) }));

const userDetail = (user: User) => ({
  ...shared(user),
  UserName: user.name,
  UserId: user.id,
  UserPolicyList: inline(user),
  GroupList: [...user.groups],
  PermissionsBoundary: user.boundary
    ? { PermissionsBoundaryType: 'Policy' as const, PermissionsBoundaryArn: user.boundary }
    : undefined,
  Tags: tagList(user.tags),
});

const groupDetail = (group: Principal) => ({
  ...shared(group),
  GroupName: group.name,
  GroupId: group.id,
  GroupPolicyList: inline(group),
});

const roleDetail = (role: Role) => ({
  ...shared(role),
  RoleName: role.name,
  RoleId: role.id,
  AssumeRolePolicyDocument: encoded(role.trust),
  InstanceProfileList: [],
  RolePolicyList: inline(role),
  Tags: tagList(role.tags),
});

const policyDetail = (policy: ManagedPolicy, AttachmentCount: number) => ({
  PolicyName: policy.name,
  PolicyId: policy.id,
  Arn: policy.arn,
  Path: policy.path,
  DefaultVersionId: policy.defaultVersion,
  AttachmentCount,
  PermissionsBoundaryUsageCount: 0,
  IsAttachable: true,
  Description: policy.description,
  CreateDate: new Date(policy.createdAt),
  UpdateDate: new Date(policy.versions.at(-1)?.createdAt ?? policy.createdAt),
  PolicyVersionList: policy.versions.map(({ id, document, createdAt }) => ({
    VersionId: id,
    Document: encoded(document),
    IsDefaultVersion: id === policy.defaultVersion,
    CreateDate: new Date(createdAt),
  })),
});
