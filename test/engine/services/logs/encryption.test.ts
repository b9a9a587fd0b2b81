import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  AssociateKmsKeyCommand,
  CreateLogGroupCommand,
  DisassociateKmsKeyCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ChunkTable } from '../../../../engine/services/logs/chunk-table.ts';
import { type Keys, Sealing } from '../../../../engine/services/logs/sealing.ts';
import type { LogGroup } from '../../../../engine/services/logs/state.ts';
import { Store } from '../../../../engine/store/index.ts';
import { givenStream, NOW, refusalOf } from './given.ts';

const key = (name: string) => `arn:aws:kms:us-east-1:123456789012:key/${name}`;

describe('a group with a KMS key', () => {
  it('gives its events as they came, those from before the key and from under another one too', async () => {
    const { client, put } = await givenStream();
    const kms = (name: string) => client.send(new AssociateKmsKeyCommand({ logGroupName: 'g', kmsKeyId: key(name) }));

    await put('g', 's', [{ timestamp: NOW, message: 'plain ' }]);
    await kms('a');
    await put('g', 's', [{ timestamp: NOW + 1, message: 'under a ' }]);
    await kms('b');
    await put('g', 's', [{ timestamp: NOW + 2, message: 'under b ' }]);
    await client.send(new DisassociateKmsKeyCommand({ logGroupName: 'g' }));
    await put('g', 's', [{ timestamp: NOW + 3, message: 'plain' }]);
    const { events } = await client.send(new GetLogEventsCommand({ logGroupName: 'g', logStreamName: 's' }));

    expect(events?.map(({ message }) => message).join('')).toBe('plain under a under b plain');
  });

  it('is refused a key that cannot be used', async () => {
    const { client } = await givenStream();

    const created = client.send(new CreateLogGroupCommand({ logGroupName: 'x', kmsKeyId: key('disabled') }));

    expect(await refusalOf(created)).toBe(
      "AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:us-east-1:123456789012:log-group:x'",
    );
  });
});

describe('events under a key', () => {
  const group: LogGroup = {
    id: 1,
    name: 'g',
    arn: 'arn:aws:logs:us-east-1:123456789012:log-group:g',
    createdAt: 0,
    class: 'STANDARD',
    kmsKeyId: key('a'),
    deletionProtection: false,
    tags: {},
  };

  function given() {
    const folder = mkdtempSync(path.join(tmpdir(), 'logs-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    let usable = true;
    let now = 0;
    const keys: Keys = {
      usable: (_place, reference) => reference,
      encrypt: (_place, _reference, plaintext) => plaintext.map((byte) => byte ^ 0x55),
      decrypt: (_place, ciphertext) => (usable ? ciphertext.map((byte) => byte ^ 0x55) : undefined),
    };
    const open = () => {
      const store = new Store({ folder, durability: 'normal' });
      const sealing = new Sealing(store, () => now);
      sealing.connect(keys);
      return { store, sealing, chunks: new ChunkTable(store, sealing) };
    };
    return {
      open,
      disable: () => {
        usable = false;
      },
      wait: (ms: number) => {
        now += ms;
      },
      bytes: () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(path.join(folder, name)))),
    };
  }

  const secret = 'a secret nobody should find in a file';

  it('do not lie in the file as they are, and are read after a restart', () => {
    const { bytes, open } = given();
    const first = open();
    const events = [{ timestamp: 5, message: secret }];
    first.chunks.add(1, 1, events, [secret.length], 6, first.sealing.keyFor('123456789012/us-east-1', group));
    first.chunks.add(1, 1, [{ timestamp: 7, message: 'open' }], [4], 8, undefined);
    first.store.close();

    const second = open();
    const [sealed, plain] = [...second.chunks.inStream(1, 0, 10)];

    expect(bytes().includes(secret)).toBe(false);
    expect(bytes().includes('open')).toBe(true);
    expect(second.chunks.read(sealed!).message(0)).toBe(secret);
    expect(second.chunks.read(plain!).message(0)).toBe('open');
    second.store.close();
  });

  it('cannot be read some minutes after the key was disabled', () => {
    const { disable, open, wait } = given();
    const { chunks, sealing, store } = open();
    chunks.add(1, 1, [{ timestamp: 5, message: secret }], [secret.length], 6, sealing.keyFor('1/r', group));
    const [chunk] = [...chunks.inStream(1, 0, 10)];

    disable();
    expect(chunks.read(chunk!).message(0)).toBe(secret);
    wait(5 * 60_000);
    expect(() => chunks.read(chunk!)).toThrow('cannot be used');
    store.close();
  });
});
