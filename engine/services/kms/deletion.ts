import type {
  CancelKeyDeletionRequest,
  CancelKeyDeletionResponse,
  ScheduleKeyDeletionRequest,
  ScheduleKeyDeletionResponse,
} from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { type Key, type KmsState, pendingDeletion, scopeOfKey } from './state.ts';

const DAY = 86_400_000;

/** Deletion after a waiting period, on the clock. */
export function deletion(state: KmsState) {
  const scheduleKeyDeletion: Operation<ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse> = (call) => {
    const { KeyId, PendingWindowInDays = 30 } = call.input;
    const key = state.own(call, KeyId!);
    if (key.state === 'PendingDeletion') throw pendingDeletion(key);
    if (PendingWindowInDays < 7 || PendingWindowInDays > 30) {
      throw new AwsError('ValidationException', 'PendingWindowInDays must be between 7 and 30, inclusive.');
    }
    const deletedAt = state.parts.clock.now() + PendingWindowInDays * DAY;
    const doomed: Key = { ...key, state: 'PendingDeletion', deletedAt };
    state.put(doomed);
    deleteWhenDue(state, doomed);
    return { KeyId: key.arn, DeletionDate: new Date(deletedAt), KeyState: 'PendingDeletion', PendingWindowInDays };
  };

  const cancelKeyDeletion: Operation<CancelKeyDeletionRequest, CancelKeyDeletionResponse> = (call) => {
    const key = state.own(call, call.input.KeyId!);
    if (key.state !== 'PendingDeletion') {
      throw new AwsError('KMSInvalidStateException', `${key.arn} is not pending deletion.`);
    }
    state.put({ ...key, state: 'Disabled', deletedAt: undefined });
    return { KeyId: key.arn };
  };

  return { ScheduleKeyDeletion: scheduleKeyDeletion, CancelKeyDeletion: cancelKeyDeletion };
}

/** Sets the timers of stored keys again. */
export function resumeDeletions(state: KmsState): void {
  for (const scope of state.keys.scopes()) {
    for (const key of state.keys.list(scope)) if (key.deletedAt !== undefined) deleteWhenDue(state, key);
  }
}

function deleteWhenDue(state: KmsState, { arn, id, deletedAt }: Key): void {
  const scope = scopeOfKey({ arn });
  state.parts.clock.at(deletedAt!, () => {
    // The deletion may have been called off, and asked for again with another date.
    if (state.keys.get(scope, id)?.deletedAt !== deletedAt) return;
    state.parts.store.write(() => {
      state.keys.delete(scope, id);
      for (const alias of state.aliases.list(scope)) if (alias.keyId === id) state.aliases.delete(scope, alias.name);
    });
  });
}
