import {
  GetLoginProfileCommand,
  type GroupDetail,
  IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  type ManagedPolicyDetail,
  type PolicyDetail,
  paginateGetAccountAuthorizationDetails,
  type RoleDetail,
  type UserDetail,
} from '@aws-sdk/client-iam';
import type { Json } from '../../core/cloudtrail/index.ts';
import { type Asking, each } from './asking.ts';
import type { Collector } from './collector.ts';
import { configured, related, type Seen, tagsOf } from './item.ts';

const ABSENT = ['NoSuchEntity', 'NoSuchEntityException'];

/** Users with their credentials, groups, roles and the account's own policies. */
export const iam: Collector = {
  service: 'iam',
  isGlobal: true,
  async *collect(asking, settings) {
    const client = new IAMClient(settings);
    try {
      const users: UserDetail[] = [];
      const groups: GroupDetail[] = [];
      const asked = paginateGetAccountAuthorizationDetails(
        { client },
        { Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy'] },
      );
      for await (const page of asking.pages('iam.GetAccountAuthorizationDetails', asked)) {
        users.push(...(page.UserDetailList ?? []));
        groups.push(...(page.GroupDetailList ?? []));
        yield* (page.RoleDetailList ?? []).map(roleItem);
        yield* (page.Policies ?? []).map(policyItem);
      }
      yield* groups.map((group) => groupItem(group, users));
      yield* each(users, (user) => userItem(asking, client, user, groups));
    } finally {
      client.destroy();
    }
  },
};

async function userItem(
  asking: Asking,
  client: IAMClient,
  user: UserDetail,
  groups: readonly GroupDetail[],
): Promise<Seen> {
  const { UserName = '', Tags, UserPolicyList, ...rest } = user;
  const keys = await asking.ask('iam.ListAccessKeys', () => client.send(new ListAccessKeysCommand({ UserName })));
  const login = await asking.ask(
    'iam.GetLoginProfile',
    () => client.send(new GetLoginProfileCommand({ UserName })),
    ABSENT,
  );
  const mfa = await asking.ask('iam.ListMFADevices', () => client.send(new ListMFADevicesCommand({ UserName })));
  const accessKeys = keys?.AccessKeyMetadata?.map(({ UserName: _, ...key }) => configured(key));
  const loginProfile = login === null ? false : (configured(login?.LoginProfile).createDate ?? undefined);
  return {
    ...identity('AWS::IAM::User', user.UserId, UserName, user.Arn),
    created: configured(user).createDate,
    configuration: {
      ...configured({ UserName, ...rest }),
      userPolicyList: (UserPolicyList ?? []).map(inline),
      ...(accessKeys && { accessKeys }),
      ...(loginProfile !== undefined && {
        loginProfile: loginProfile === false ? false : { createDate: loginProfile },
      }),
      ...(mfa && {
        mfaDevices: (mfa.MFADevices ?? []).map(({ SerialNumber, EnableDate }) =>
          configured({ SerialNumber, EnableDate }),
        ),
      }),
    },
    tags: tagsOf(Tags),
    relationships: (user.GroupList ?? []).flatMap((name) =>
      related(
        'Is attached to Group',
        'AWS::IAM::Group',
        groups.find(({ GroupName }) => GroupName === name)?.GroupId,
      ).map((each) => ({ ...each, resourceName: name })),
    ),
    unknown: [
      ...(accessKeys ? ['configuration.accessKeys[].lastUsedDate'] : ['configuration.accessKeys']),
      ...(login === undefined ? ['configuration.loginProfile'] : []),
      ...(login === null ? [] : ['configuration.passwordLastUsed']),
      ...(mfa ? [] : ['configuration.mfaDevices']),
    ],
  };
}

const groupItem = ({ GroupPolicyList, ...group }: GroupDetail, users: readonly UserDetail[]): Seen => ({
  ...identity('AWS::IAM::Group', group.GroupId, group.GroupName, group.Arn),
  created: configured(group).createDate,
  configuration: { ...configured(group), groupPolicyList: (GroupPolicyList ?? []).map(inline) },
  relationships: users
    .filter(({ GroupList }) => GroupList?.includes(group.GroupName ?? ''))
    .flatMap(({ UserId, UserName }) =>
      related('Contains User', 'AWS::IAM::User', UserId).map((each) => ({ ...each, resourceName: UserName })),
    ),
});

const roleItem = ({ Tags, RolePolicyList, AssumeRolePolicyDocument, ...role }: RoleDetail): Seen => ({
  ...identity('AWS::IAM::Role', role.RoleId, role.RoleName, role.Arn),
  created: configured(role).createDate,
  configuration: {
    ...configured(role),
    assumeRolePolicyDocument: document(AssumeRolePolicyDocument),
    rolePolicyList: (RolePolicyList ?? []).map(inline),
  },
  tags: tagsOf(Tags),
});

const policyItem = ({ PolicyVersionList, ...policy }: ManagedPolicyDetail): Seen => ({
  ...identity('AWS::IAM::Policy', policy.PolicyId, policy.PolicyName, policy.Arn),
  created: configured(policy).createDate,
  configuration: {
    ...configured(policy),
    policyVersionList: (PolicyVersionList ?? []).map(({ Document, ...version }) => ({
      ...configured(version),
      document: document(Document),
    })),
  },
  // Tags of policies are asked for one by one; that is left.
  unknown: ['tags.*'],
});

const identity = (resourceType: string, id: string | undefined, name: string | undefined, arn: string | undefined) => ({
  resourceType,
  resourceId: id ?? '',
  resourceName: name,
  arn,
  region: 'global',
});

const inline = ({ PolicyName = '', PolicyDocument }: PolicyDetail): Json => ({
  policyName: PolicyName,
  policyDocument: document(PolicyDocument),
});

/** IAM gives documents percent-encoded. */
function document(text: string | undefined): Json {
  try {
    return JSON.parse(decodeURIComponent(text ?? '')) as Json;
  } catch {
    return text ?? null;
  }
}
