import { describe, expect, it } from 'vitest';
import { call, itemsOf, last, unknown } from './support.ts';

const ARN = 'arn:aws:iam::123456789012:';
const READ = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const createBob = () =>
  call(
    'iam:CreateUser',
    { userName: 'bob', tags: [{ key: 'team', value: 'web' }] },
    {
      user: {
        path: '/',
        userName: 'bob',
        userId: 'AIDABOB00000000000001',
        arn: `${ARN}user/bob`,
        createDate: 'Jan 1, 2026 12:00:01 AM',
      },
    },
  );

describe('an IAM user', () => {
  it('begins with nothing but what it was made with', () => {
    const user = last('User', createBob());
    expect(user).toMatchObject({
      resourceType: 'AWS::IAM::User',
      resourceId: 'AIDABOB00000000000001',
      resourceName: 'bob',
      ARN: `${ARN}user/bob`,
      awsRegion: 'global',
      configurationItemStatus: 'ResourceDiscovered',
      configuration: {
        path: '/',
        userName: 'bob',
        createDate: '2026-01-01T00:00:01.000Z',
        userPolicyList: [],
        groupList: [],
        attachedManagedPolicies: [],
        accessKeys: [],
        loginProfile: false,
        mfaDevices: [],
      },
      tags: { team: 'web' },
    });
    expect(unknown(user)).toEqual([]);
  });

  it('has the policies, groups and credentials that the calls gave and took', () => {
    const user = last(
      'User',
      createBob(),
      call('iam:PutUserPolicy', { userName: 'bob', policyName: 'p', policyDocument: '{"Statement":[]}' }),
      call('iam:PutUserPolicy', { userName: 'bob', policyName: 'q', policyDocument: '%7B%22Statement%22%3A%5B%5D%7D' }),
      call('iam:DeleteUserPolicy', { userName: 'bob', policyName: 'p' }),
      call('iam:AttachUserPolicy', { userName: 'bob', policyArn: READ }),
      call('iam:AddUserToGroup', { userName: 'bob', groupName: 'dev' }),
      call('iam:CreateLoginProfile', { userName: 'bob' }, { loginProfile: { createDate: 'Jan 1, 2026, 10:00:00 AM' } }),
      call('iam:EnableMFADevice', { userName: 'bob', serialNumber: 'arn:mfa' }),
      call(
        'iam:CreateAccessKey',
        { userName: 'bob' },
        { accessKey: { accessKeyId: 'AKIA1', status: 'Active', userName: 'bob' } },
      ),
      call('iam:UpdateAccessKey', { userName: 'bob', accessKeyId: 'AKIA1', status: 'Inactive' }),
      call('iam:PutUserPermissionsBoundary', { userName: 'bob', permissionsBoundary: READ }),
    );
    expect(user.configuration).toMatchObject({
      userPolicyList: [{ policyName: 'q', policyDocument: { Statement: [] } }],
      attachedManagedPolicies: [{ policyName: 'ReadOnlyAccess', policyArn: READ }],
      groupList: ['dev'],
      loginProfile: { createDate: '2026-01-01T10:00:00.000Z' },
      mfaDevices: [{ serialNumber: 'arn:mfa' }],
      accessKeys: [{ accessKeyId: 'AKIA1', status: 'Inactive' }],
      permissionsBoundary: { permissionsBoundaryArn: READ },
    });
    expect(user.relationships).toContainEqual({
      resourceType: 'AWS::IAM::Group',
      resourceId: 'dev',
      resourceName: 'dev',
      name: 'Is attached to Group',
    });
    // When a password or a key was last used, no call on the user tells.
    expect(unknown(user)).toEqual(['configuration.accessKeys[].lastUsedDate', 'configuration.passwordLastUsed']);
  });

  it('that was there before is known as far as the calls tell, and no further', () => {
    const user = last('User', call('iam:AttachUserPolicy', { userName: 'eve', policyArn: READ }));
    expect(user).toMatchObject({ resourceId: 'eve', resourceName: 'eve' });
    expect(user.configuration).toEqual({
      attachedManagedPolicies: [{ policyName: 'ReadOnlyAccess', policyArn: READ }],
    });
    expect(unknown(user)).toEqual(
      expect.arrayContaining(['resourceId', 'configuration.*', 'configuration.attachedManagedPolicies.*', 'tags.*']),
    );
  });

  it('is known by its id where it changes itself', () => {
    const user = last('User', call('iam:PutUserPolicy', { userName: 'ada', policyName: 'p', policyDocument: '{}' }));
    expect(user.resourceId).toBe('AIDAADA00000000000001');
    expect(unknown(user)).not.toContain('resourceId');
  });

  it('keeps its id when it is renamed, and is gone when it is deleted', () => {
    const [, renamed, deleted] = itemsOf(
      createBob(),
      call('iam:UpdateUser', { userName: 'bob', newUserName: 'rob', newPath: '/old/' }),
      call('iam:DeleteUser', { userName: 'rob' }),
    );
    expect(renamed).toMatchObject({
      resourceId: 'AIDABOB00000000000001',
      resourceName: 'rob',
      ARN: `${ARN}user/old/rob`,
    });
    expect(deleted).toMatchObject({
      resourceId: 'AIDABOB00000000000001',
      configurationItemStatus: 'ResourceDeleted',
      configuration: null,
    });
  });

  it('made again under the same name is another one', () => {
    const first = createBob();
    const end = call('iam:DeleteUser', { userName: 'bob' });
    const other = { user: { userName: 'bob', userId: 'AIDABOB00000000000002', arn: `${ARN}user/bob` } };
    const items = itemsOf(first, end, { ...createBob(), responseElements: other });
    expect(items.map(({ resourceId }) => resourceId.at(-1))).toEqual(['1', '1', '2']);
  });
});

describe('an access key', () => {
  it('has a history of its own', () => {
    const statuses = itemsOf(
      call(
        'iam:CreateAccessKey',
        { userName: 'bob' },
        { accessKey: { accessKeyId: 'AKIA1', status: 'Active', userName: 'bob' } },
      ),
      call('iam:UpdateAccessKey', { userName: 'bob', accessKeyId: 'AKIA1', status: 'Inactive' }),
      call('iam:DeleteAccessKey', { userName: 'bob', accessKeyId: 'AKIA1' }),
    )
      .filter(({ resourceType }) => resourceType === 'AWS::IAM::AccessKey')
      .map(({ configuration }) => configuration?.status);
    expect(statuses).toEqual(['Active', 'Inactive', undefined]);
  });
});

describe('a group', () => {
  it('contains whom calls added', () => {
    const group = last(
      'Group',
      call(
        'iam:CreateGroup',
        { groupName: 'dev' },
        { group: { path: '/', groupName: 'dev', groupId: 'AGPA1', arn: `${ARN}group/dev` } },
      ),
      call('iam:PutGroupPolicy', { groupName: 'dev', policyName: 'p', policyDocument: '{}' }),
      call('iam:AddUserToGroup', { groupName: 'dev', userName: 'bob' }),
      call('iam:AddUserToGroup', { groupName: 'dev', userName: 'ada' }),
      call('iam:RemoveUserFromGroup', { groupName: 'dev', userName: 'bob' }),
    );
    expect(group.configuration).toMatchObject({ groupPolicyList: [{ policyName: 'p' }], attachedManagedPolicies: [] });
    expect(group.relationships.map(({ resourceName }) => resourceName)).toEqual(['ada']);
  });
});

describe('a role', () => {
  const create = call(
    'iam:CreateRole',
    { roleName: 'deploy', path: '/ci/', assumeRolePolicyDocument: '{"Statement":[{"Effect":"Allow"}]}' },
    { role: { path: '/ci/', roleId: 'AROA1', arn: `${ARN}role/ci/deploy` } },
  );

  it('has its trust, which can be changed', () => {
    expect(last('Role', create).configuration).toMatchObject({
      roleName: 'deploy',
      path: '/ci/',
      assumeRolePolicyDocument: { Statement: [{ Effect: 'Allow' }] },
      rolePolicyList: [],
    });
    const changed = last(
      'Role',
      create,
      call('iam:UpdateAssumeRolePolicy', { roleName: 'deploy', policyDocument: '{"Statement":[]}' }),
    );
    expect(changed.configuration?.assumeRolePolicyDocument).toEqual({ Statement: [] });
    expect(changed.resourceName).toBe('deploy');
  });
});

describe('a managed policy', () => {
  const arn = `${ARN}policy/p`;
  const create = call(
    'iam:CreatePolicy',
    { policyName: 'p', policyDocument: '{"Statement":[{"Action":"s3:Get*"}]}' },
    { policy: { policyName: 'p', policyId: 'ANPA1', arn, defaultVersionId: 'v1' } },
  );

  it('has its versions, one of them in force, and counts where it is attached', () => {
    const policy = last(
      'Policy',
      create,
      call(
        'iam:CreatePolicyVersion',
        { policyArn: arn, policyDocument: '{"Statement":[]}', setAsDefault: true },
        { policyVersion: { versionId: 'v2', isDefaultVersion: true } },
      ),
      call('iam:AttachUserPolicy', { userName: 'bob', policyArn: arn }),
      call('iam:AttachRolePolicy', { roleName: 'r', policyArn: arn }),
      call('iam:DetachUserPolicy', { userName: 'bob', policyArn: arn }),
    );
    expect(policy.configuration).toMatchObject({ defaultVersionId: 'v2', attachmentCount: 1 });
    expect(policy.configuration?.policyVersionList).toMatchObject([
      { versionId: 'v1', isDefaultVersion: false },
      { versionId: 'v2', isDefaultVersion: true, document: { Statement: [] } },
    ]);
  });

  it("of AWS's own is no resource of the account", () => {
    expect(itemsOf(call('iam:AttachUserPolicy', { userName: 'bob', policyArn: READ })).length).toBe(1);
  });
});
