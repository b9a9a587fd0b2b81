/**
 * The time of a report has come: reads how the account stands to each framework, writes the reports into their bucket and sends their sum
 * by mail. The mail names the documents by `s3://`: a presigned link would end with the function's credentials, within hours, and until
 * then open the report to whoever has the mail.
 *
 * Invoked by EventBridge Scheduler with the input `{"scheduledTime":"<aws.scheduler.scheduled-time>"}`, or by a schedule rule.
 *
 * Environment: `FRAMEWORKS` their ids with commas between, `cis-aws-3.0,cis-aws-7.0`; `REPORTS_BUCKET` where documents go;
 * `SUPPRESSIONS_PATH` the path of the SSM parameters that hold suppressions, optional; `TOPIC_ARN`, `IDEMPOTENCY_TABLE`, `LANGUAGE`,
 * `TIME_ZONE` as for the alert function.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { readEvidence } from '../account/evidence.ts';
import type { Message } from '../core/message/index.ts';
import { assess, type Framework, frameworks } from '../reports/index.ts';
import { filesOf, written } from './reporting/files.ts';
import { reportMessage } from './reporting/message.ts';
import { Deadline } from './shared/deadline.ts';
import { language, required, SettingError, timeZone } from './shared/environment.ts';
import { once } from './shared/once.ts';
import { parsed } from './shared/parsed.ts';
import { publish } from './shared/publish.ts';
import { suppressions } from './shared/suppressions.ts';

const logger = new Logger({ serviceName: 'trailkeeper-report' });

const dueSchema = z
  .union([
    z.object({ scheduledTime: z.iso.datetime() }),
    z
      .looseObject({ 'detail-type': z.literal('Scheduled Event'), time: z.iso.datetime() })
      .transform(({ time }) => ({ scheduledTime: time })),
  ])
  .transform(({ scheduledTime }) => ({ scheduledTime }));

/** What came of one invocation. */
interface Reported {
  readonly written: readonly string[];
  /** Documents for which there was no time. */
  readonly undone: readonly string[];
}

async function report({ scheduledTime }: z.infer<typeof dueSchema>, context: Context): Promise<Reported> {
  const asked = askedFrameworks();
  const deadline = new Deadline(context);
  const settings = { region: required('AWS_REGION') };
  const evidence = await deadline.within(readEvidence(settings, Date.now()), 'nothing is written yet');
  const answered = await suppressions();
  const reported = { written: [] as string[], undone: [] as string[] };
  const messages: { readonly framework: Framework; readonly message: Message }[] = [];
  for (const framework of asked) {
    const assessment = assess(framework, evidence, answered);
    const one = { written: [] as string[], undone: [] as string[] };
    for (const file of filesOf(assessment)) {
      if (deadline.isNear) one.undone.push(file.key);
      else one.written.push(await written(file));
    }
    const message = reportMessage({ assessment, ...one, lang: language(), timeZone: timeZone() });
    messages.push({ framework, message });
    reported.written.push(...one.written);
    reported.undone.push(...one.undone);
  }
  // Told when all is written: what failed until then is tried again and has told nobody.
  for (const { framework, message } of messages) await publish(message, { kind: 'report', rule: framework.id });
  logger.info('reported', { scheduledTime, ...reported });
  return reported;
}

/** @throws SettingError */
const askedFrameworks = (): Framework[] =>
  required('FRAMEWORKS')
    .split(',')
    .map((asked) => {
      const found = frameworks.find(({ id }) => id === asked.trim());
      if (found) return found;
      throw new SettingError(`FRAMEWORKS names ${asked}; it must be of ${frameworks.map(({ id }) => id).join(', ')}`);
    });

export const handler = middy(report)
  .use(injectLambdaContext(logger))
  .use(parsed(dueSchema, 'the time of a report'))
  .use(once('scheduledTime'));
