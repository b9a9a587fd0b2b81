import type { ParameterChange, PolicyAction } from './state.ts';

/** "Parameter Store Change" as it goes on the bus, but for its id. */
export const parameterChange = (change: ParameterChange, now: number) => ({
  detailType: 'Parameter Store Change',
  source: 'aws.ssm',
  account: change.account,
  time: now,
  region: change.region,
  resources: [change.arn],
  detail: JSON.stringify({
    operation: change.operation,
    name: change.name,
    type: change.type,
    description: change.description ?? '',
  }),
});

/** "Parameter Store Policy Action". The names of its details are from the guide's patterns and users' rules; their values are unverified. */
export const policyAction = ({ account, region, arn, name, type, policy }: PolicyAction, now: number) => ({
  detailType: 'Parameter Store Policy Action',
  source: 'aws.ssm',
  account,
  time: now,
  region,
  resources: [arn],
  detail: JSON.stringify({
    'parameter-name': name,
    'parameter-type': type,
    'policy-type': policy.type,
    'policy-content': policy.text,
    'action-status': 'Success',
  }),
});
