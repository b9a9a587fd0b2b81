import { accountOf, actorKey, actorOf, type CloudTrailRecord, outcomeOf } from '../cloudtrail/index.ts';
import { type Finding, incidentKey } from './incident.ts';

/**
 * A record that raised an alert, as an incident. Two are the same when the same caller made the same call on the same thing in the same
 * region and it ended the same way: a call that was denied does not hide that it succeeded a minute later.
 * @param about what the call was about, as the rule reads it
 * @param eventId the event's, for a record without an id of its own
 */
export function findingOf(
  rule: string,
  record: CloudTrailRecord,
  about: string | undefined,
  eventId: string = record.requestID ?? '',
): Finding {
  const actor = actorOf(record);
  const { eventSource, eventName, awsRegion } = record;
  return {
    kind: 'alert',
    rule,
    account: accountOf(record),
    id: record.eventID || eventId,
    time: Date.parse(record.eventTime),
    incident: { who: actor.name, what: eventName, about },
    key: incidentKey(actorKey(actor), eventSource, eventName, awsRegion, about, outcomeOf(record).kind),
  };
}
