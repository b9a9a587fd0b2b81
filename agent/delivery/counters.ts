/** What the agent counts of its own work. */
export interface Counters {
  lines: number;
  delivered: number;
  batches: number;
  retries: number;
  /** Too old for AWS (14 days, or the group's retention), or too far ahead (2 hours). */
  tooOld: number;
  tooNew: number;
  /** Events in requests AWS will never take. */
  refused: number;
  /** Longer than a message may be: cut, and marked. */
  truncated: number;
  /** Timestamps the line did not show. */
  withoutTime: number;
  filtered: number;
  /** Bytes that were not read before a file was truncated, and are in no copy of it. */
  lostToTruncation: number;
}

export const counters = (): Counters => ({
  lines: 0,
  delivered: 0,
  batches: 0,
  retries: 0,
  tooOld: 0,
  tooNew: 0,
  refused: 0,
  truncated: 0,
  withoutTime: 0,
  filtered: 0,
  lostToTruncation: 0,
});
