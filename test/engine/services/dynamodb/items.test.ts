import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dynamodb } from '../../../../engine/services/dynamodb/index.ts';
import { type ServedForTest, serveServices } from '../../../support/serve.ts';

let server: ServedForTest<{ dynamodb: typeof dynamodb }>;
let client: DynamoDBDocumentClient;
const TableName = 'events';

beforeEach(async () => {
  server = await serveServices({ dynamodb });
  client = DynamoDBDocumentClient.from(new DynamoDBClient(server.config));
  await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'at', AttributeType: 'N' },
        { AttributeName: 'actor', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'id', KeyType: 'HASH' },
        { AttributeName: 'at', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byActor',
          KeySchema: [{ AttributeName: 'actor', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});
afterEach(() => server.close());

const put = (Item: Record<string, unknown>) => client.send(new PutCommand({ TableName, Item }));
const get = async (id: string, at: number) => (await client.send(new GetCommand({ TableName, Key: { id, at } }))).Item;

describe('a table', () => {
  it('is there once it is made, and missed where it is not', async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));

    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      TableArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/events',
    });
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([TableName]);
    await expect(client.send(new DescribeTableCommand({ TableName: 'none' }))).rejects.toBeInstanceOf(
      ResourceNotFoundException,
    );
  });
});

describe('an item', () => {
  it('comes back as it was put', async () => {
    const item = {
      id: 'a',
      at: 1.5,
      text: '',
      list: [1, 'two', null, { deep: true }],
      bytes: Uint8Array.of(0, 255),
      set: new Set(['x', 'y']),
      map: { __proto__x: { a: [] } },
    };
    await put(item);

    expect(await get('a', 1.5)).toEqual(item);
    expect(await get('a', 2)).toBeUndefined();
  });

  it('is refused without its key, or with one of another type', async () => {
    await expect(put({ id: 'a' })).rejects.toThrow('Missing the key at in the item');
    await expect(put({ id: 1, at: 1 })).rejects.toThrow('Type mismatch for key id expected: S actual: N');
    await expect(put({ id: '', at: 1 })).rejects.toThrow('cannot contain an empty string value. Key: id');
  });

  it('is put only when the condition holds, and shown when it does not', async () => {
    await put({ id: 'a', at: 1, status: 'done' });
    const again = client.send(
      new PutCommand({
        TableName,
        Item: { id: 'a', at: 1 },
        ConditionExpression: 'attribute_not_exists(#id) OR #status = :running',
        ExpressionAttributeNames: { '#id': 'id', '#status': 'status' },
        ExpressionAttributeValues: { ':running': 'running' },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );

    await expect(again).rejects.toBeInstanceOf(ConditionalCheckFailedException);
    await expect(again).rejects.toMatchObject({
      message: 'The conditional request failed',
      Item: { id: { S: 'a' }, at: { N: '1' }, status: { S: 'done' } },
    });
  });

  it('is updated in all ways at once, by what it was before', async () => {
    await put({ id: 'a', at: 1, n: 0.1, list: [1, 2, 3], tags: new Set(['x', 'y']), gone: 1, map: { a: 1 } });

    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName,
        Key: { id: 'a', at: 1 },
        UpdateExpression:
          'SET n = n + :n, fresh = if_not_exists(fresh, :n), #list[1] = :two, more = list_append(#list, :tail), #m.b = n REMOVE gone ADD hits :one DELETE tags :x',
        ExpressionAttributeNames: { '#list': 'list', '#m': 'map' },
        ExpressionAttributeValues: { ':n': 0.2, ':two': 'two', ':tail': [4], ':one': 1, ':x': new Set(['x']) },
        ReturnValues: 'ALL_NEW',
      }),
    );

    expect(Attributes).toEqual({
      id: 'a',
      at: 1,
      n: 0.3,
      fresh: 0.2,
      list: [1, 'two', 3],
      more: [1, 2, 3, 4],
      map: { a: 1, b: 0.1 },
      hits: 1,
      tags: new Set(['y']),
    });
  });

  it('keeps its key', async () => {
    const moved = client.send(
      new UpdateCommand({
        TableName,
        Key: { id: 'a', at: 1 },
        UpdateExpression: 'SET id = :b',
        ExpressionAttributeValues: { ':b': 'b' },
      }),
    );

    await expect(moved).rejects.toThrow('Cannot update attribute id. This attribute is part of the key');
  });

  it('is made by an update where there is none', async () => {
    await client.send(
      new UpdateCommand({
        TableName,
        Key: { id: 'new', at: 1 },
        UpdateExpression: 'ADD hits :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );

    expect(await get('new', 1)).toEqual({ id: 'new', at: 1, hits: 1 });
  });

  it('is gone once it is deleted, shown a last time on demand', async () => {
    await put({ id: 'a', at: 1, x: 1 });

    const { Attributes } = await client.send(
      new DeleteCommand({ TableName, Key: { id: 'a', at: 1 }, ReturnValues: 'ALL_OLD' }),
    );

    expect(Attributes).toEqual({ id: 'a', at: 1, x: 1 });
    expect(await get('a', 1)).toBeUndefined();
  });

  it('expires on the clock', async () => {
    await client.send(
      new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: 'expiry', Enabled: true } }),
    );
    const start = Date.UTC(2026, 0, 1) / 1000;
    await put({ id: 'late', at: 1, expiry: start + 200 });
    await put({ id: 'soon', at: 1, expiry: start + 100 });

    await server.parts.clock.advanceTo((start + 100) * 1000);

    expect(await get('soon', 1)).toBeUndefined();
    expect(await get('late', 1)).toBeDefined();
    await server.parts.clock.advanceTo((start + 200) * 1000);
    expect(await get('late', 1)).toBeUndefined();
  });
});

describe('several items', () => {
  beforeEach(async () => {
    const ats = [10, -2, 9, 1e-5, 100, -30];
    await client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          [TableName]: ats.map((at) => ({
            PutRequest: { Item: { id: { S: 'a' }, at: { N: String(at) }, actor: { S: at > 5 ? 'kim' : 'lee' } } },
          })),
        },
      }),
    );
    await put({ id: 'b', at: 1 });
  });

  it('are found by their partition, in the order of their numbers, page by page', async () => {
    const found: number[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'id = :id',
          ExpressionAttributeValues: { ':id': 'a' },
          Limit: 4,
          ExclusiveStartKey,
        }),
      );
      found.push(...(page.Items ?? []).map((item) => item.at as number));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);

    expect(found).toEqual([-30, -2, 1e-5, 9, 10, 100]);
  });

  it('are found by a range, backwards, filtered and cut', async () => {
    const { Items, ScannedCount } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: '#id = :id AND #at BETWEEN :low AND :high',
        FilterExpression: 'begins_with(actor, :k) AND NOT (#at IN (:ten))',
        ProjectionExpression: '#at',
        ExpressionAttributeNames: { '#id': 'id', '#at': 'at' },
        ExpressionAttributeValues: { ':id': 'a', ':low': -2, ':high': 50, ':k': 'k', ':ten': 10 },
        ScanIndexForward: false,
      }),
    );

    expect(Items).toEqual([{ at: 9 }]);
    expect(ScannedCount).toBe(4);
  });

  it('are found by an index, and counted', async () => {
    const { Count, Items } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: 'byActor',
        KeyConditionExpression: 'actor = :kim',
        ExpressionAttributeValues: { ':kim': 'kim' },
        Select: 'COUNT',
      }),
    );
    const scanned = await client.send(new ScanCommand({ TableName }));

    expect([Count, Items]).toEqual([3, undefined]);
    expect(scanned.Count).toBe(7);
  });
});

describe('an expression that is wrong', () => {
  const cases: [expression: string, values: Record<string, unknown> | undefined, message: string][] = [
    ['a = :x', undefined, 'attribute value used in expression is not defined; attribute value: :x'],
    ['a = = :x', { ':x': 1 }, 'Syntax error; token: "=", near: "= = :x"'],
    ['#a = :x', { ':x': 1 }, 'attribute name used in the document path is not defined; attribute name: #a'],
    ['attribute_exists(a)', { ':x': 1 }, 'unused in expressions: keys: {:x}'],
    ['exists(a)', undefined, 'Invalid function name; function: exists'],
    ['', undefined, 'The expression can not be empty;'],
  ];
  for (const [ConditionExpression, ExpressionAttributeValues, message] of cases) {
    it(`is refused: ${ConditionExpression || 'nothing'}`, async () => {
      const Item = { id: 'a', at: 1 };

      await expect(
        client.send(new PutCommand({ TableName, Item, ConditionExpression, ExpressionAttributeValues })),
      ).rejects.toThrow(message);
    });
  }
});
