import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dynamodb } from '../../../../engine/services/dynamodb/index.ts';
import { type ServedForTest, serveServices } from '../../../support/serve.ts';

let server: ServedForTest<{ dynamodb: typeof dynamodb }>;
let calls: number;

beforeEach(async () => {
  calls = 0;
  server = await serveServices({ dynamodb });
  process.env.AWS_LAMBDA_FUNCTION_NAME = 'alert';
  await new DynamoDBClient(server.config).send(
    new CreateTableCommand({
      TableName: 'idempotency',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});
afterEach(() => server.close());

const handler = () => {
  const config = new IdempotencyConfig({});
  config.registerLambdaContext({ getRemainingTimeInMillis: () => 3000 } as Context);
  const persistenceStore = new DynamoDBPersistenceLayer({ tableName: 'idempotency', clientConfig: server.config });
  return makeIdempotent(
    async (event: { id: string; fails?: boolean }) => {
      calls++;
      if (event.fails) throw new Error('failed');
      return { handled: event.id };
    },
    { persistenceStore, config },
  );
};

describe("a function made idempotent by Powertools' persistence", () => {
  it('runs once for the same event and answers the same again', async () => {
    const first = await handler()({ id: '1' });
    const second = await handler()({ id: '1' });
    await handler()({ id: '2' });

    expect(second).toEqual(first);
    expect(calls).toBe(2);
  });

  it('runs again after it failed', async () => {
    await expect(handler()({ id: '1', fails: true })).rejects.toThrow();
    await expect(handler()({ id: '1', fails: true })).rejects.toThrow();

    expect(calls).toBe(2);
  });

  it('runs once when the same event comes twice at the same time', async () => {
    const outcomes = await Promise.allSettled([handler()({ id: '1' }), handler()({ id: '1' })]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(calls).toBe(1);
  });
});
