import { busSource, detailTypes } from '../cloudtrail/index.ts';
import type { SimulatedRecord } from './record.ts';

/** The two STS calls that reach every rule although their names begin with Get. */
const exceptions: ReadonlySet<string> = new Set(['GetFederationToken', 'GetSessionToken']);

/**
 * Is this a management call that only reads, in EventBridge's sense: one whose name begins with Describe, Get or List? The bus sends
 * those only to rules in state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS. Other calls that only read (AssumeRole, LookupEvents,
 * HeadBucket) and data events go to every rule.
 * @see AWS, "Receiving read-only management events from AWS services"
 */
export function isReadOnlyManagement(
  record: Pick<SimulatedRecord, 'eventName' | 'eventSource' | 'eventType' | 'managementEvent'>,
): boolean {
  if (!record.managementEvent || !/^(Describe|Get|List)/.test(record.eventName)) return false;
  if (record.eventType !== '' && record.eventType !== 'AwsApiCall') return false;
  return !(record.eventSource === 'sts.amazonaws.com' && exceptions.has(record.eventName));
}

/** The detail-type under which CloudTrail puts a record of this eventType on the bus. */
export const detailTypeOf = (eventType: string): string =>
  Object.hasOwn(detailTypes, eventType) ? detailTypes[eventType as keyof typeof detailTypes] : detailTypes.AwsApiCall;

/**
 * The event a record makes on the bus, as JSON: what `eventOf` gives for the parsed record, without parsing it.
 * @param text the record as JSON
 */
export function eventText(record: SimulatedRecord, text: string): string {
  const envelope = JSON.stringify({
    version: '0',
    id: record.eventID || '00000000-0000-0000-0000-000000000000',
    'detail-type': detailTypeOf(record.eventType),
    source: busSource(record.eventSource),
    account: record.account,
    time: `${new Date(record.time).toISOString().slice(0, 19)}Z`,
    region: record.awsRegion,
    resources: [],
  });
  return `${envelope.slice(0, -1)},"detail":${text}}`;
}
