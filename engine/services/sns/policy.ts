import type { AddPermissionInput, RemovePermissionInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service.ts';
import { invalid } from './errors.ts';
import type { Topic } from './model.ts';
import type { SnsState } from './state.ts';

/** What may be done with a topic, as its policy names it behind `SNS:`. */
export const TOPIC_ACTIONS = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
];

interface Policy {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: readonly { readonly Sid?: string; readonly [member: string]: unknown }[];
}

/** The policy of a topic nobody gave one: its owner may do everything. */
export function defaultPolicy({ arn, account }: Pick<Topic, 'arn' | 'account'>): string {
  const policy: Policy = {
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: TOPIC_ACTIONS.map((action) => `SNS:${action}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  };
  return JSON.stringify(policy);
}

/** Statements of a topic's policy, kept and shown. */
export function policy(state: SnsState) {
  const read = (topic: Topic): Policy => {
    const policy = JSON.parse(topic.attributes.Policy ?? defaultPolicy(topic)) as Policy;
    // A statement alone goes without its list in the grammar of policies.
    return { ...policy, Statement: [policy.Statement].flat() };
  };
  const write = (topic: Topic, changed: Policy) =>
    state.putTopic({ ...topic, attributes: { ...topic.attributes, Policy: JSON.stringify(changed) } });

  const addPermission: Operation<AddPermissionInput, void> = (call) => {
    const { TopicArn: arn, Label: label, AWSAccountId: accounts = [], ActionName: actions = [] } = call.input;
    const topic = state.topic(call, arn);
    const before = read(topic);
    if (before.Statement.some(({ Sid }) => Sid === label)) throw invalid('Statement already exists');
    if (actions.some((action) => !TOPIC_ACTIONS.includes(action))) {
      throw invalid('Policy statement action out of service scope!');
    }
    const statement = {
      Sid: label,
      Effect: 'Allow',
      Principal: { AWS: single(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
      Action: single(actions.map((action) => `SNS:${action}`)),
      Resource: topic.arn,
    };
    write(topic, { ...before, Statement: [...before.Statement, statement] });
  };

  const removePermission: Operation<RemovePermissionInput, void> = (call) => {
    const topic = state.topic(call, call.input.TopicArn);
    const before = read(topic);
    write(topic, { ...before, Statement: before.Statement.filter(({ Sid }) => Sid !== call.input.Label) });
  };

  return { AddPermission: addPermission, RemovePermission: removePermission };
}

/** A list of one is written as the one. */
const single = (values: readonly string[]): string | readonly string[] => (values.length === 1 ? values[0]! : values);
