import type { AlarmState } from '../alarm/index.ts';
import type { CloudTrailRecord } from '../cloudtrail/index.ts';
import type { Digest } from '../incident/index.ts';
import type { Values } from '../message/index.ts';

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

export type Outcome = AlertOutcome | DigestOutcome | AlarmOutcome;
