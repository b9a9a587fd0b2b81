import {
  DeleteResourcePolicyCommand,
  DescribeResourcePoliciesCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { groupArn, refused, type Scenario, type Stage } from './stage.ts';

const policyDocument = (Resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Route53LogsToCloudWatchLogs',
        Effect: 'Allow',
        Principal: { Service: ['route53.amazonaws.com'] },
        Action: 'logs:PutLogEvents',
        Resource,
      },
    ],
  });
const policy = ({ logs }: Stage, policyName: string, document = policyDocument('log_arn')) =>
  logs.send(new PutResourcePolicyCommand({ policyName, policyDocument: document }));

export const resourcePolicies: Record<string, Scenario> = {
  test_put_resource_policy: async (stage) => ({
    'put-resource-policy': await policy(stage, 'test', policyDocument(`${groupArn}:*`)),
  }),
  test_put_resource_policy_update: async (stage) => {
    await policy(stage, 'test');
    const statement =
      '{"Action":"logs:*","Effect":"Allow","Principal":{"Service": ["route53.amazonaws.com"]},"Resource":"*"}';
    await policy(stage, 'test', `{"Statement":[${statement}]}`);
    const { resourcePolicies: all } = await stage.logs.send(new DescribeResourcePoliciesCommand({}));
    return { 'updated-policy': all?.[0] };
  },
  test_describe_resource_policies: async (stage) => {
    for (const number of [0, 1, 2]) await policy(stage, `test-${number}`);
    const all = await stage.logs.send(new DescribeResourcePoliciesCommand({}));
    return { 'describe-resource-policies': all, policies: all.resourcePolicies };
  },
  test_delete_resource_policy_not_found: async ({ logs }) => ({
    'error-policy-not-found': await refused(logs.send(new DeleteResourcePolicyCommand({ policyName: 'non-existent' }))),
  }),
  test_put_resource_policy_limit_exceeded: async (stage) => {
    for (let number = 0; number < 10; number++) await policy(stage, `test-${number}`);
    return { 'error-limit-exceeded': await refused(policy(stage, 'too-many')) };
  },
};
