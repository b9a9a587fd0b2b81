import type { CloudTrailRecord } from '../cloudtrail/index.ts';

/** A CloudTrail record on its way through the chain: its text, and what the chain asks of every record without reading it whole. */
export interface SimulatedRecord {
  /** eventTime, milliseconds since 1970. */
  readonly time: number;
  readonly eventName: string;
  readonly eventSource: string;
  /** Empty where the record does not say; the same holds for the other texts. */
  readonly eventType: string;
  readonly awsRegion: string;
  readonly managementEvent: boolean;
  readonly account: string;
  /** userIdentity.type */
  readonly userType: string;
  readonly eventID: string;
  /** The record as JSON, as the trail writes it to its log group. */
  readonly text: string;
}

/** A parsed record as the chain takes it. @param text its JSON, where it is at hand */
export function simulated(record: CloudTrailRecord, text: string = JSON.stringify(record)): SimulatedRecord {
  return {
    time: Date.parse(record.eventTime),
    eventName: record.eventName,
    eventSource: record.eventSource,
    eventType: record.eventType ?? '',
    awsRegion: record.awsRegion,
    managementEvent: record.managementEvent !== false,
    account: record.recipientAccountId ?? '',
    userType: record.userIdentity?.type ?? '',
    eventID: record.eventID ?? '',
    text,
  };
}
