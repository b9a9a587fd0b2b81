import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sts } from '../../../../engine/services/sts/index.ts';
import { type ServedForTest, serveServices } from '../../../support/serve.ts';

const role = 'arn:aws:iam::210987654321:role/path/auditor';
let server: ServedForTest<{ sts: typeof sts }>;
let client: STSClient;

beforeEach(async () => {
  server = await serveServices({ sts }, { identify: (accessKeyId) => server.services.sts.ports.caller(accessKeyId) });
  client = new STSClient(server.config);
});
afterEach(() => server.close());

describe('the identity of a call', () => {
  it("is a user of the key's name for a key nobody knows, in another account for a key of twelve digits", async () => {
    const credentials = { accessKeyId: '111122223333', secretAccessKey: 'x' };

    expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:user/AKIATEST',
    });
    expect(await new STSClient({ ...server.config, credentials }).send(new GetCallerIdentityCommand({}))).toMatchObject(
      { Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/111122223333' },
    );
  });

  it('is the role session, in the account of the role, once a role is taken on', async () => {
    const { Credentials } = await client.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'kim' }));
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };

    const identity = await new STSClient({ ...server.config, credentials }).send(new GetCallerIdentityCommand({}));

    expect(identity).toMatchObject({
      Account: '210987654321',
      Arn: 'arn:aws:sts::210987654321:assumed-role/auditor/kim',
      UserId: expect.stringMatching(/^AROA\w{17}:kim$/),
    });
  });

  it('is forgotten when the session ends', async () => {
    const { Credentials } = await client.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
    const key = Credentials?.AccessKeyId ?? '';

    expect(Credentials?.Expiration).toEqual(new Date('2026-01-01T00:15:00Z'));
    expect(server.services.sts.ports.caller(key)).toBeDefined();
    await server.parts.clock.advanceTo(Date.parse('2026-01-01T00:15:00Z'));
    expect(server.services.sts.ports.caller(key)).toBeUndefined();
  });
});

describe('a role that cannot be one', () => {
  it('is refused in the words AWS was recorded with', async () => {
    for (const RoleArn of ['arn:a::::something/test-role', 'arn:aws:iam::123456789012:user/kim-of-no-role']) {
      await expect(client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'kim' }))).rejects.toMatchObject({
        name: 'ValidationError',
        message: `${RoleArn} is invalid`,
      });
    }
  });
});
