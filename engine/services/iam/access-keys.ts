import { randomBytes } from 'node:crypto';
import type { AccessKey as AccessKeyShape, UpdateAccessKeyRequest } from '@aws-sdk/client-iam';
import { AwsError } from '../../errors.ts';
import type { Call, Operation } from '../../service.ts';
import type { AccessKey, IamState, User } from './state.ts';
import { newId } from './state.ts';

const MOST_KEYS = 2;

interface KeyInput {
  readonly UserName?: string;
  readonly AccessKeyId?: string;
}

/** Long-lived keys of users. A secret is shown once, when it is made. */
export function accessKeys(state: IamState) {
  const keysOf = (account: string, user: User) =>
    state.keys.list(account).filter(({ userName }) => userName === user.name);

  function keyOf(call: Call<KeyInput>): AccessKey {
    const user = state.userOf(call);
    const key = state.keys.get(call.account, call.input.AccessKeyId!);
    if (key?.userName === user.name) return key;
    throw new AwsError('NoSuchEntityException', `The Access Key with id ${call.input.AccessKeyId} cannot be found.`);
  }

  const createAccessKey: Operation<KeyInput, { AccessKey: AccessKeyShape }> = (call) => {
    const user = state.userOf(call);
    if (keysOf(call.account, user).length >= MOST_KEYS) {
      throw new AwsError('LimitExceededException', `Cannot exceed quota for AccessKeysPerUser: ${MOST_KEYS}`);
    }
    const key: AccessKey = {
      id: newId('AKIA').slice(0, 20),
      userName: user.name,
      secret: randomBytes(30).toString('base64'),
      status: 'Active',
      createdAt: state.parts.clock.now(),
    };
    state.keys.put(call.account, key.id, key);
    return { AccessKey: { ...shape(key), SecretAccessKey: key.secret } };
  };

  const listAccessKeys: Operation<KeyInput> = (call) => ({
    AccessKeyMetadata: keysOf(call.account, state.userOf(call)).map(shape),
    IsTruncated: false,
  });

  const updateAccessKey: Operation<UpdateAccessKeyRequest, void> = (call) => {
    const key = keyOf(call);
    state.keys.put(call.account, key.id, { ...key, status: call.input.Status as AccessKey['status'] });
  };

  const deleteAccessKey: Operation<KeyInput, void> = (call) => {
    state.keys.delete(call.account, keyOf(call).id);
  };

  return {
    CreateAccessKey: createAccessKey,
    ListAccessKeys: listAccessKeys,
    UpdateAccessKey: updateAccessKey,
    DeleteAccessKey: deleteAccessKey,
  };
}

const shape = (key: AccessKey) => ({
  UserName: key.userName,
  AccessKeyId: key.id,
  Status: key.status,
  CreateDate: new Date(key.createdAt),
});
