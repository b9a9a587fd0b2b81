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
  readonly compliance: readonly {
    readonly rule: string;
    readonly resource: string;
    readonly time: string;
    readonly from: string;
    readonly to: string;
  }[];
  readonly skipped: readonly Skipped[];
}
