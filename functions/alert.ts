/**
 * An event on the bus matched an alert's rule: tells people what happened. Invoked by EventBridge, asynchronously; what it refuses
 * goes to the function's dead letters with the reason.
 *
 * Environment: `TOPIC_ARN` where messages go; `IDEMPOTENCY_TABLE` what was told, and the windows of incidents; `DIGEST_ARN` the digest
 * function and `DIGEST_ROLE_ARN` the role with which EventBridge Scheduler invokes it; `LANGUAGE` en, ko or both; `TIME_ZONE` the
 * reader's, optional.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { alertById } from '../rules/catalogue.ts';
import { once } from './shared/once.ts';
import { parsed } from './shared/parsed.ts';
import { recordSchema } from './shared/record-schema.ts';
import { tellOf } from './shared/tell.ts';

const logger = new Logger({ serviceName: 'trailkeeper-alert' });

/** What an alert's rule hands its target: the alert's id, and the event as it was on the bus. */
const alertSchema = z.object({
  rule: z.string(),
  event: z.looseObject({ id: z.string(), detail: recordSchema }),
});

type Alert = z.infer<typeof alertSchema>;

/** Thrown when a deployed rule names an alert the bundle does not have: it was deployed from another catalogue. */
class UnknownAlertError extends Error {
  override readonly name = 'UnknownAlertError';
}

async function alert({ rule: id, event }: Alert, _context: Context): Promise<{ messageId: string | null }> {
  const rule = alertById(id);
  if (!rule)
    throw new UnknownAlertError(`no alert has the id ${JSON.stringify(id)}; deploy rules and functions together`);
  const messageId = await tellOf(rule, event.detail, event.id);
  const { eventName } = event.detail;
  logger.info(messageId ? 'alert sent' : 'alert left to the digest', {
    rule: id,
    eventId: event.id,
    eventName,
    messageId,
  });
  return { messageId };
}

// The same record may come as two events: CloudTrail, too, delivers at least once.
export const handler = middy(alert)
  .use(injectLambdaContext(logger))
  .use(parsed(alertSchema, 'an alert'))
  .use(once('[rule, event.detail.eventID || event.id]'));
