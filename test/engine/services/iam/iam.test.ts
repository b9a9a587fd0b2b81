import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
  GetLoginProfileCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  IAMClient,
  ListAttachedUserPoliciesCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';

const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
});

async function given() {
  const started = await engine({ clock: 'virtual' });
  return { engine: started, iam: new IAMClient(clientOptions(started)) };
}

describe('users', () => {
  it('are made once, found, listed by pages and renamed with their keys', async () => {
    const { iam } = await given();
    for (const UserName of ['carol', 'alice', 'bob']) await iam.send(new CreateUserCommand({ UserName }));
    await expect(iam.send(new CreateUserCommand({ UserName: 'bob' }))).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'User with name bob already exists.',
    });
    const first = await iam.send(new ListUsersCommand({ MaxItems: 2 }));
    const second = await iam.send(new ListUsersCommand({ Marker: first.Marker }));
    expect([...first.Users!, ...second.Users!].map(({ UserName }) => UserName)).toEqual(['alice', 'bob', 'carol']);

    await iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }));
    await iam.send(new UpdateUserCommand({ UserName: 'bob', NewUserName: 'robert', NewPath: '/ops/' }));
    const { User } = await iam.send(new GetUserCommand({ UserName: 'robert' }));
    expect(User?.Arn).toBe('arn:aws:iam::123456789012:user/ops/robert');
    await expect(iam.send(new GetUserCommand({ UserName: 'bob' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The user with name bob cannot be found.',
    });
  });

  it('cannot be deleted while something hangs on them', async () => {
    const { iam } = await given();
    const UserName = 'alice';
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    await iam.send(new CreateUserCommand({ UserName }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const deletion = () => iam.send(new DeleteUserCommand({ UserName }));
    await expect(deletion()).rejects.toMatchObject({ message: 'Cannot delete entity, must delete access keys first.' });
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: AccessKey!.AccessKeyId }));
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    await expect(deletion()).rejects.toMatchObject({
      message: 'Cannot delete entity, must detach all policies first.',
    });
    await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }));
    await deletion();
  });

  it('are who calls with their keys', async () => {
    const { iam, engine: at } = await given();
    await iam.send(new CreateUserCommand({ UserName: 'alice' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
    const credentials = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
    const sts = new STSClient({ ...clientOptions(at), credentials });
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: 'arn:aws:iam::123456789012:user/alice',
    });
  });
});

describe('console passwords', () => {
  it("are one's own when no user is named, and root's have to be named", async () => {
    const { iam, engine: at } = await given();
    await iam.send(new CreateUserCommand({ UserName: 'alice' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
    const credentials = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
    const alice = new IAMClient({ ...clientOptions(at), credentials });

    await alice.send(new CreateLoginProfileCommand({ Password: 'correct horse' }));

    const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName: 'alice' }));
    expect(LoginProfile?.UserName).toBe('alice');
    await expect(iam.send(new GetLoginProfileCommand({}))).rejects.toMatchObject({
      message: 'Must specify userName when calling with non-User credentials',
    });
  });
});

describe('policies', () => {
  it('are kept by version, and shown as they were put', async () => {
    const { iam } = await given();
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: document }));
    const PolicyArn = Policy!.Arn!;
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document, SetAsDefault: true }));
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    expect(PolicyVersion).toMatchObject({ VersionId: 'v2', IsDefaultVersion: true });
    expect(decodeURIComponent(PolicyVersion!.Document!)).toBe(document);
  });

  it('are refused when they are no policies', async () => {
    const { iam } = await given();
    const creating = iam.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: 'not json' }));
    await expect(creating).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  });

  it('can be attached only when they are there', async () => {
    const { iam } = await given();
    await iam.send(new CreateUserCommand({ UserName: 'alice' }));
    const PolicyArn = 'arn:aws:iam::123456789012:policy/none';
    await expect(iam.send(new AttachUserPolicyCommand({ UserName: 'alice', PolicyArn }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    const { AttachedPolicies } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'alice' }));
    expect(AttachedPolicies).toEqual([]);
  });
});

describe('roles', () => {
  it('have a trust policy and policies of their own', async () => {
    const { iam } = await given();
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    await iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: trust }));
    await iam.send(new PutRolePolicyCommand({ RoleName: 'r', PolicyName: 'p', PolicyDocument: document }));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'r' }));
    expect(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).toBe(trust);
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName: 'r', PolicyName: 'p' }));
    expect(decodeURIComponent(PolicyDocument!)).toBe(document);
  });
});
