import type { ParameterChange } from './state.ts';

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
