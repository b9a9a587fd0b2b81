import type { AddPermissionRequest, RemovePermissionRequest } from '@aws-sdk/client-sqs';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import type { Queue } from './queue.ts';
import { missingParameter, type SqsState } from './state.ts';

/** Actions that a queue's owner may grant. @see the SQS API reference, AddPermission, `Actions` */
const ACTIONS: ReadonlySet<string> = new Set([
  '*',
  'ChangeMessageVisibility',
  'DeleteMessage',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'PurgeQueue',
  'ReceiveMessage',
  'SendMessage',
]);

/** @see the SQS API reference, AddPermission: "a maximum of seven actions per statement" */
const MOST_ACTIONS = 7;

interface Policy {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: readonly { readonly Sid?: string; readonly [member: string]: unknown }[];
}

/** Statements of a queue's policy, kept and shown. Wording of refusals unverified. */
export function permissions(state: SqsState) {
  const write = (queue: Queue, policy: Policy) => {
    const { Policy: _, ...others } = queue.attributes;
    const attributes = policy.Statement.length > 0 ? { ...others, Policy: JSON.stringify(policy) } : others;
    state.queues.put(scopeOf(queue), queue.name, { ...queue, attributes, modifiedAt: state.parts.clock.now() });
  };

  const addPermission: Operation<AddPermissionRequest, void> = (call) => {
    const { QueueUrl: url, Label: label = '', AWSAccountIds: accounts = [], Actions: actions = [] } = call.input;
    const queue = state.byUrl(call, url);
    if (actions.length === 0) throw missingParameter('Actions');
    if (accounts.length === 0) throw refused('[]', 'PrincipalId', 'Unable to verify.');
    if (actions.length > MOST_ACTIONS) {
      throw new AwsError('OverLimit', `${actions.length} Actions were found, maximum allowed is ${MOST_ACTIONS}.`, {
        status: 403,
      });
    }
    const foreign = actions.find((action) => !ACTIONS.has(action));
    if (foreign !== undefined) {
      throw refused(`SQS:${foreign}`, 'ActionName', 'Only the queue owner is allowed to invoke this action.');
    }
    const before = policyOf(queue);
    if (before.Statement.some(({ Sid }) => Sid === label)) throw refused(label, 'Label', 'Already exists.');
    const statement = {
      Sid: label,
      Effect: 'Allow',
      Principal: { AWS: single(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
      Action: single(actions.map((action) => `SQS:${action}`)),
      Resource: queue.arn,
    };
    write(queue, { ...before, Statement: [...before.Statement, statement] });
  };

  const removePermission: Operation<RemovePermissionRequest, void> = (call) => {
    const { QueueUrl: url, Label: label = '' } = call.input;
    const queue = state.byUrl(call, url);
    const before = policyOf(queue);
    const left = before.Statement.filter(({ Sid }) => Sid !== label);
    if (left.length === before.Statement.length) {
      throw refused(label, 'Label', "can't find label on existing policy.");
    }
    write(queue, { ...before, Statement: left });
  };

  return { AddPermission: addPermission, RemovePermission: removePermission };
}

/** The policy somebody set, or an empty one under the id that AWS gives to its own. */
function policyOf({ attributes, arn }: Queue): Policy {
  const empty = { Version: '2012-10-17', Id: `${arn}/SQSDefaultPolicy`, Statement: [] };
  if (!attributes.Policy) return empty;
  const { Statement, ...head } = JSON.parse(attributes.Policy) as Policy;
  return { ...head, Statement: [Statement ?? []].flat() };
}

/** A list of one is written as the one. */
const single = (values: readonly string[]): string | readonly string[] => (values.length === 1 ? values[0]! : values);

const refused = (value: string, parameter: string, reason: string): AwsError =>
  new AwsError('InvalidParameterValue', `Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`);
