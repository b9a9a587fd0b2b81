import { randomUUID } from 'node:crypto';
import type {
  CreateTableInput,
  CreateTableOutput,
  DeleteTableInput,
  DeleteTableOutput,
  DescribeTableInput,
  DescribeTableOutput,
  ListTablesInput,
  ListTablesOutput,
  TableDescription,
  UpdateTableInput,
  UpdateTableOutput,
} from '@aws-sdk/client-dynamodb';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { keyNames, type Table } from './model.ts';
import { type DynamoState, nameOf } from './state.ts';
import { invalid } from './values.ts';

/** Tables: there at once, `ACTIVE` from the first answer on. */
export function tables(state: DynamoState) {
  const createTable: Operation<CreateTableInput, CreateTableOutput> = (call) => {
    const name = call.input.TableName!;
    if (state.tables.has(scopeOf(call), name)) {
      throw new AwsError('ResourceInUseException', `Table already exists: ${name}`);
    }
    const table = newTable(call, state.parts.clock.now());
    state.tables.put(scopeOf(call), name, table);
    return { TableDescription: described(state, table) };
  };

  const describeTable: Operation<DescribeTableInput, DescribeTableOutput> = (call) => ({
    Table: described(state, tableOf(call, call.input.TableName!)),
  });

  const deleteTable: Operation<DeleteTableInput, DeleteTableOutput> = (call) => {
    const table = tableOf(call, call.input.TableName!);
    if (table.deletionProtected) {
      throw invalid(
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
      );
    }
    const before = described(state, table);
    state.parts.store.write(() => {
      state.items.drop(table.id);
      state.tables.delete(scopeOf(call), table.name);
    });
    state.forget(table);
    return { TableDescription: { ...before, TableStatus: 'DELETING' } };
  };

  const updateTable: Operation<UpdateTableInput, UpdateTableOutput> = (call) => {
    const { TableName, BillingMode, ProvisionedThroughput, DeletionProtectionEnabled, ...rest } = call.input;
    const before = tableOf(call, TableName!);
    const unknown = Object.keys(rest).filter((name) => rest[name as keyof typeof rest] !== undefined);
    if (unknown.length > 0) throw invalid(`trailkeeper does not change ${unknown.join(', ')} of a table`);
    const table: Table = {
      ...before,
      billing: BillingMode ?? before.billing,
      throughput: ProvisionedThroughput ?? before.throughput,
      deletionProtected: DeletionProtectionEnabled ?? before.deletionProtected,
    };
    state.tables.put(scopeOf(call), table.name, table);
    return { TableDescription: described(state, table) };
  };

  const listTables: Operation<ListTablesInput, ListTablesOutput> = (call) => {
    const { Limit = 100, ExclusiveStartTableName } = call.input;
    const token = ExclusiveStartTableName && Buffer.from(ExclusiveStartTableName).toString('base64url');
    const { items, next } = page(state.tables.list(scopeOf(call)), Limit, token, ({ name }) => name);
    return { TableNames: items.map(({ name }) => name), LastEvaluatedTableName: next && items.at(-1)?.name };
  };

  /** These operations name the table they miss; those on items do not. */
  function tableOf(call: Pick<Call, 'account' | 'region'>, reference: string): Table {
    const found = state.tables.get(scopeOf(call), nameOf(reference));
    if (found) return found;
    throw new AwsError(
      'ResourceNotFoundException',
      `Requested resource not found: Table: ${nameOf(reference)} not found`,
    );
  }

  return {
    CreateTable: createTable,
    DescribeTable: describeTable,
    DeleteTable: deleteTable,
    UpdateTable: updateTable,
    ListTables: listTables,
  };
}

function newTable({ input, account, region }: Call<CreateTableInput>, now: number): Table {
  const { TableName, KeySchema = [], AttributeDefinitions = [], BillingMode = 'PROVISIONED' } = input;
  const keys = keyNames(KeySchema);
  if (keys.hash === '' || KeySchema.length > 2) {
    throw invalid(
      'One or more parameter values were invalid: Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    );
  }
  const indexes = [...(input.GlobalSecondaryIndexes ?? []), ...(input.LocalSecondaryIndexes ?? [])];
  const used = new Set(
    [KeySchema, ...indexes.map((index) => index.KeySchema ?? [])].flat().map((key) => key.AttributeName),
  );
  const defined = new Set(AttributeDefinitions.map(({ AttributeName }) => AttributeName));
  const undefinedKeys = [...used].filter((name) => !defined.has(name));
  if (undefinedKeys.length > 0) {
    throw invalid(
      `One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [${undefinedKeys.join(', ')}], AttributeDefinitions: [${[...defined].join(', ')}]`,
    );
  }
  if (defined.size > used.size) {
    throw invalid(
      'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  if (BillingMode === 'PROVISIONED' && !input.ProvisionedThroughput) {
    throw invalid(
      'One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  return {
    id: randomUUID(),
    name: TableName!,
    arn: `arn:aws:dynamodb:${region}:${account}:table/${TableName}`,
    account,
    region,
    attributes: AttributeDefinitions,
    keys,
    keySchema: KeySchema,
    globalIndexes: input.GlobalSecondaryIndexes ?? [],
    localIndexes: input.LocalSecondaryIndexes ?? [],
    billing: BillingMode,
    throughput: input.ProvisionedThroughput,
    deletionProtected: input.DeletionProtectionEnabled ?? false,
    tags: Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    timeToLive: undefined,
    createdAt: now,
  };
}

function described(state: DynamoState, table: Table): TableDescription {
  const count = state.items.count(table.id);
  const index = <T extends { IndexName?: string }>(each: T) => ({
    ...each,
    IndexStatus: 'ACTIVE' as const,
    IndexArn: `${table.arn}/index/${each.IndexName}`,
  });
  return {
    TableName: table.name,
    TableArn: table.arn,
    TableId: table.id,
    TableStatus: 'ACTIVE',
    CreationDateTime: new Date(table.createdAt),
    AttributeDefinitions: [...table.attributes],
    KeySchema: [...table.keySchema],
    ItemCount: count,
    TableSizeBytes: 0,
    ProvisionedThroughput: {
      ReadCapacityUnits: table.throughput?.ReadCapacityUnits ?? 0,
      WriteCapacityUnits: table.throughput?.WriteCapacityUnits ?? 0,
      NumberOfDecreasesToday: 0,
    },
    BillingModeSummary: table.billing === 'PAY_PER_REQUEST' ? { BillingMode: table.billing } : undefined,
    GlobalSecondaryIndexes: table.globalIndexes.length > 0 ? table.globalIndexes.map(index) : undefined,
    LocalSecondaryIndexes: table.localIndexes.length > 0 ? table.localIndexes.map(index) : undefined,
    DeletionProtectionEnabled: table.deletionProtected,
  };
}
