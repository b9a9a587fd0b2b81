import { randomUUID } from 'node:crypto';
import type {
  CreateKeyRequest,
  CreateKeyResponse,
  DescribeKeyRequest,
  DescribeKeyResponse,
  KeyMetadata,
  ListKeysRequest,
  ListKeysResponse,
  UpdateKeyDescriptionRequest,
} from '@aws-sdk/client-kms';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { type Key, type KmsState, pendingDeletion } from './state.ts';

interface KeyInput {
  readonly KeyId: string;
}

/** Keys, made, shown and switched. Only symmetric keys for encryption are kept. */
export function keys(state: KmsState) {
  const createKey: Operation<CreateKeyRequest, CreateKeyResponse> = (call) => {
    const { KeySpec, CustomerMasterKeySpec, KeyUsage = 'ENCRYPT_DECRYPT', Origin = 'AWS_KMS' } = call.input;
    const spec = KeySpec ?? CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
    if (spec !== 'SYMMETRIC_DEFAULT' || KeyUsage !== 'ENCRYPT_DECRYPT' || Origin !== 'AWS_KMS') {
      throw new AwsError(
        'UnsupportedOperationException',
        `trailkeeper keeps symmetric encryption keys of its own only, not ${spec} for ${KeyUsage} from ${Origin}.`,
      );
    }
    const key = newKey(call, state.parts.clock.now(), call.input);
    state.put(key);
    return { KeyMetadata: metadata(key) };
  };

  const describeKey: Operation<DescribeKeyRequest, DescribeKeyResponse> = (call) => ({
    KeyMetadata: metadata(describedKey(state, call)),
  });

  const listKeys: Operation<ListKeysRequest, ListKeysResponse> = (call) => {
    const { Limit = 100, Marker } = call.input;
    const { items, next } = page(state.keys.list(scopeOf(call)), Limit, Marker, ({ id }) => id);
    return {
      Keys: items.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })),
      NextMarker: next,
      Truncated: next !== undefined,
    };
  };

  const switchTo =
    (to: 'Enabled' | 'Disabled'): Operation<KeyInput, void> =>
    (call) => {
      const key = state.key(call, call.input.KeyId);
      if (key.state === 'PendingDeletion') throw pendingDeletion(key);
      state.put({ ...key, state: to });
    };

  const updateKeyDescription: Operation<UpdateKeyDescriptionRequest, void> = (call) => {
    const key = state.key(call, call.input.KeyId!);
    if (key.state === 'PendingDeletion') throw pendingDeletion(key);
    state.put({ ...key, description: call.input.Description! });
  };

  return {
    CreateKey: createKey,
    DescribeKey: describeKey,
    ListKeys: listKeys,
    EnableKey: switchTo('Enabled'),
    DisableKey: switchTo('Disabled'),
    UpdateKeyDescription: updateKeyDescription,
  };
}

/** The key of AWS's own (`alias/aws/ssm`) is there as soon as somebody asks for it. */
function describedKey(state: KmsState, call: Call<DescribeKeyRequest>): Key {
  const reference = call.input.KeyId!;
  return reference.startsWith('alias/aws/') ? awsManagedKey(state, call, reference) : state.key(call, reference);
}

/** The key behind `alias/aws/...`, made at the first use. */
export function awsManagedKey(state: KmsState, call: Pick<Call, 'account' | 'region'>, name: string): Key {
  const scope = scopeOf(call);
  const alias = state.aliases.get(scope, name);
  if (alias) return state.key(call, alias.keyId);
  const now = state.parts.clock.now();
  const service = name.slice('alias/aws/'.length);
  const key: Key = {
    ...newKey(call, now, {
      Description: `Default key that protects my ${service.toUpperCase()} data when no other key is defined`,
    }),
    manager: 'AWS',
  };
  const arn = `arn:aws:kms:${call.region}:${call.account}:${name}`;
  state.parts.store.write(() => {
    state.put(key);
    state.aliases.put(scope, name, { name, arn, keyId: key.id, createdAt: now, updatedAt: now });
  });
  return key;
}

function newKey({ account, region }: Pick<Call, 'account' | 'region'>, now: number, input: CreateKeyRequest): Key {
  const id = input.MultiRegion ? `mrk-${randomUUID().replaceAll('-', '')}` : randomUUID();
  return {
    id,
    arn: `arn:aws:kms:${region}:${account}:key/${id}`,
    account,
    description: input.Description ?? '',
    createdAt: now,
    state: 'Enabled',
    deletedAt: undefined,
    manager: 'CUSTOMER',
    multiRegion: input.MultiRegion ?? false,
    policy: input.Policy ?? defaultPolicy(account),
    tags: Object.fromEntries((input.Tags ?? []).map(({ TagKey, TagValue }) => [TagKey, TagValue])),
    rotation: { enabled: false, days: 365 },
  };
}

const defaultPolicy = (account: string): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Id: 'key-default-1',
      Statement: [
        {
          Sid: 'Enable IAM User Permissions',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    },
    undefined,
    2,
  );

export const metadata = (key: Key): KeyMetadata => ({
  AWSAccountId: key.account,
  KeyId: key.id,
  Arn: key.arn,
  CreationDate: new Date(key.createdAt),
  Enabled: key.state === 'Enabled',
  Description: key.description,
  KeyUsage: 'ENCRYPT_DECRYPT',
  KeyState: key.state,
  DeletionDate: key.deletedAt === undefined ? undefined : new Date(key.deletedAt),
  Origin: 'AWS_KMS',
  KeyManager: key.manager,
  CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
  KeySpec: 'SYMMETRIC_DEFAULT',
  EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
  MultiRegion: key.multiRegion,
});
