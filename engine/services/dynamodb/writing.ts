import type {
  DeleteItemInput,
  DeleteItemOutput,
  PutItemInput,
  PutItemOutput,
  UpdateItemInput,
  UpdateItemOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../service.ts';
import { assertMet, conditionOf } from './conditions.ts';
import { applyUpdate } from './expressions/apply.ts';
import { project } from './expressions/projection.ts';
import { Placeholders } from './expressions/reader.ts';
import type { Update } from './expressions/tree.ts';
import { readUpdate } from './expressions/update.ts';
import { placeOfItem, placeOfKey } from './keys.ts';
import { assertNoLegacy } from './legacy.ts';
import type { Table } from './model.ts';
import type { DynamoState } from './state.ts';
import { type Item, invalid, readItem, sizeOfItem } from './values.ts';

const LARGEST_ITEM = 400 * 1024;
const EMPTY_UPDATE: Update = { set: [], remove: [], add: [], delete: [] };

/** One item written, on a condition where one is given. */
export function writing(state: DynamoState) {
  const putItem: Operation<PutItemInput, PutItemOutput> = (call) => {
    const { input } = call;
    assertNoLegacy(input);
    const table = state.table(call, input.TableName!);
    const { condition } = readExpressions(input);
    const item = readItem(input.Item!);
    const before = state.items.get(table.id, placeOfItem(table, item));
    assertReturn(input.ReturnValues, ['NONE', 'ALL_OLD']);
    assertMet(condition, before, wantsItem(input));
    assertSize(item);
    state.putItem(table, item);
    return { Attributes: given(input.ReturnValues === 'ALL_OLD' ? before : undefined) };
  };

  const deleteItem: Operation<DeleteItemInput, DeleteItemOutput> = (call) => {
    const { input } = call;
    assertNoLegacy(input);
    const table = state.table(call, input.TableName!);
    const { condition } = readExpressions(input);
    const place = placeOfKey(table, readItem(input.Key!));
    const before = state.items.get(table.id, place);
    assertReturn(input.ReturnValues, ['NONE', 'ALL_OLD']);
    assertMet(condition, before, wantsItem(input));
    if (before) state.items.delete(table.id, place);
    return { Attributes: given(input.ReturnValues === 'ALL_OLD' ? before : undefined) };
  };

  const updateItem: Operation<UpdateItemInput, UpdateItemOutput> = (call) => {
    const { input } = call;
    assertNoLegacy(input);
    const table = state.table(call, input.TableName!);
    const { condition, update } = readExpressions(input);
    const key = readItem(input.Key!);
    const before = state.items.get(table.id, placeOfKey(table, key));
    assertMet(condition, before, wantsItem(input));
    assertKeyKept(table, update);
    const after = applyUpdate(before ?? key, update);
    if (sizeOfItem(after) > LARGEST_ITEM) throw invalid('Item size to update has exceeded the maximum allowed size');
    state.putItem(table, after);
    return { Attributes: given(returned(input.ReturnValues, update, before, after)) };
  };

  return { PutItem: putItem, DeleteItem: deleteItem, UpdateItem: updateItem };
}

type Expressions = Pick<
  UpdateItemInput,
  'ConditionExpression' | 'UpdateExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

function readExpressions(input: Expressions) {
  const placeholders = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  const update = input.UpdateExpression === undefined ? EMPTY_UPDATE : readUpdate(input.UpdateExpression, placeholders);
  const condition = conditionOf(input.ConditionExpression, placeholders);
  placeholders.assertUsed();
  return { update, condition };
}

const wantsItem = (input: { ReturnValuesOnConditionCheckFailure?: string }): boolean =>
  input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';

const given = (item: Item | undefined): Record<string, never> | undefined =>
  item === undefined || Object.keys(item).length === 0 ? undefined : (item as Record<string, never>);

function assertReturn(wanted: string | undefined, allowed: readonly string[]): void {
  if (wanted !== undefined && !allowed.includes(wanted)) throw invalid('Return values set to invalid value');
}

function assertSize(item: Item): void {
  if (sizeOfItem(item) > LARGEST_ITEM) throw invalid('Item size has exceeded the maximum allowed size');
}

function assertKeyKept({ keys }: Table, update: Update): void {
  const changed = [...update.set, ...update.add, ...update.delete].map(({ path }) => path[0]);
  for (const name of [...changed, ...update.remove.map((path) => path[0])]) {
    if (name !== keys.hash && name !== keys.range) continue;
    throw invalid(
      `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
    );
  }
}

/** What `ReturnValues` of an update asks for. */
function returned(wanted: string | undefined, update: Update, before: Item | undefined, after: Item): Item | undefined {
  if (wanted === 'ALL_OLD') return before;
  if (wanted === 'ALL_NEW') return after;
  const paths = [...update.set, ...update.add, ...update.delete].map(({ path }) => path).concat(update.remove);
  if (wanted === 'UPDATED_OLD') return before && project(before, paths);
  return wanted === 'UPDATED_NEW' ? project(after, paths) : undefined;
}
