import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyVersionCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListPolicyVersionsCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { RegionClients } from '../clients.ts';
import { maker, saysTheSame, unless } from '../maker.ts';

interface Role {
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: object;
  readonly ManagedPolicyArns?: readonly string[];
  readonly Policies?: readonly { PolicyName: string; PolicyDocument: object }[];
}

export const makeRole = maker<Role>(async (role, { clients, resolver }) => {
  const { RoleName } = role;
  await trust(role, clients);
  for (const { PolicyName, PolicyDocument } of role.Policies ?? []) {
    const wanted = JSON.stringify(PolicyDocument);
    const found = await unless('NoSuchEntityException', () =>
      clients.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
    );
    if (found && decodeURIComponent(found.PolicyDocument ?? '') === wanted) continue;
    await clients.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: wanted }));
  }
  await attach(role, clients);
  return { Ref: RoleName, Arn: `arn:aws:iam::${resolver.account}:role/${RoleName}` };
});

async function trust({ RoleName, AssumeRolePolicyDocument }: Role, { iam }: RegionClients): Promise<void> {
  const wanted = JSON.stringify(AssumeRolePolicyDocument);
  const found = await unless('NoSuchEntityException', () => iam.send(new GetRoleCommand({ RoleName })));
  if (!found) await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: wanted }));
  else if (decodeURIComponent(found.Role?.AssumeRolePolicyDocument ?? '') !== wanted) {
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: wanted }));
  }
}

async function attach({ RoleName, ManagedPolicyArns = [] }: Role, { iam }: RegionClients): Promise<void> {
  if (ManagedPolicyArns.length === 0) return;
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  for (const PolicyArn of ManagedPolicyArns) {
    if (AttachedPolicies.some((each) => each.PolicyArn === PolicyArn)) continue;
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
}

interface ManagedPolicy {
  readonly ManagedPolicyName: string;
  readonly Description?: string;
  readonly PolicyDocument: object;
}

/** AWS keeps this many versions of a policy. */
const MOST_VERSIONS = 5;

export const makeManagedPolicy = maker<ManagedPolicy>(async (policy, { clients: { iam }, resolver }) => {
  const { ManagedPolicyName: PolicyName, Description } = policy;
  const PolicyDocument = JSON.stringify(policy.PolicyDocument);
  const PolicyArn = `arn:aws:iam::${resolver.account}:policy/${PolicyName}`;
  const found = await unless('NoSuchEntityException', () => iam.send(new ListPolicyVersionsCommand({ PolicyArn })));
  if (!found) {
    await iam.send(new CreatePolicyCommand({ PolicyName, Description, PolicyDocument }));
    return { Ref: PolicyArn, Arn: PolicyArn };
  }
  const { Versions = [] } = found;
  const VersionId = Versions.find(({ IsDefaultVersion }) => IsDefaultVersion)?.VersionId;
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  if (saysTheSame(decodeURIComponent(PolicyVersion?.Document ?? ''), policy.PolicyDocument)) {
    return { Ref: PolicyArn, Arn: PolicyArn };
  }
  const spare = Versions.filter(({ IsDefaultVersion }) => !IsDefaultVersion).at(-1)?.VersionId;
  if (Versions.length >= MOST_VERSIONS && spare) {
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: spare }));
  }
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
  return { Ref: PolicyArn, Arn: PolicyArn };
});
