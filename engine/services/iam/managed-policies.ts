import type { CreatePolicyRequest, CreatePolicyVersionRequest, ListPoliciesRequest, Policy } from '@aws-sdk/client-iam';
import { AwsError } from '../../errors.ts';
import type { Call, Operation } from '../../service.ts';
import { assertPolicy, conflict, encoded, exists, type IamState, type ManagedPolicy, newId, page } from './state.ts';

const MOST_VERSIONS = 5;

interface VersionInput {
  readonly PolicyArn?: string;
  readonly VersionId?: string;
}

/** Policies of the account's own, with their versions. */
export function managedPolicies(state: IamState) {
  const { clock } = state.parts;

  function find(call: Call<VersionInput>): ManagedPolicy {
    const arn = call.input.PolicyArn!;
    const found = state.policies.get(call.account, arn);
    if (found) return found;
    throw new AwsError('NoSuchEntityException', `Policy ${arn} was not found.`);
  }

  const attachedTo = (account: string, arn: string): number =>
    [...state.users.list(account), ...state.groups.list(account), ...state.roles.list(account)].filter(({ attached }) =>
      attached.includes(arn),
    ).length;

  const shape = (account: string, policy: ManagedPolicy): Policy => ({
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attachedTo(account, policy.arn),
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.versions.at(-1)?.createdAt ?? policy.createdAt),
  });

  const createPolicy: Operation<CreatePolicyRequest, { Policy: Policy }> = (call) => {
    const { PolicyName, Path = '/', PolicyDocument, Description } = call.input;
    const arn = `arn:aws:iam::${call.account}:policy${Path}${PolicyName}`;
    if (state.policies.has(call.account, arn)) throw exists('A policy called', PolicyName!);
    assertPolicy(PolicyDocument!);
    const policy: ManagedPolicy = {
      name: PolicyName!,
      path: Path,
      id: newId('ANPA'),
      arn,
      description: Description,
      createdAt: clock.now(),
      defaultVersion: 'v1',
      versions: [{ id: 'v1', document: PolicyDocument!, createdAt: clock.now() }],
    };
    state.policies.put(call.account, arn, policy);
    return { Policy: shape(call.account, policy) };
  };

  const getPolicy: Operation<VersionInput, { Policy: Policy }> = (call) => ({
    Policy: shape(call.account, find(call)),
  });

  const listPolicies: Operation<ListPoliciesRequest> = (call) => {
    const { PathPrefix = '/', OnlyAttached, Marker, MaxItems } = call.input;
    const all = state.policies
      .list(call.account)
      .filter(({ path, arn }) => path.startsWith(PathPrefix) && (!OnlyAttached || attachedTo(call.account, arn) > 0));
    const { shown, ...paging } = page(all, ({ arn }) => arn, Marker, MaxItems);
    return { Policies: shown.map((policy) => shape(call.account, policy)), ...paging };
  };

  const createPolicyVersion: Operation<CreatePolicyVersionRequest> = (call) => {
    const policy = find(call);
    assertPolicy(call.input.PolicyDocument!);
    if (policy.versions.length >= MOST_VERSIONS) {
      throw new AwsError(
        'LimitExceededException',
        `A managed policy can have up to ${MOST_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    const newest = Math.max(...policy.versions.map(({ id }) => Number(id.slice(1))));
    const version = { id: `v${newest + 1}`, document: call.input.PolicyDocument!, createdAt: clock.now() };
    const defaultVersion = call.input.SetAsDefault ? version.id : policy.defaultVersion;
    state.policies.put(call.account, policy.arn, {
      ...policy,
      defaultVersion,
      versions: [...policy.versions, version],
    });
    return { PolicyVersion: { VersionId: version.id, IsDefaultVersion: call.input.SetAsDefault ?? false } };
  };

  const versionOf = (call: Call<VersionInput>) => {
    const policy = find(call);
    const version = policy.versions.find(({ id }) => id === call.input.VersionId);
    if (version) return { policy, version };
    throw new AwsError(
      'NoSuchEntityException',
      `Policy ${policy.arn} version ${call.input.VersionId} does not exist or is not attachable.`,
    );
  };

  const getPolicyVersion: Operation<VersionInput> = (call) => {
    const { policy, version } = versionOf(call);
    return {
      PolicyVersion: {
        VersionId: version.id,
        Document: encoded(version.document),
        IsDefaultVersion: version.id === policy.defaultVersion,
        CreateDate: new Date(version.createdAt),
      },
    };
  };

  const setDefaultPolicyVersion: Operation<VersionInput, void> = (call) => {
    const { policy, version } = versionOf(call);
    state.policies.put(call.account, policy.arn, { ...policy, defaultVersion: version.id });
  };

  const deletePolicyVersion: Operation<VersionInput, void> = (call) => {
    const { policy, version } = versionOf(call);
    if (version.id === policy.defaultVersion) throw conflict('Cannot delete the default version of a policy.');
    state.policies.put(call.account, policy.arn, {
      ...policy,
      versions: policy.versions.filter(({ id }) => id !== version.id),
    });
  };

  const listPolicyVersions: Operation<VersionInput> = (call) => {
    const policy = find(call);
    return {
      Versions: policy.versions.map(({ id, createdAt }) => ({
        VersionId: id,
        IsDefaultVersion: id === policy.defaultVersion,
        CreateDate: new Date(createdAt),
      })),
      IsTruncated: false,
    };
  };

  const deletePolicy: Operation<VersionInput, void> = (call) => {
    const policy = find(call);
    if (attachedTo(call.account, policy.arn) > 0) {
      throw conflict('Cannot delete a policy attached to entities.');
    }
    state.policies.delete(call.account, policy.arn);
  };

  return {
    CreatePolicy: createPolicy,
    GetPolicy: getPolicy,
    ListPolicies: listPolicies,
    DeletePolicy: deletePolicy,
    CreatePolicyVersion: createPolicyVersion,
    GetPolicyVersion: getPolicyVersion,
    ListPolicyVersions: listPolicyVersions,
    SetDefaultPolicyVersion: setDefaultPolicyVersion,
    DeletePolicyVersion: deletePolicyVersion,
  };
}
