import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { RegionClients } from '../clients.ts';
import { maker, unless } from '../maker.ts';

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
