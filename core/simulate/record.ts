import type { CloudTrailRecord } from '../cloudtrail/index.ts';
import { kindOf, type RecordKind } from './kind.ts';

/** A CloudTrail record on its way through the chain. */
export interface SimulatedRecord {
  /** eventTime, milliseconds since 1970. */
  readonly time: number;
  /** Empty where the record has none. */
  readonly eventID: string;
  readonly kind: RecordKind;
  /** The record as JSON, as the trail writes it to its log group. */
  readonly text: string;
}

/** A parsed record as the chain takes it. @param text its JSON, where it is at hand */
export function simulated(record: CloudTrailRecord, text: string = JSON.stringify(record)): SimulatedRecord {
  return { time: Date.parse(record.eventTime), eventID: record.eventID ?? '', kind: kindOf(record), text };
}
