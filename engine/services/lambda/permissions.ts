import type {
  AddPermissionRequest,
  AddPermissionResponse,
  GetPolicyRequest,
  GetPolicyResponse,
  RemovePermissionRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import type { LambdaFunction, LambdaState, Statement } from './state.ts';

/** Who may invoke a function: its resource policy. */
export function permissions(state: LambdaState) {
  const addPermission: Operation<AddPermissionRequest, AddPermissionResponse> = (call) => {
    const { input } = call;
    const found = state.find(call, input.FunctionName!);
    if (found.policy.some((each) => each.id === input.StatementId)) {
      throw new AwsError(
        'ResourceConflictException',
        `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        { status: 409 },
      );
    }
    const statement: Statement = {
      id: input.StatementId!,
      principal: input.Principal!,
      action: input.Action!,
      sourceArn: input.SourceArn,
      sourceAccount: input.SourceAccount,
    };
    state.functions.put(state.scope(call), found.name, { ...found, policy: [...found.policy, statement] });
    return { Statement: JSON.stringify(document(found, statement)) };
  };

  const removePermission: Operation<RemovePermissionRequest, void> = (call) => {
    const found = state.find(call, call.input.FunctionName!);
    const policy = found.policy.filter((each) => each.id !== call.input.StatementId);
    if (policy.length === found.policy.length) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Statement ${call.input.StatementId} is not found in resource policy.`,
        { status: 404 },
      );
    }
    state.functions.put(state.scope(call), found.name, { ...found, policy });
  };

  const getPolicy: Operation<GetPolicyRequest, GetPolicyResponse> = (call) => {
    const found = state.find(call, call.input.FunctionName!);
    if (found.policy.length === 0) {
      throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', { status: 404 });
    }
    const Statement = found.policy.map((each) => document(found, each));
    return { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }), RevisionId: found.revision };
  };

  return { AddPermission: addPermission, RemovePermission: removePermission, GetPolicy: getPolicy };
}

/** Whether a service may invoke the function on behalf of a resource (a rule, a topic, a log group). */
export const mayInvoke = (found: LambdaFunction, service: string, sourceArn: string): boolean =>
  found.policy.some(
    (each) =>
      (each.principal === service || each.principal === withoutRegion(service)) &&
      (each.action === 'lambda:InvokeFunction' || each.action === 'lambda:*') &&
      (each.sourceArn === undefined || arnLike(each.sourceArn, sourceArn)) &&
      (each.sourceAccount === undefined || each.sourceAccount === sourceArn.split(':')[4]),
  );

/** A service that goes by a region's name (`logs.us-east-1.amazonaws.com`) is the one without it, too. */
const withoutRegion = (service: string): string => service.replace(/\.[a-z]+(-[a-z]+)+-\d+\./, '.');

/** IAM's ArnLike: `*` and `?` within each of the six parts. */
function arnLike(pattern: string, arn: string): boolean {
  const wanted = pattern.split(':');
  const given = arn.split(':');
  const parts = (pieces: string[]) => [...pieces.slice(0, 5), pieces.slice(5).join(':')];
  const values = parts(given);
  return parts(wanted).every((part, index) => glob(part, values[index] ?? ''));
}

/** Linear: one place to come back to, the last star's. */
function glob(pattern: string, text: string): boolean {
  let p = 0;
  let star = -1;
  let resume = 0;
  for (let t = 0; t < text.length; ) {
    if (p < pattern.length && (pattern[p] === '?' || (pattern[p] !== '*' && pattern[p] === text[t]))) {
      p++;
      t++;
    } else if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

function document(found: LambdaFunction, statement: Statement) {
  const { principal, sourceArn, sourceAccount } = statement;
  return {
    Sid: statement.id,
    Effect: 'Allow',
    Principal: principal.includes('.amazonaws.com') ? { Service: principal } : { AWS: principal },
    Action: statement.action,
    Resource: found.arn,
    ...((sourceArn || sourceAccount) && {
      Condition: {
        ...(sourceAccount && { StringEquals: { 'AWS:SourceAccount': sourceAccount } }),
        ...(sourceArn && { ArnLike: { 'AWS:SourceArn': sourceArn } }),
      },
    }),
  };
}
