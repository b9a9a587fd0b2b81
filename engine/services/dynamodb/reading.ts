import type { GetItemInput, GetItemOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../service.ts';
import { project, readProjection } from './expressions/projection.ts';
import { Placeholders } from './expressions/reader.ts';
import { placeOfKey } from './keys.ts';
import type { DynamoState } from './state.ts';
import { type Item, readItem } from './values.ts';

/** One item by its key. Every read is consistent. */
export function getItem(state: DynamoState): Operation<GetItemInput, GetItemOutput> {
  return (call) => {
    const { TableName, Key, ProjectionExpression, ExpressionAttributeNames, AttributesToGet } = call.input;
    const table = state.table(call, TableName!);
    const placeholders = new Placeholders(ExpressionAttributeNames);
    const paths = ProjectionExpression ? readProjection(ProjectionExpression, placeholders) : undefined;
    placeholders.assertUsed();
    const item = state.items.get(table.id, placeOfKey(table, readItem(Key!)));
    const projected = item && projectOf(item, paths ?? AttributesToGet?.map((name) => [name]));
    return { Item: projected as Record<string, never> | undefined };
  };
}

export const projectOf = (item: Item, paths: Parameters<typeof project>[1] | undefined): Item =>
  paths === undefined ? item : project(item, paths);
