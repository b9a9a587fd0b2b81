import type { AlarmState } from '../alarm/index.ts';
import type { CloudTrailRecord } from '../cloudtrail/index.ts';
import type { ConfigurationItem, TimelineChange } from '../configuration-item/index.ts';
import type { Digest } from '../incident/index.ts';
import type { ComplianceTransition, Values } from '../message/index.ts';

/** An alert rule matched an event. */
export interface AlertOutcome {
  readonly kind: 'alert';
  readonly rule: string;
  /** The record's eventTime, milliseconds since 1970. */
  readonly time: number;
  readonly eventId: string;
  readonly actor: string;
  /** What the call was about; undefined for a call about nothing in particular. */
  readonly resource: string | undefined;
  readonly record: CloudTrailRecord;
  /** Whether people are told at once; else it is in the digest of its window. */
  readonly told: boolean;
}

/** A window of time ended, in which not every alert of a rule was told at once. */
export interface DigestOutcome {
  readonly kind: 'digest';
  readonly rule: string;
  /** When it is sent, milliseconds since 1970. */
  readonly time: number;
  readonly digest: Digest;
}

/** An alarm changed its state. */
export interface AlarmOutcome {
  readonly kind: 'alarm';
  readonly alarm: string;
  /** When it was evaluated, milliseconds since 1970. */
  readonly time: number;
  readonly from: AlarmState;
  readonly to: AlarmState;
  /** CloudWatch's sentence, and its JSON. */
  readonly reason: string;
  readonly reasonData: string;
  /** The metric up to the change. */
  readonly values: Values | undefined;
  /** On the way to ALARM: the records counted since the oldest breaching period began. */
  readonly records: readonly CloudTrailRecord[];
}

/** A resource's configuration changed. */
export interface ChangeOutcome {
  readonly kind: 'change';
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly item: ConfigurationItem;
  readonly before: ConfigurationItem | undefined;
  /** The difference, and who made the call behind it where a record told. */
  readonly change: TimelineChange;
}

/** A Config rule's verdict on a resource is another one than before. */
export interface ComplianceOutcome {
  readonly kind: 'compliance';
  readonly rule: string;
  /** When, what of, from what to what: as Config tells it. */
  readonly transition: ComplianceTransition;
  readonly resourceName: string | undefined;
  /** The change of the resource that led to it; absent where it was the clock. */
  readonly change: TimelineChange | undefined;
  readonly time: number;
  /** Whether people are told at once, if they are told at all; else it is in the digest of its window. */
  readonly told: boolean;
}

export type Outcome = AlertOutcome | DigestOutcome | AlarmOutcome | ChangeOutcome | ComplianceOutcome;
