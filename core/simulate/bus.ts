import { busSource, detailTypes } from '../cloudtrail/index.ts';
import { isReadOnlyCall } from '../cloudtrail/read-only.ts';
import type { RecordKind } from './kind.ts';
import type { SimulatedRecord } from './record.ts';

/**
 * Is this a management call that only reads, in EventBridge's sense: one whose name begins with Describe, Get or List? The bus sends
 * those only to rules in state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS. Other calls that only read (AssumeRole, LookupEvents,
 * HeadBucket) and data events go to every rule.
 * @see AWS, "Receiving read-only management events from AWS services"
 */
export function isReadOnlyManagement(
  kind: Pick<RecordKind, 'eventName' | 'eventSource' | 'eventType' | 'managementEvent'>,
): boolean {
  if (!kind.managementEvent || (kind.eventType !== '' && kind.eventType !== 'AwsApiCall')) return false;
  return isReadOnlyCall(kind.eventSource, kind.eventName);
}

/** What of the event on the bus is known from the record's kind; `detail` holds what is known of the record. */
export function eventOfKind(kind: RecordKind): Record<string, unknown> {
  const { eventType } = kind;
  return {
    version: '0',
    'detail-type': Object.hasOwn(detailTypes, eventType)
      ? detailTypes[eventType as keyof typeof detailTypes]
      : detailTypes.AwsApiCall,
    source: busSource(kind.eventSource),
    account: kind.account,
    region: kind.awsRegion,
    detail: kind.known,
  };
}

/**
 * The event a record makes on the bus, as JSON: what `eventOf` gives for the parsed record, without parsing it.
 * @param text the record as JSON
 */
export function eventText(record: SimulatedRecord, text: string): string {
  const envelope = JSON.stringify({
    ...eventOfKind(record.kind),
    id: record.eventID || '00000000-0000-0000-0000-000000000000',
    time: `${new Date(record.time).toISOString().slice(0, 19)}Z`,
    resources: [],
    detail: undefined,
  });
  return `${envelope.slice(0, -1)},"detail":${text}}`;
}
