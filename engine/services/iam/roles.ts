import type {
  CreateRoleRequest,
  ListRolesRequest,
  Role as RoleShape,
  UpdateAssumeRolePolicyRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import {
  assertPolicy,
  conflict,
  encoded,
  exists,
  type IamState,
  page,
  principal,
  type Role,
  tagList,
} from './state.ts';

const HOUR = 3600;

/** Roles, and who may take them. */
export function roles(state: IamState) {
  const createRole: Operation<CreateRoleRequest, { Role: RoleShape }> = (call) => {
    const { RoleName, Path, Tags, AssumeRolePolicyDocument, Description, MaxSessionDuration } = call.input;
    if (state.roles.has(call.account, RoleName!)) throw exists('Role', RoleName!);
    assertPolicy(AssumeRolePolicyDocument!);
    const role: Role = {
      ...principal('role', call, RoleName!, Path, Tags, state.parts.clock.now()),
      trust: AssumeRolePolicyDocument!,
      description: Description,
      maxSessionDuration: MaxSessionDuration ?? HOUR,
    };
    state.roles.put(call.account, role.name, role);
    return { Role: shape(role) };
  };

  const getRole: Operation<{ RoleName?: string }, { Role: RoleShape }> = (call) => ({
    Role: shape(state.role(call, call.input.RoleName!)),
  });

  const listRoles: Operation<ListRolesRequest> = (call) => {
    const { PathPrefix = '/', Marker, MaxItems } = call.input;
    const all = state.roles.list(call.account).filter(({ path }) => path.startsWith(PathPrefix));
    const { shown, ...paging } = page(all, ({ name }) => name, Marker, MaxItems);
    return { Roles: shown.map(shape), ...paging };
  };

  const updateAssumeRolePolicy: Operation<UpdateAssumeRolePolicyRequest, void> = (call) => {
    const role = state.role(call, call.input.RoleName!);
    assertPolicy(call.input.PolicyDocument!);
    state.roles.put(call.account, role.name, { ...role, trust: call.input.PolicyDocument! });
  };

  const deleteRole: Operation<{ RoleName?: string }, void> = (call) => {
    const role = state.role(call, call.input.RoleName!);
    if (role.attached.length > 0) throw conflict('Cannot delete entity, must detach all policies first.');
    if (Object.keys(role.inline).length > 0) throw conflict('Cannot delete entity, must delete policies first.');
    state.roles.delete(call.account, role.name);
  };

  return {
    CreateRole: createRole,
    GetRole: getRole,
    ListRoles: listRoles,
    UpdateAssumeRolePolicy: updateAssumeRolePolicy,
    DeleteRole: deleteRole,
  };
}

const shape = (role: Role): RoleShape => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encoded(role.trust),
  Description: role.description,
  MaxSessionDuration: role.maxSessionDuration,
  Tags: Object.keys(role.tags).length > 0 ? tagList(role.tags) : undefined,
});
