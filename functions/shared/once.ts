import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware';
import { required } from './environment.ts';

/** EventBridge and SNS deliver again for up to a day; a result is remembered an hour longer. */
const REMEMBERED_SECONDS = 25 * 3600;

/**
 * What was handled once is not handled again: a second delivery gets the first one's answer. Results are kept in the table of
 * `IDEMPOTENCY_TABLE`; a handler that throws leaves nothing there, so its retry runs.
 *
 * @param key JMESPath of what makes two deliveries the same
 */
export const once = (key: string) =>
  makeHandlerIdempotent({
    persistenceStore: new DynamoDBPersistenceLayer({ tableName: required('IDEMPOTENCY_TABLE') }),
    config: new IdempotencyConfig({
      eventKeyJmesPath: key,
      throwOnNoIdempotencyKey: true,
      expiresAfterSeconds: REMEMBERED_SECONDS,
    }),
  });
