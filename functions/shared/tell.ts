import type { CloudTrailRecord } from '../../core/cloudtrail/index.ts';
import { findingOf } from '../../core/incident/index.ts';
import { alertMessage } from '../../core/message/index.ts';
import type { AlertRule } from '../../rules/kit/index.ts';
import { taken } from '../incidents/windows.ts';
import { language, timeZone } from './environment.ts';
import { publish } from './publish.ts';

/**
 * Tells people of a record that raised an alert, at once or, where its incident was told already or too many were, in the digest of its
 * window.
 * @returns SNS's message id; null when it is in the digest
 */
export async function tellOf(rule: AlertRule, record: CloudTrailRecord, eventId: string): Promise<string | null> {
  const about = rule.about(record);
  if (!(await taken(findingOf(rule.id, record, about, eventId), Date.now()))) return null;
  const message = alertMessage({ rule, record, about, lang: language(), timeZone: timeZone() });
  return publish(message, { kind: 'alert', rule: rule.id, severity: rule.severity });
}
