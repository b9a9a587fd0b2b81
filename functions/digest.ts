/**
 * A window of time ended in which not every finding of a rule was told at once: tells the sum of the rest. Invoked by a schedule that
 * the first such finding made; where it fails, EventBridge Scheduler tries again for a day.
 *
 * Environment: `TOPIC_ARN` where messages go; `IDEMPOTENCY_TABLE` the windows of incidents; `LANGUAGE` en, ko or both; `TIME_ZONE` the
 * reader's, optional.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { digestMessage } from '../core/message/index.ts';
import { alertById } from '../rules/catalogue.ts';
import { textsOfRule } from './compliance/rule-texts.ts';
import { closed } from './incidents/windows.ts';
import { language, timeZone } from './shared/environment.ts';
import { once } from './shared/once.ts';
import { parsed } from './shared/parsed.ts';
import { publish } from './shared/publish.ts';

const logger = new Logger({ serviceName: 'trailkeeper-digest' });

const dueSchema = z.object({ window: z.string().startsWith('window#') });

async function digest({ window }: z.infer<typeof dueSchema>, _context: Context): Promise<{ messageId: string | null }> {
  const found = await closed(window);
  if (!found) {
    logger.info('nothing was left to tell', { window });
    return { messageId: null };
  }
  const rule = found.kind === 'alert' ? alertById(found.rule) : textsOfRule(found.rule);
  const message = digestMessage({ rule, digest: found, lang: language(), timeZone: timeZone() });
  const messageId = await publish(message, { kind: 'digest', rule: rule?.id ?? found.rule, severity: rule?.severity });
  logger.info('digest sent', { window, count: found.rest.count, messageId });
  return { messageId };
}

export const handler = middy(digest)
  .use(injectLambdaContext(logger))
  .use(parsed(dueSchema, 'the end of a window'))
  .use(once('window'));
