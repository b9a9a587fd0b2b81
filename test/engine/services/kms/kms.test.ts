import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisabledException,
  DisableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  InvalidCiphertextException,
  KMSClient,
  KMSInvalidStateException,
  ListAliasesCommand,
  ListKeysCommand,
  NotFoundException,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kms } from '../../../../engine/services/kms/index.ts';
import { type ServedForTest, serveServices } from '../../../support/serve.ts';

let server: ServedForTest<{ kms: typeof kms }>;
let client: KMSClient;

beforeEach(async () => {
  server = await serveServices({ kms });
  client = new KMSClient(server.config);
});
afterEach(() => server.close());

const newKey = async () => (await client.send(new CreateKeyCommand({ Description: 'd' }))).KeyMetadata!;

describe('a key', () => {
  it('is found by its id, its ARN and its alias', async () => {
    const { KeyId, Arn } = await newKey();
    await client.send(new CreateAliasCommand({ AliasName: 'alias/logs', TargetKeyId: KeyId }));

    for (const reference of [KeyId, Arn, 'alias/logs', 'arn:aws:kms:us-east-1:123456789012:alias/logs']) {
      const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: reference }));
      expect(KeyMetadata).toMatchObject({ KeyId, Arn, KeyState: 'Enabled', Description: 'd', KeyManager: 'CUSTOMER' });
    }
    const { Aliases } = await client.send(new ListAliasesCommand({ KeyId }));
    expect(Aliases).toMatchObject([{ AliasName: 'alias/logs', TargetKeyId: KeyId }]);
  });

  it('that nobody made is not found', async () => {
    const missing = client.send(new DescribeKeyCommand({ KeyId: '11111111-2222-3333-4444-555555555555' }));

    await expect(missing).rejects.toBeInstanceOf(NotFoundException);
    await expect(missing).rejects.toThrow(
      "Key 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555' does not exist",
    );
  });

  it('opens what it sealed, in the same context only', async () => {
    const { KeyId } = await newKey();
    const EncryptionContext = { group: 'g', account: '1' };
    const { CiphertextBlob } = await client.send(
      new EncryptCommand({ KeyId, Plaintext: Buffer.from('secret'), EncryptionContext }),
    );

    const { Plaintext } = await client.send(
      new DecryptCommand({ CiphertextBlob, EncryptionContext: { account: '1', group: 'g' } }),
    );

    expect(Buffer.from(Plaintext!).toString()).toBe('secret');
    expect(Buffer.from(CiphertextBlob!).toString('latin1')).not.toContain('secret');
    await expect(client.send(new DecryptCommand({ CiphertextBlob }))).rejects.toBeInstanceOf(
      InvalidCiphertextException,
    );
  });

  it('gives data keys it can open again', async () => {
    const { KeyId } = await newKey();
    const { Plaintext, CiphertextBlob } = await client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));

    const opened = await client.send(new DecryptCommand({ CiphertextBlob }));

    expect(Plaintext).toHaveLength(32);
    expect(opened.Plaintext).toEqual(Plaintext);
  });

  it('cannot be used once it is disabled', async () => {
    const { KeyId } = await newKey();
    await client.send(new DisableKeyCommand({ KeyId }));

    const refused = client.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') }));

    await expect(refused).rejects.toBeInstanceOf(DisabledException);
  });

  it('is gone when the waiting period of its deletion is over', async () => {
    const { KeyId } = await newKey();
    const { DeletionDate } = await client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));

    await expect(client.send(new DisableKeyCommand({ KeyId }))).rejects.toBeInstanceOf(KMSInvalidStateException);
    expect(DeletionDate).toEqual(new Date('2026-01-08T00:00:00Z'));
    await server.parts.clock.advanceTo(Date.parse('2026-01-08T00:00:00Z'));
    expect((await client.send(new ListKeysCommand({}))).Keys).toEqual([]);
  });

  it("of AWS's own is there when it is asked for", async () => {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: 'alias/aws/ssm' }));

    expect(KeyMetadata).toMatchObject({ KeyManager: 'AWS', KeyState: 'Enabled' });
  });
});
