import { describe, expect, it } from 'vitest';
import {
  actorOf,
  type CloudTrailRecord,
  issuedKeyOf,
  roleChain,
  type UserIdentity,
} from '../../../core/cloudtrail/index.ts';
import { record, role, root, service, signInRecord, user } from '../../../rules/kit/index.ts';

const by = (userIdentity: UserIdentity): CloudTrailRecord => ({ ...record('ListUsers'), userIdentity });

describe('who made a call', () => {
  it('is an IAM user by name', () => {
    expect(actorOf(by(user('alice')))).toMatchObject({
      kind: 'iam-user',
      name: 'alice',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    });
  });

  it('is root, with whether the session was opened with MFA', () => {
    expect(actorOf(by(root({ mfa: true })))).toMatchObject({ kind: 'root', name: 'root', mfa: true });
  });

  it('is the person who named the session of a role', () => {
    expect(actorOf(by(role('Admin', 'kim')))).toMatchObject({
      kind: 'role',
      name: 'kim',
      role: 'Admin',
      session: 'kim',
    });
  });

  it('is the source identity where one was set, whatever the session is called', () => {
    const identity = role('Admin', 'session-17');
    const withSource = { ...identity, sessionContext: { ...identity.sessionContext, sourceIdentity: 'kim' } };
    expect(actorOf(by(withSource))).toMatchObject({ kind: 'role', name: 'kim', session: 'session-17' });
  });

  it('is the Identity Center user, with the permission set in place of the role AWS made for it', () => {
    const actor = actorOf(by(role('AWSReservedSSO_ReadOnly_0123456789abcdef', 'kim@example.com')));
    expect(actor).toMatchObject({ kind: 'identity-center', name: 'kim@example.com', role: 'ReadOnly' });
  });

  it('is the instance whose role it is', () => {
    expect(actorOf(by(role('web', 'i-0123456789abcdef0')))).toMatchObject({ kind: 'instance', role: 'web' });
  });

  it('is the AWS service that called on its own', () => {
    expect(actorOf(by(service('config.amazonaws.com')))).toMatchObject({
      kind: 'aws-service',
      name: 'config.amazonaws.com',
    });
  });

  it('is the role itself where the record names no session', () => {
    const identity = { type: 'Role', arn: 'arn:aws:iam::123456789012:role/web', principalId: 'AROAX' };
    expect(actorOf(by(identity))).toMatchObject({ kind: 'role', name: 'web' });
  });

  it('is a federated user by the last part of the ARN', () => {
    const identity = { type: 'FederatedUser', arn: 'arn:aws:sts::123456789012:federated-user/partner' };
    expect(actorOf(by(identity))).toMatchObject({ kind: 'federated', name: 'partner' });
  });

  it.each([
    [{ type: 'AWSAccount', accountId: '111122223333', principalId: 'AIDAX' }, '111122223333'],
    [{ type: 'Unknown', principalId: 'someone' }, 'someone'],
    [{}, 'unknown'],
    [{ type: 'IAMUser', accountId: '1', principalId: '' }, '1'],
  ])('has some name for every identity: %o', (identity, name) => {
    expect(actorOf(by(identity)).name).toBe(name);
  });

  it('needs no userIdentity at all', () => {
    expect(actorOf({ ...record('ListUsers'), userIdentity: undefined })).toMatchObject({
      kind: 'unknown',
      name: 'unknown',
    });
  });

  it('signed in without MFA when the sign-in says so', () => {
    expect(actorOf(signInRecord({ mfa: false })).mfa).toBe(false);
    expect(actorOf(signInRecord({ mfa: true })).mfa).toBe(true);
  });
});

describe('who is behind a session', () => {
  const opened = (accessKeyId: string, by: UserIdentity) =>
    record('AssumeRole', { by, response: { credentials: { accessKeyId } } });
  const known = (records: readonly CloudTrailRecord[]) => {
    const byKey = new Map(records.map((one) => [issuedKeyOf(one), one]));
    return (key: string) => byKey.get(key);
  };
  const session = (roleName: string, name: string, accessKeyId: string) => ({ ...role(roleName, name), accessKeyId });

  it('is the one who assumed the role, and the one before through a chain of roles', () => {
    const first = opened('ASIA1', user('alice'));
    const second = opened('ASIA2', session('Jump', 'ops', 'ASIA1'));
    const chain = roleChain(by(session('Admin', 'ops', 'ASIA2')), known([first, second]));
    expect(chain.map(({ name }) => name)).toEqual(['ops', 'alice']);
  });

  it('is nobody known where the opening call is not', () => {
    expect(roleChain(by(session('Admin', 'ops', 'ASIA9')), known([]))).toEqual([]);
  });

  it('is told once even where records name each other in a circle', () => {
    const circle = [opened('ASIA1', session('A', 'a', 'ASIA2')), opened('ASIA2', session('B', 'b', 'ASIA1'))];
    expect(roleChain(by(session('A', 'a', 'ASIA1')), known(circle))).toHaveLength(2);
  });
});
