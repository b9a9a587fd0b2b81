import type { CreateGroupRequest, Group, ListGroupsRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { conflict, exists, type IamState, type Principal, page, principal } from './state.ts';
import { shape as userShape } from './users.ts';

interface Membership {
  readonly GroupName?: string;
  readonly UserName?: string;
}

/** Groups, and who is in them. */
export function groups(state: IamState) {
  const createGroup: Operation<CreateGroupRequest, { Group: Group }> = (call) => {
    const { GroupName, Path } = call.input;
    if (state.groups.has(call.account, GroupName!)) throw exists('Group', GroupName!);
    const group = principal('group', call, GroupName!, Path, undefined, state.parts.clock.now());
    state.groups.put(call.account, group.name, group);
    return { Group: shape(group) };
  };

  const members = (account: string, group: string) =>
    state.users.list(account).filter((user) => user.groups.includes(group));

  const getGroup: Operation<Membership> = (call) => {
    const group = state.group(call, call.input.GroupName!);
    return { Group: shape(group), Users: members(call.account, group.name).map(userShape), IsTruncated: false };
  };

  const listGroups: Operation<ListGroupsRequest> = (call) => {
    const { shown, ...paging } = page(
      state.groups.list(call.account),
      ({ name }) => name,
      call.input.Marker,
      call.input.MaxItems,
    );
    return { Groups: shown.map(shape), ...paging };
  };

  const deleteGroup: Operation<Membership, void> = (call) => {
    const group = state.group(call, call.input.GroupName!);
    if (members(call.account, group.name).length > 0) {
      throw conflict('Cannot delete entity, must remove users from group first.');
    }
    if (group.attached.length > 0) throw conflict('Cannot delete entity, must detach all policies first.');
    if (Object.keys(group.inline).length > 0) throw conflict('Cannot delete entity, must delete policies first.');
    state.groups.delete(call.account, group.name);
  };

  const addUserToGroup: Operation<Membership, void> = (call) => {
    const group = state.group(call, call.input.GroupName!);
    const user = state.user(call, call.input.UserName!);
    state.users.put(call.account, user.name, { ...user, groups: [...new Set([...user.groups, group.name])] });
  };

  const removeUserFromGroup: Operation<Membership, void> = (call) => {
    const group = state.group(call, call.input.GroupName!);
    const user = state.user(call, call.input.UserName!);
    state.users.put(call.account, user.name, { ...user, groups: user.groups.filter((each) => each !== group.name) });
  };

  const listGroupsForUser: Operation<Membership> = (call) => ({
    Groups: state.user(call, call.input.UserName!).groups.map((name) => shape(state.group(call, name))),
    IsTruncated: false,
  });

  return {
    CreateGroup: createGroup,
    GetGroup: getGroup,
    ListGroups: listGroups,
    DeleteGroup: deleteGroup,
    AddUserToGroup: addUserToGroup,
    RemoveUserFromGroup: removeUserFromGroup,
    ListGroupsForUser: listGroupsForUser,
  };
}

const shape = (group: Principal): Group => ({
  Path: group.path,
  GroupName: group.name,
  GroupId: group.id,
  Arn: group.arn,
  CreateDate: new Date(group.createdAt),
});
