import { GetRolePolicyCommand, type IAMClient } from '@aws-sdk/client-iam';

/** An Allow statement, its one-element forms made lists. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What a role may, by its inline policy. */
export async function allowedTo(iam: IAMClient, RoleName: string, PolicyName: string): Promise<Statement[]> {
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  const { Statement: statements } = JSON.parse(decodeURIComponent(PolicyDocument)) as {
    Statement: { Effect: string; Action: string | string[]; Resource: string | string[] }[];
  };
  return statements.map(({ Effect, Action, Resource }) => {
    if (Effect !== 'Allow') throw new Error(`${RoleName} has a statement that is no Allow`);
    return { actions: [Action].flat(), resources: [Resource].flat() };
  });
}

/** Whether a resource's ARN is one of a statement's: `*` stands for any characters. */
export function covers(pattern: string, arn: string): boolean {
  const text = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${text}$`).test(arn);
}
