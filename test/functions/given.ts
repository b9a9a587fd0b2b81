import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { afterAll } from 'vitest';
import { cloudtrail } from '../../engine/services/cloudtrail/index.ts';
import { cloudwatch } from '../../engine/services/cloudwatch/index.ts';
import { config } from '../../engine/services/config/index.ts';
import { dynamodb } from '../../engine/services/dynamodb/index.ts';
import { logs } from '../../engine/services/logs/index.ts';
import { s3 } from '../../engine/services/s3/index.ts';
import { scheduler } from '../../engine/services/scheduler/index.ts';
import { sns } from '../../engine/services/sns/index.ts';
import { ssm } from '../../engine/services/ssm/index.ts';
import { sts } from '../../engine/services/sts/index.ts';
import { serveServices } from '../support/serve.ts';

export { context } from './context.ts';

export const NOW = Date.UTC(2026, 0, 5, 8, 36, 16);

/**
 * The services a handler calls, and the environment Lambda gives it: to be called before the handler's module is loaded. One for
 * all tests of a file, for a handler reads its environment once.
 */
export async function givenHandlers() {
  const calls: { readonly operation: string; readonly input: unknown }[] = [];
  const served = await serveServices(
    { cloudtrail, cloudwatch, config, dynamodb, logs, s3, scheduler, sns, ssm, sts },
    { start: NOW, called: ({ operation, call }) => calls.push({ operation, input: call.input }) },
  );
  const clients = { sns: new SNSClient(served.config), dynamodb: new DynamoDBClient(served.config) };
  const { TopicArn = '' } = await clients.sns.send(new CreateTopicCommand({ Name: 'alerts' }));
  await clients.dynamodb.send(
    new CreateTableCommand({
      TableName: 'once',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: served.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 'secret',
    TOPIC_ARN: TopicArn,
    IDEMPOTENCY_TABLE: 'once',
    DIGEST_ARN: 'arn:aws:lambda:us-east-1:123456789012:function:digest',
    DIGEST_ROLE_ARN: 'arn:aws:iam::123456789012:role/digest',
    LANGUAGE: 'en',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  afterAll(async () => {
    clients.sns.destroy();
    clients.dynamodb.destroy();
    await served.close();
  });
  return {
    served,
    TopicArn,
    calls,
    operations: () => calls.map(({ operation }) => operation),
    /** What was published since the last time this was asked. */
    published: () =>
      calls
        .splice(0)
        .flatMap(({ operation, input }) => (operation === 'Publish' ? [input as PublishCommandInput] : [])),
  };
}
