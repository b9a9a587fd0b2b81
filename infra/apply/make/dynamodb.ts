import {
  CreateTableCommand,
  type CreateTableInput,
  DescribeTimeToLiveCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { maker, unless } from '../maker.ts';

type Table = CreateTableInput & {
  readonly TableName: string;
  readonly TimeToLiveSpecification?: { AttributeName: string; Enabled: boolean };
};

export const makeTable = maker<Table>(async ({ TimeToLiveSpecification, ...input }, { clients, resolver }) => {
  const { TableName } = input;
  await unless('ResourceInUseException', () => clients.dynamodb.send(new CreateTableCommand(input)));
  await waitUntilTableExists({ client: clients.dynamodb, maxWaitTime: 60, minDelay: 1 }, { TableName });
  if (TimeToLiveSpecification) {
    const { TimeToLiveDescription: now } = await clients.dynamodb.send(new DescribeTimeToLiveCommand({ TableName }));
    if (now?.AttributeName !== TimeToLiveSpecification.AttributeName) {
      await clients.dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    }
  }
  return {
    Ref: TableName,
    Arn: `arn:aws:dynamodb:${clients.region}:${resolver.account}:table/${TableName}`,
  };
});
