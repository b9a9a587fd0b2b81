import type { CreateLoginProfileRequest, UpdateAccountPasswordPolicyRequest } from '@aws-sdk/client-iam';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import type { IamState, User } from './state.ts';

/** Console passwords, of which only that there is one is kept, and the account's rules for them. */
export function passwords(state: IamState) {
  const noProfile = (name: string) =>
    new AwsError('NoSuchEntityException', `Login Profile for User ${name} cannot be found.`);

  const createLoginProfile: Operation<CreateLoginProfileRequest> = (call) => {
    const user = state.userOf(call);
    if (user.loginProfile) {
      throw new AwsError('EntityAlreadyExistsException', `Login Profile for user ${user.name} already exists.`);
    }
    const loginProfile = {
      createdAt: state.parts.clock.now(),
      resetRequired: call.input.PasswordResetRequired ?? false,
    };
    const changed = { ...user, loginProfile };
    state.users.put(call.account, user.name, changed);
    return { LoginProfile: shape(changed) };
  };

  const getLoginProfile: Operation<{ UserName?: string }> = (call) => {
    const user = state.userOf(call);
    if (!user.loginProfile) throw noProfile(user.name);
    return { LoginProfile: shape(user) };
  };

  const updateLoginProfile: Operation<CreateLoginProfileRequest, void> = (call) => {
    const user = state.userOf(call);
    if (!user.loginProfile) throw noProfile(user.name);
    const resetRequired = call.input.PasswordResetRequired ?? user.loginProfile.resetRequired;
    state.users.put(call.account, user.name, { ...user, loginProfile: { ...user.loginProfile, resetRequired } });
  };

  /** No call gives a user a device here, so none has any. */
  const listMfaDevices: Operation<{ UserName?: string }> = (call) => {
    state.userOf(call);
    return { MFADevices: [], IsTruncated: false };
  };

  const deleteLoginProfile: Operation<{ UserName?: string }, void> = (call) => {
    const user = state.userOf(call);
    if (!user.loginProfile) throw noProfile(user.name);
    state.users.put(call.account, user.name, { ...user, loginProfile: undefined });
  };

  const updateAccountPasswordPolicy: Operation<UpdateAccountPasswordPolicyRequest, void> = (call) => {
    const defaults = {
      MinimumPasswordLength: 6,
      RequireSymbols: false,
      RequireNumbers: false,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
    };
    const policy = { ...defaults, ...call.input, ExpirePasswords: (call.input.MaxPasswordAge ?? 0) > 0 };
    state.passwordPolicies.put(call.account, 'policy', policy);
  };

  const noPolicy = (account: string) =>
    new AwsError('NoSuchEntityException', `The Password Policy with domain name ${account} cannot be found.`);

  const getAccountPasswordPolicy: Operation = (call) => {
    const policy = state.passwordPolicies.get(call.account, 'policy');
    if (!policy) throw noPolicy(call.account);
    return { PasswordPolicy: policy };
  };

  const deleteAccountPasswordPolicy: Operation<never, void> = (call) => {
    if (!state.passwordPolicies.delete(call.account, 'policy')) throw noPolicy(call.account);
  };

  return {
    ListMFADevices: listMfaDevices,
    CreateLoginProfile: createLoginProfile,
    GetLoginProfile: getLoginProfile,
    UpdateLoginProfile: updateLoginProfile,
    DeleteLoginProfile: deleteLoginProfile,
    UpdateAccountPasswordPolicy: updateAccountPasswordPolicy,
    GetAccountPasswordPolicy: getAccountPasswordPolicy,
    DeleteAccountPasswordPolicy: deleteAccountPasswordPolicy,
  };
}

const shape = (user: User) => ({
  UserName: user.name,
  CreateDate: new Date(user.loginProfile?.createdAt ?? 0),
  PasswordResetRequired: user.loginProfile?.resetRequired,
});
