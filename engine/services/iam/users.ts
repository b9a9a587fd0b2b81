import type {
  CreateUserRequest,
  DeleteUserRequest,
  GetUserRequest,
  ListUsersRequest,
  PutUserPermissionsBoundaryRequest,
  UpdateUserRequest,
  User as UserShape,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { conflict, exists, type IamState, page, principal, tagList, type User } from './state.ts';

/** Users of an account. */
export function users(state: IamState) {
  const { store, clock } = state.parts;

  const createUser: Operation<CreateUserRequest, { User: UserShape }> = (call) => {
    const { UserName, Path, Tags, PermissionsBoundary } = call.input;
    if (state.users.has(call.account, UserName!)) throw exists('User', UserName!);
    const user: User = {
      ...principal('user', call, UserName!, Path, Tags, clock.now()),
      groups: [],
      loginProfile: undefined,
      boundary: PermissionsBoundary,
    };
    state.users.put(call.account, user.name, user);
    return { User: shape(user) };
  };

  const getUser: Operation<GetUserRequest, { User: UserShape }> = (call) => {
    if (call.input.UserName) return { User: shape(state.user(call, call.input.UserName)) };
    const owner = state.keyOwner(call.caller.accessKeyId)?.user;
    if (owner) return { User: shape(owner) };
    const { arn: Arn, userId: UserId } = call.caller;
    return { User: { Path: '/', UserName: undefined, UserId, Arn, CreateDate: new Date(0) } };
  };

  const listUsers: Operation<ListUsersRequest> = (call) => {
    const { PathPrefix = '/', Marker, MaxItems } = call.input;
    const all = state.users.list(call.account).filter(({ path }) => path.startsWith(PathPrefix));
    const { shown, ...paging } = page(all, ({ name }) => name, Marker, MaxItems);
    return { Users: shown.map(shape), ...paging };
  };

  const updateUser: Operation<UpdateUserRequest, void> = (call) => {
    const { UserName, NewUserName, NewPath } = call.input;
    const before = state.user(call, UserName!);
    const name = NewUserName ?? before.name;
    if (name !== before.name && state.users.has(call.account, name)) throw exists('User', name);
    const path = NewPath ?? before.path;
    store.write(() => {
      state.users.delete(call.account, before.name);
      state.users.put(call.account, name, {
        ...before,
        name,
        path,
        arn: `arn:aws:iam::${call.account}:user${path}${name}`,
      });
      for (const key of state.keys.list(call.account)) {
        if (key.userName === before.name) state.keys.put(call.account, key.id, { ...key, userName: name });
      }
    });
  };

  const deleteUser: Operation<DeleteUserRequest, void> = (call) => {
    const user = state.user(call, call.input.UserName!);
    const keyed = state.keys.list(call.account).some(({ userName }) => userName === user.name);
    if (keyed) throw conflict('Cannot delete entity, must delete access keys first.');
    if (user.loginProfile) throw conflict('Cannot delete entity, must delete login profile first.');
    if (user.attached.length > 0) throw conflict('Cannot delete entity, must detach all policies first.');
    if (Object.keys(user.inline).length > 0) throw conflict('Cannot delete entity, must delete policies first.');
    if (user.groups.length > 0) throw conflict('Cannot delete entity, must remove users from group first.');
    state.users.delete(call.account, user.name);
  };

  const putUserPermissionsBoundary: Operation<PutUserPermissionsBoundaryRequest, void> = (call) => {
    const user = state.user(call, call.input.UserName!);
    state.users.put(call.account, user.name, { ...user, boundary: call.input.PermissionsBoundary });
  };

  const deleteUserPermissionsBoundary: Operation<{ UserName?: string }, void> = (call) => {
    const user = state.user(call, call.input.UserName!);
    state.users.put(call.account, user.name, { ...user, boundary: undefined });
  };

  return {
    CreateUser: createUser,
    GetUser: getUser,
    ListUsers: listUsers,
    UpdateUser: updateUser,
    DeleteUser: deleteUser,
    PutUserPermissionsBoundary: putUserPermissionsBoundary,
    DeleteUserPermissionsBoundary: deleteUserPermissionsBoundary,
  };
}

export const shape = (user: User): UserShape => ({
  Path: user.path,
  UserName: user.name,
  UserId: user.id,
  Arn: user.arn,
  CreateDate: new Date(user.createdAt),
  PermissionsBoundary: user.boundary
    ? { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: user.boundary }
    : undefined,
  Tags: Object.keys(user.tags).length > 0 ? tagList(user.tags) : undefined,
});
