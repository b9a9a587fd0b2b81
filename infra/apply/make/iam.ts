import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { maker, unless } from '../maker.ts';

interface Role {
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: object;
  readonly ManagedPolicyArns?: readonly string[];
  readonly Policies?: readonly { PolicyName: string; PolicyDocument: object }[];
}

export const makeRole = maker<Role>(async (role, { clients, resolver }) => {
  const { RoleName } = role;
  const trust = JSON.stringify(role.AssumeRolePolicyDocument);
  const made = await unless('EntityAlreadyExistsException', () =>
    clients.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust })),
  );
  if (!made) await clients.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust }));
  for (const { PolicyName, PolicyDocument } of role.Policies ?? []) {
    await clients.iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(PolicyDocument) }),
    );
  }
  for (const PolicyArn of role.ManagedPolicyArns ?? []) {
    await clients.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  return { Ref: RoleName, Arn: `arn:aws:iam::${resolver.account}:role/${RoleName}` };
});
