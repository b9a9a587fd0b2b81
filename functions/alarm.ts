/**
 * An alarm changed its state: tells people which calls made it. Invoked by EventBridge, or by SNS for an alarm's own notification.
 *
 * Environment: `TOPIC_ARN` where messages go; `IDEMPOTENCY_TABLE` what was told; `LANGUAGE` en, ko or both; `TIME_ZONE` the reader's and
 * `CONSOLE_URL` the page links lead to, both optional.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { alarmMessage, tellsOfAlarm, type Values } from '../core/message/index.ts';
import { metricAlarmByName } from '../rules/catalogue.ts';
import { type AlarmChange, alarmChangeSchema } from './alarms/change.ts';
import { type RecordsBehind, recordsBehind } from './alarms/records.ts';
import { valuesBefore } from './alarms/values.ts';
import { decidingWindow } from './alarms/window.ts';
import { consoleUrl, language, timeZone } from './shared/environment.ts';
import { once } from './shared/once.ts';
import { parsed } from './shared/parsed.ts';
import { publish } from './shared/publish.ts';

const logger = new Logger({ serviceName: 'trailkeeper-alarm' });

const none: RecordsBehind = { records: [], others: 0, cut: false };

async function alarm(change: AlarmChange, _context: Context): Promise<{ messageId: string | null }> {
  const { transition, metric } = change;
  const { alarmName, from, to } = transition;
  if (!tellsOfAlarm(from, to)) {
    logger.info('nothing to tell', { alarmName, from, to });
    return { messageId: null };
  }
  const { records, others, cut } =
    to === 'ALARM' && metric ? await recordsBehind(metric, decidingWindow(change)) : none;
  const rule = metricAlarmByName(alarmName);
  const message = alarmMessage({
    alarm: rule,
    transition,
    records,
    values: await drawn(change),
    consoleUrl: consoleUrl(),
    lang: language(),
    timeZone: timeZone(),
  });
  const messageId = await publish(message, { kind: 'alarm', rule: rule?.id, severity: rule?.severity, state: to });
  logger.info('alarm sent', { alarmName, from, to, records: records.length, others, cut, messageId });
  return { messageId };
}

/** What is told matters more than the drawing: without the metric the message goes out all the same, and the log says why. */
async function drawn(change: AlarmChange): Promise<Values | undefined> {
  try {
    return await valuesBefore(change);
  } catch (error) {
    logger.warn('the metric could not be read', error as Error);
    return undefined;
  }
}

export const handler = middy(alarm)
  .use(injectLambdaContext(logger))
  .use(parsed(alarmChangeSchema, 'a change of an alarm'))
  .use(once('key'));
