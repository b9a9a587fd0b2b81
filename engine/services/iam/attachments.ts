import { AwsError } from '../../errors.ts';
import type { Call, Operation } from '../../service.ts';
import type { IamState, PrincipalKind } from './state.ts';

interface AttachmentInput {
  readonly UserName?: string;
  readonly GroupName?: string;
  readonly RoleName?: string;
  readonly PolicyArn?: string;
}

/** Managed policies attached to users, groups and roles. AWS's own (`arn:aws:iam::aws:policy/...`) are taken by name. */
export function attachments(state: IamState) {
  const of = (kind: PrincipalKind, Kind: 'User' | 'Group' | 'Role'): Record<string, Operation<AttachmentInput>> => {
    const documents = state.of(kind);
    const owner = (call: Call<AttachmentInput>) => state.find(documents, kind, call, call.input[`${Kind}Name`]!);
    return {
      [`Attach${Kind}Policy`]: (call) => {
        const found = owner(call);
        const arn = call.input.PolicyArn!;
        if (!isAwsManaged(arn) && !state.policies.has(call.account, arn)) {
          throw new AwsError('NoSuchEntityException', `Policy ${arn} does not exist or is not attachable.`);
        }
        documents.put(call.account, found.name, { ...found, attached: [...new Set([...found.attached, arn])] });
      },
      [`Detach${Kind}Policy`]: (call) => {
        const found = owner(call);
        const arn = call.input.PolicyArn!;
        if (!found.attached.includes(arn)) throw new AwsError('NoSuchEntityException', `Policy ${arn} was not found.`);
        const attached = found.attached.filter((each) => each !== arn);
        documents.put(call.account, found.name, { ...found, attached });
      },
      [`ListAttached${Kind}Policies`]: (call) => ({
        AttachedPolicies: owner(call).attached.map((PolicyArn) => ({
          PolicyArn,
          PolicyName: PolicyArn.split('/').at(-1),
        })),
        IsTruncated: false,
      }),
    };
  };
  return { ...of('user', 'User'), ...of('group', 'Group'), ...of('role', 'Role') };
}

const isAwsManaged = (arn: string): boolean => /^arn:aws[a-z-]*:iam::aws:policy\/[\w+=,.@/-]+$/.test(arn);
