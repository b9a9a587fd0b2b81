import type { JSONValue } from '@aws-lambda-powertools/commons/types';
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware';
import type { Context } from 'aws-lambda';
import { required } from './environment.ts';

/** EventBridge and SNS deliver again for up to a day; a result is remembered an hour longer. */
const REMEMBERED_SECONDS = 25 * 3600;

const configOf = (key: string, lambdaContext?: Context) =>
  new IdempotencyConfig({
    eventKeyJmesPath: key,
    throwOnNoIdempotencyKey: true,
    expiresAfterSeconds: REMEMBERED_SECONDS,
    // Deliveries that come again soon often come to the same sandbox.
    useLocalCache: true,
    lambdaContext,
  });

const store = () => new DynamoDBPersistenceLayer({ tableName: required('IDEMPOTENCY_TABLE') });

/**
 * What was handled once is not handled again: a second delivery gets the first one's answer. Results are kept in the table of
 * `IDEMPOTENCY_TABLE`; a handler that throws leaves nothing there, so its retry runs.
 *
 * @param key JMESPath of what makes two deliveries the same
 */
export const once = (key: string) => makeHandlerIdempotent({ persistenceStore: store(), config: configOf(key) });

/**
 * The same of one step of a handler that takes many things at a time.
 *
 * @param what what makes two steps the same
 */
export async function stepOnce<Result extends JSONValue>(
  what: JSONValue,
  step: () => Promise<Result>,
  context: Context,
): Promise<Result> {
  const idempotent = makeIdempotent(async (_: JSONValue) => step(), {
    persistenceStore: store(),
    config: configOf('@', context),
  });
  return (await idempotent(what)) as Result;
}
