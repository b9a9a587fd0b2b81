import { AwsError } from '../../errors.ts';
import type { Call, Operation } from '../../service.ts';
import { assertPolicy, encoded, type IamState, type PrincipalKind } from './state.ts';

interface PolicyInput {
  readonly UserName?: string;
  readonly GroupName?: string;
  readonly RoleName?: string;
  readonly PolicyName?: string;
  readonly PolicyDocument?: string;
}

/** Policies written into one user, group or role. The three kinds differ in nothing but their names. */
export function inlinePolicies(state: IamState) {
  const of = (kind: PrincipalKind, Kind: 'User' | 'Group' | 'Role'): Record<string, Operation<PolicyInput>> => {
    const documents = state.of(kind);
    const owner = (call: Call<PolicyInput>) => state.find(documents, kind, call, call.input[`${Kind}Name`]!);
    const missing = (name: string | undefined) =>
      new AwsError('NoSuchEntityException', `The ${kind} policy with name ${name} cannot be found.`);
    return {
      [`Put${Kind}Policy`]: (call) => {
        const found = owner(call);
        assertPolicy(call.input.PolicyDocument!);
        const inline = { ...found.inline, [call.input.PolicyName!]: call.input.PolicyDocument! };
        documents.put(call.account, found.name, { ...found, inline });
      },
      [`Get${Kind}Policy`]: (call) => {
        const { PolicyName } = call.input;
        const found = owner(call);
        const document = found.inline[PolicyName!];
        if (document === undefined) throw missing(PolicyName);
        return { [`${Kind}Name`]: found.name, PolicyName, PolicyDocument: encoded(document) };
      },
      [`List${Kind}Policies`]: (call) => ({ PolicyNames: Object.keys(owner(call).inline).sort(), IsTruncated: false }),
      [`Delete${Kind}Policy`]: (call) => {
        const found = owner(call);
        const { [call.input.PolicyName!]: gone, ...inline } = found.inline;
        if (gone === undefined) throw missing(call.input.PolicyName);
        documents.put(call.account, found.name, { ...found, inline });
      },
    };
  };
  return { ...of('user', 'User'), ...of('group', 'Group'), ...of('role', 'Role') };
}
