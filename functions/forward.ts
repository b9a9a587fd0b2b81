import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { sendDocuments } from './forwarding/bulk.ts';
import { sendDeadLetters } from './forwarding/dead-letters.ts';
import { documentsOf } from './forwarding/document.ts';
import { Patience } from './forwarding/patience.ts';
import { type Subscription, subscriptionSchema } from './forwarding/payload.ts';
import { forwardSettings } from './forwarding/settings.ts';
import { signedPost } from './forwarding/signed-post.ts';
import { parsed } from './shared/parsed.ts';

const logger = new Logger({ serviceName: 'trailkeeper-forward' });
const sqs = new SQSClient({});

/**
 * A subscription filter's events come: puts them into OpenSearch. What OpenSearch refuses goes to the dead-letter queue once all
 * else is in; where it has no room the invocation fails, and Lambda brings the same events again.
 */
async function forward(
  { awslogs: { data: logs } }: Subscription,
  context: Context,
): Promise<{ documents: number; refused: number }> {
  if (logs.messageType === 'CONTROL_MESSAGE') return { documents: 0, refused: 0 };
  const { endpoint, indexPattern, deadLetterQueueUrl, bulkBytes } = forwardSettings();
  const documents = documentsOf(logs, indexPattern);
  const refused = await sendDocuments(documents, {
    post: signedPost(endpoint, sqs.config.credentials),
    patience: new Patience(() => context.getRemainingTimeInMillis()),
    bulkBytes,
  });
  await sendDeadLetters(sqs, deadLetterQueueUrl, logs, refused);
  const { logGroup, logStream } = logs;
  logger.info('forwarded', { logGroup, logStream, documents: documents.length, refused: refused.length });
  return { documents: documents.length, refused: refused.length };
}

export const handler = middy(forward)
  .use(injectLambdaContext(logger))
  .use(parsed(subscriptionSchema, 'a batch of a subscription'));
