import type {
  BatchGetItemInput,
  BatchGetItemOutput,
  BatchWriteItemInput,
  BatchWriteItemOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../service.ts';
import { readProjection } from './expressions/projection.ts';
import { Placeholders } from './expressions/reader.ts';
import { placeOfItem, placeOfKey } from './keys.ts';
import { projectOf } from './reading.ts';
import { type DynamoState, nameOf } from './state.ts';
import { invalid, readItem } from './values.ts';

const MOST_READS = 100;
const MOST_WRITES = 25;

/** Several items by key. Nothing is ever left unprocessed. */
export function batches(state: DynamoState) {
  const batchGetItem: Operation<BatchGetItemInput, BatchGetItemOutput> = (call) => {
    const requests = Object.entries(call.input.RequestItems ?? {});
    if (requests.reduce((sum, [, { Keys = [] }]) => sum + Keys.length, 0) > MOST_READS) {
      throw invalid('Too many items requested for the BatchGetItem call');
    }
    const found = requests.map(([name, { Keys = [], ProjectionExpression, ExpressionAttributeNames }]) => {
      const table = state.table(call, name);
      const placeholders = new Placeholders(ExpressionAttributeNames);
      const paths = ProjectionExpression ? readProjection(ProjectionExpression, placeholders) : undefined;
      placeholders.assertUsed();
      const places = Keys.map((key) => placeOfKey(table, readItem(key)));
      assertDistinct(places.map(({ hash, range }) => `${hash}\0${range}`));
      const items = places.map((place) => state.items.get(table.id, place)).filter((item) => item !== undefined);
      return [nameOf(name), items.map((item) => projectOf(item, paths))] as const;
    });
    return { Responses: Object.fromEntries(found) as Record<string, never[]>, UnprocessedKeys: {} };
  };

  const batchWriteItem: Operation<BatchWriteItemInput, BatchWriteItemOutput> = (call) => {
    const requests = Object.entries(call.input.RequestItems ?? {});
    if (requests.reduce((sum, [, writes]) => sum + writes.length, 0) > MOST_WRITES) {
      throw invalid('Too many items requested for the BatchWriteItem call');
    }
    state.parts.store.write(() => {
      for (const [name, writes] of requests) {
        const table = state.table(call, name);
        const seen: string[] = [];
        for (const { PutRequest, DeleteRequest } of writes) {
          if ((PutRequest === undefined) === (DeleteRequest === undefined)) {
            throw invalid(
              'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
            );
          }
          const item = PutRequest && readItem(PutRequest.Item ?? {});
          const place = item ? placeOfItem(table, item) : placeOfKey(table, readItem(DeleteRequest?.Key ?? {}));
          seen.push(`${place.hash}\0${place.range}`);
          if (item) state.putItem(table, item);
          else state.items.delete(table.id, place);
        }
        assertDistinct(seen);
      }
    });
    return { UnprocessedItems: {} };
  };

  return { BatchGetItem: batchGetItem, BatchWriteItem: batchWriteItem };
}

function assertDistinct(places: readonly string[]): void {
  if (new Set(places).size < places.length) throw invalid('Provided list of item keys contains duplicates');
}
