import {
  type FunctionConfiguration,
  GetFunctionCommand,
  GetPolicyCommand,
  LambdaClient,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { type Asking, each } from './asking.ts';
import type { Collector } from './collector.ts';
import { configured, related, type Seen } from './item.ts';

/** Functions with their policy and concurrency. Their variables may hold secrets and are left out. */
export const lambda: Collector = {
  service: 'lambda',
  async *collect(asking, settings) {
    const client = new LambdaClient(settings);
    try {
      const pages = paginateListFunctions({ client }, {});
      for await (const { Functions = [] } of asking.pages('lambda.ListFunctions', pages)) {
        yield* each(Functions, (one) => functionItem(asking, client, one));
      }
    } finally {
      client.destroy();
    }
  },
};

async function functionItem(asking: Asking, client: LambdaClient, listed: FunctionConfiguration): Promise<Seen> {
  const { FunctionName = '', FunctionArn } = listed;
  const [whole, policy] = await Promise.all([
    asking.ask('lambda.GetFunction', () => client.send(new GetFunctionCommand({ FunctionName }))),
    asking.ask('lambda.GetPolicy', () => client.send(new GetPolicyCommand({ FunctionName })), [
      'ResourceNotFoundException',
    ]),
  ]);
  const { Environment: _, ...settings } = whole?.Configuration ?? listed;
  const role = settings.Role?.split('/').at(-1);
  return {
    resourceType: 'AWS::Lambda::Function',
    resourceId: FunctionName,
    resourceName: FunctionName,
    arn: FunctionArn,
    configuration: configured(settings),
    supplementaryConfiguration: {
      ...(policy?.Policy !== undefined && { Policy: policy.Policy }),
      ...(whole?.Concurrency && { Concurrency: configured(whole.Concurrency) }),
    },
    tags: whole?.Tags ?? {},
    relationships: [
      ...related('Is associated with ', 'AWS::IAM::Role', role).map((each) => ({ ...each, resourceName: role })),
      ...(settings.VpcConfig?.SubnetIds ?? []).flatMap((id) => related('Is contained in ', 'AWS::EC2::Subnet', id)),
      ...(settings.VpcConfig?.SecurityGroupIds ?? []).flatMap((id) =>
        related('Is associated with ', 'AWS::EC2::SecurityGroup', id),
      ),
    ],
    unknown: [
      'configuration.environment',
      ...(policy === undefined ? ['supplementaryConfiguration.Policy'] : []),
      ...(whole ? [] : ['supplementaryConfiguration.Concurrency', 'tags.*']),
    ],
  };
}
