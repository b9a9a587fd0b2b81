import { gunzipSync } from 'node:zlib';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import middy from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import * as z from 'zod';
import type { Json } from '../core/cloudtrail/index.ts';
import { type ConfigMessage, configMessage } from './history/message.ts';
import { objectBody, objectKey } from './history/object.ts';
import { required } from './shared/environment.ts';
import { parsed } from './shared/parsed.ts';
import { recordedItem } from './shared/recorded-item.ts';

const logger = new Logger({ serviceName: 'trailkeeper-config-history' });
// Buckets by path: names with dots have no certificate of their own, and an engine has no names at all.
const s3 = new S3Client({ forcePathStyle: true });

const json = z.custom<Json>((value) => value !== undefined);

/** A batch of a queue, notifications of a topic, or one event of a bus. */
const eventSchema = z.union([
  z.looseObject({
    Records: z.array(z.looseObject({ messageId: z.string(), eventSource: z.literal('aws:sqs'), body: z.string() })),
  }),
  z.looseObject({ Records: z.array(z.looseObject({ Sns: z.looseObject({ Message: z.string() }) })) }),
  z.looseObject({ source: z.literal('aws.config'), detail: json }),
]);

type HistoryEvent = z.infer<typeof eventSchema>;

/**
 * A resource changed: keeps its item in the bucket of `HISTORY_BUCKET`, where Athena, `history` and `import` read it. An item that comes
 * twice is there once. Of a queue's batch only the messages that failed come again.
 */
async function configHistory(event: HistoryEvent, _context: Context): Promise<SQSBatchResponse | { kept: string[] }> {
  if (!('Records' in event)) return { kept: await keep(configMessage(event as Json)) };
  const messages = event.Records as readonly { messageId?: string; body?: string; Sns?: { Message: string } }[];
  const ended = await Promise.allSettled(
    messages.map(async ({ body, Sns }) => keep(configMessage(body ?? Sns?.Message))),
  );
  const failures = ended.flatMap((each, index) =>
    each.status === 'rejected'
      ? [{ itemIdentifier: messages[index]?.messageId ?? '', reason: each.reason as unknown }]
      : [],
  );
  for (const { itemIdentifier, reason } of failures) {
    logger.error('not kept', { messageId: itemIdentifier, error: reason instanceof Error ? reason : String(reason) });
  }
  if (messages.every(({ messageId }) => messageId !== undefined)) {
    return { batchItemFailures: failures.map(({ itemIdentifier }) => ({ itemIdentifier })) };
  }
  // A topic brings one message at a time, and brings it again when it fails.
  if (failures[0]) throw failures[0].reason;
  return { kept: ended.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])) };
}

/** @returns the keys of the objects put */
async function keep(message: ConfigMessage): Promise<string[]> {
  if (message.kind === 'other') {
    logger.debug('nothing to keep', { messageType: message.messageType });
    return [];
  }
  const { item, diff } = message.kind === 'oversized' ? await wholeOf(message) : message;
  const key = objectKey(item);
  await s3.send(
    new PutObjectCommand({
      Bucket: required('HISTORY_BUCKET'),
      Key: key,
      Body: objectBody(item, diff),
      ContentType: 'application/x-ndjson',
    }),
  );
  logger.info('kept', { resource: item.resourceId, type: item.resourceType, key });
  return [key];
}

/** An item that was too large to be told: from where Config put it, or from Config's history where it could not put it anywhere. */
async function wholeOf({ summary, location }: Extract<ConfigMessage, { kind: 'oversized' }>) {
  if (location === undefined) return { item: await recordedItem(summary), diff: null };
  const slash = location.indexOf('/');
  const { Body } = await s3.send(
    new GetObjectCommand({ Bucket: location.slice(0, slash), Key: location.slice(slash + 1) }),
  );
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  const message = configMessage(JSON.parse(gunzipSync(bytes).toString()) as Json);
  if (message.kind !== 'item') throw new Error(`${location} holds no configuration item`);
  return message;
}

export const handler = middy(configHistory)
  .use(injectLambdaContext(logger))
  .use(parsed(eventSchema, 'a message of AWS Config'));
