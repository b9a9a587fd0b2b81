import type { Value } from './values.ts';

/** A log event as a query sees it. What costs something to get is asked for only where the query needs it. */
export interface QueryEvent {
  /** ms since 1970 */
  readonly timestamp: number;
  readonly ingestionTime: number;
  /** Its place among events of the same time: a later one has a larger number. */
  readonly order: number;
  readonly message: string;
  /** `123456789012:group` */
  readonly log: string;
  readonly logStream: string;
  /** What GetLogRecord finds the event by. */
  readonly ptr: string;
  /** A discovered field, by its place in the list of those the query needs. */
  field(index: number): Value;
}

/** One row on its way through the commands: an event, and the values computed of it, by slot. */
export interface Row {
  readonly event: QueryEvent;
  readonly values: Value[];
}

/** An expression made ready to run over many rows. */
export type Evaluate = (row: Row) => Value;

/** The event of rows that are none any more, behind `stats` and `sort`. Nothing asks it for anything but its time. */
export const noEvent: QueryEvent = {
  timestamp: 0,
  ingestionTime: 0,
  order: 0,
  message: '',
  log: '',
  logStream: '',
  ptr: '',
  field: () => undefined,
};
