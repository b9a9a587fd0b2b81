/**
 * CloudTrail's records come out of their log group: writes those an audit asks for as audit events, counts all in metrics, and tells of
 * calls that only read where an alert wants them, which EventBridge does not carry. Invoked by a subscription filter of CloudWatch Logs,
 * asynchronously; what it refuses goes to the function's dead letters with the reason.
 *
 * Alerts come first and each is remembered by itself, so that a batch which fails half-way, or runs out of time, is taken again whole and
 * tells nobody twice; audit events and metrics are written at the end, once.
 *
 * Environment: `TOPIC_ARN`, `IDEMPOTENCY_TABLE`, `DIGEST_ARN`, `DIGEST_ROLE_ARN`, `LANGUAGE`, `TIME_ZONE` as for the alert function;
 * `RULES_LEFT_OUT` ids of alert rules that are not deployed, with commas between, optional; `AUDIT_EVENTS` which events are written:
 * `changes` (what changed something, sign-ins, and what was denied or failed), `all`, or `none`; `changes` without it.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { type AuditEvent, auditEventOf, auditMinutes, embedded } from '../core/audit/index.ts';
import { type AuditBatch, auditBatchSchema } from './audit/batch.ts';
import { raisedByReading } from './audit/readers.ts';
import { Deadline, OutOfTimeError } from './shared/deadline.ts';
import { SettingError } from './shared/environment.ts';
import { once, stepOnce } from './shared/once.ts';
import { parsed } from './shared/parsed.ts';
import { tellOf } from './shared/tell.ts';

const logger = new Logger({ serviceName: 'trailkeeper-audit-logs' });

interface Audited {
  readonly records: number;
  /** Alerts raised by calls that only read. */
  readonly alerts: number;
  /** Log events that are no record. */
  readonly others: number;
}

async function auditLogs({ records, others }: AuditBatch, context: Context): Promise<Audited> {
  const isWritten = chosen();
  const deadline = new Deadline(context);
  let raised = 0;
  for (const [index, { record, text }] of records.entries()) {
    if (deadline.isNear)
      throw new OutOfTimeError(`out of time: ${records.length - index} of ${records.length} records`);
    for (const rule of raisedByReading(record, text)) {
      const event = record.eventID ?? text;
      await stepOnce([rule.id, event], () => tellOf(rule, record, event), context);
      raised += 1;
    }
  }
  const events = records.map(({ record }) => auditEventOf(record));
  for (const event of events) if (isWritten(event)) line({ auditEvent: event });
  for (const minute of auditMinutes(events)) line(embedded(minute));
  if (others.length > 0) logger.warn('log events that are no CloudTrail record', { others });
  logger.debug('audited', { records: records.length, alerts: raised });
  return { records: records.length, alerts: raised, others: others.length };
}

/** Which events are written. @throws SettingError */
function chosen(): (event: AuditEvent) => boolean {
  const asked = process.env.AUDIT_EVENTS ?? 'changes';
  if (asked === 'all') return () => true;
  if (asked === 'none') return () => false;
  if (asked === 'changes') return ({ kind, outcome }) => kind !== 'read' || outcome !== 'succeeded';
  throw new SettingError(`AUDIT_EVENTS is ${JSON.stringify(asked)}; it must be all, changes or none`);
}

/** A line of the function's log that is JSON and nothing else, as metrics have to be. */
const line = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

export const handler = middy(auditLogs)
  .use(injectLambdaContext(logger))
  .use(parsed(auditBatchSchema, 'a batch of a subscription'))
  .use(once('key'));
