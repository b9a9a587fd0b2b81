/** What happens in an account in a month. */
export interface Volumes {
  /** Management events CloudTrail records. */
  readonly events: number;
  /** GB of them in the log group. */
  readonly logGb: number;
  /** Configuration items Config records. */
  readonly items: number;
  /** Evaluations of Config rules. */
  readonly evaluations: number;
  /** Alerts, alarms, changes of compliance and digests that are told. */
  readonly messages: number;
  /** Whether another trail records management events already: then this one is the second copy, which is paid for. */
  readonly otherTrail: boolean;
}

/** Measured on 23,980 records of a public data set (bytes, and how many only read), or assumed; each can be argued with. */
export const assumed = {
  /** Bytes of a CloudTrail record. */
  recordBytes: 1532,
  /** Of management events, those that only read. */
  readShare: 0.37,
  /** Trail files beside the records in them, gzipped. */
  compressed: 0.1,
  /** Of events outside the home region, those sent on: a bound from above, as is all that follows. */
  forwardedShare: 0.2,
  /** Records CloudTrail hands a subscription at a time. */
  recordsPerBatch: 20,
  /** Seconds a function works on one invocation. */
  seconds: 0.2,
  /** Bytes it logs. */
  logBytes: 1500,
  /** Bytes of an audit event. */
  auditBytes: 600,
  /** Of events, those written as audit events: what is no read that succeeded. */
  auditShare: 0.65,
  /** Writes to the table a message takes. */
  writesPerMessage: 4,
  /** Objects CloudTrail puts a month and region: one file in five minutes, one digest in an hour. */
  trailObjects: 8640 + 720,
  /** Metrics the audit function makes. */
  auditMetrics: 6,
} as const;

const GB = 1e9;

/** Volumes with what is left out: a small account's, and of its events their bytes. */
export function volumesOf(given: Partial<Volumes> = {}): Volumes {
  const events = given.events ?? 1_000_000;
  const items = given.items ?? 10_000;
  return {
    events,
    logGb: given.logGb ?? (events * assumed.recordBytes) / GB,
    items,
    evaluations: given.evaluations ?? items * 3,
    messages: given.messages ?? 500,
    otherTrail: given.otherTrail ?? false,
  };
}
