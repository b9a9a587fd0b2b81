import type { TimelineChange } from '../core/configuration-item/index.ts';
import type { Skipped } from './errors.ts';
import type { FilterResult } from './filter-counts.ts';

export interface AlertResult {
  readonly rule: string;
  /** ISO 8601, as are all times here. */
  readonly time: string;
  readonly eventId: string;
  readonly actor: string;
  readonly resource: string | null;
  /** The address, or AWS service, the call came from. */
  readonly source: string | null;
}

export interface AlarmResult {
  readonly alarm: string;
  readonly time: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export interface VerdictResult {
  /** The id of a rule of one's own, or the identifier of a managed one. */
  readonly rule: string;
  /** `AWS::S3::Bucket/books`: type and resourceId. */
  readonly resource: string;
  /** The name people know it by, where it has one that is not its id. */
  readonly name: string | null;
  readonly time: string;
  /** INSUFFICIENT_DATA before the first verdict; NOT_APPLICABLE for a resource that is gone, or of which the rule cannot tell any more. */
  readonly from: string;
  readonly to: string;
  /** What decided, in the rule's words. */
  readonly annotation: string | null;
  /** Who made the call behind it; null where it was none, or it is not known. */
  readonly actor: string | null;
}

export interface ResourceResult {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName: string | null;
  readonly region: string;
  /** Oldest first, each with the difference and the call behind it. */
  readonly changes: readonly TimelineChange[];
}

/** What a replay tells: the document of `replay --json`. */
export interface ReplayResult {
  /** Records read, second deliveries included; distinct ones; second deliveries. */
  readonly events: number;
  readonly distinct: number;
  readonly duplicates: number;
  /** eventTime of the first and the last record; null when there is none. */
  readonly from: string | null;
  readonly to: string | null;
  /** How long the replay took. */
  readonly seconds: number;
  readonly alerts: readonly AlertResult[];
  /** Every change of an alarm's state, the first one after its creation included. */
  readonly alarms: readonly AlarmResult[];
  /** The filters asked for, then those of the plan. */
  readonly filters: readonly FilterResult[];
  /**
   * For how long an alarm stood in ALARM, so that nothing was sent, while what it watches for went on: of each stay, the time from its
   * beginning to the last matching record that came during it. `from` is where the longest one began.
   */
  readonly blind: readonly { readonly alarm: string; readonly seconds: number; readonly from: string | null }[];
  /** Every change of a Config rule's verdict. */
  readonly compliance: readonly VerdictResult[];
  /** How the resources the records changed came to be as they are. */
  readonly resources: readonly ResourceResult[];
  readonly skipped: readonly Skipped[];
}
