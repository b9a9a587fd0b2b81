import { documentText, registers } from '../registered.ts';

interface Role {
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: object;
  readonly ManagedPolicyArns?: readonly string[];
  readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: object }[];
}

export const role = registers<Role>((properties, { name, options }) => {
  const { ManagedPolicyArns = [], Policies = [] } = properties;
  const made = new aws.iam.Role(
    name,
    { name: properties.RoleName, assumeRolePolicy: documentText(properties.AssumeRolePolicyDocument) },
    options,
  );
  const policies = Policies.map(
    ({ PolicyName, PolicyDocument }, index) =>
      new aws.iam.RolePolicy(`${name}Policy${index + 1}`, {
        name: PolicyName,
        role: made.name,
        policy: documentText(PolicyDocument),
      }),
  );
  const attached = ManagedPolicyArns.map(
    (policyArn, index) =>
      new aws.iam.RolePolicyAttachment(`${name}Attachment${index + 1}`, { role: made.name, policyArn }),
  );
  return { ref: made.name, arn: made.arn, resources: [made, ...policies, ...attached] };
});

interface ManagedPolicy {
  readonly ManagedPolicyName: string;
  readonly Description: string;
  readonly PolicyDocument: object;
}

export const managedPolicy = registers<ManagedPolicy>((properties, { name, options }) => {
  const made = new aws.iam.Policy(
    name,
    {
      name: properties.ManagedPolicyName,
      description: properties.Description,
      policy: documentText(properties.PolicyDocument),
    },
    options,
  );
  return { ref: made.arn, arn: made.arn, resources: [made] };
});
