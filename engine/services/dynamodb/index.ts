import { defineService } from '../../service.ts';
import { batches } from './batches.ts';
import { getItem } from './reading.ts';
import { searching } from './searching.ts';
import { DynamoState } from './state.ts';
import { tables } from './tables.ts';
import { tags } from './tags.ts';
import { timeToLive } from './time-to-live.ts';
import { writing } from './writing.ts';

/** DynamoDB as far as functions keep their state in it: tables, items on conditions, expiry. No transactions, no streams. */
export const dynamodb = defineService({
  sdk: () => import('@aws-sdk/client-dynamodb'),
  signingName: 'dynamodb',
  validationCode: 'ValidationException',
  create(parts) {
    const state = new DynamoState(parts);
    return {
      operations: {
        ...tables(state),
        ...timeToLive(state),
        ...tags(state),
        GetItem: getItem(state),
        ...writing(state),
        ...searching(state),
        ...batches(state),
      },
      ports: {},
      start() {
        for (const scope of state.tables.scopes()) for (const table of state.tables.list(scope)) state.watch(table);
      },
    };
  },
});
