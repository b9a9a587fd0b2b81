import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { z } from 'zod';
import { alertMessage } from '../core/message/index.ts';
import { alertById } from '../rules/catalogue.ts';
import { language, timeZone } from './shared/environment.ts';
import { once } from './shared/once.ts';
import { publish } from './shared/publish.ts';
import { recordSchema } from './shared/record-schema.ts';

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

/** An event matched an alert's rule: tells people what happened. */
async function alert({ rule: id, event }: Alert, _context: Context): Promise<{ messageId: string }> {
  const rule = alertById(id);
  if (!rule)
    throw new UnknownAlertError(`no alert has the id ${JSON.stringify(id)}; deploy rules and functions together`);
  const record = event.detail;
  const message = alertMessage({
    rule,
    record,
    about: rule.about(record),
    lang: language(),
    timeZone: timeZone(),
  });
  const messageId = await publish(message, { kind: 'alert', rule: rule.id, severity: rule.severity });
  logger.info('alert sent', { rule: rule.id, eventId: event.id, eventName: record.eventName, messageId });
  return { messageId };
}

export const handler = middy(alert)
  .use(injectLambdaContext(logger))
  .use(parser({ schema: alertSchema }))
  .use(once('[rule, event.id]'));
