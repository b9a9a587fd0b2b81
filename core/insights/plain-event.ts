import { MessageFields } from '../log-formats/index.ts';
import type { QueryEvent } from './row.ts';
import type { Value } from './values.ts';

/** A log event in memory. */
export interface LogRow {
  /** ms since 1970 */
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
  /** `123456789012:group` */
  readonly log: string;
  readonly logStream: string;
  /** What GetLogRecord finds the event by. */
  readonly ptr: string;
}

const nothing: LogRow = { timestamp: 0, ingestionTime: 0, message: '', log: '', logStream: '', ptr: '' };

/** A log event in memory, as a query sees it. One object serves event after event. */
export class PlainEvent implements QueryEvent {
  readonly #fields: MessageFields;
  #row = nothing;
  #order = 0;
  #read = false;

  /** @param names of the discovered fields the query needs */
  constructor(names: readonly string[]) {
    this.#fields = new MessageFields(names);
  }

  read(row: LogRow): this {
    this.#row = row;
    this.#order += 1;
    this.#read = false;
    return this;
  }

  get timestamp(): number {
    return this.#row.timestamp;
  }

  get ingestionTime(): number {
    return this.#row.ingestionTime;
  }

  get order(): number {
    return this.#order;
  }

  get message(): string {
    return this.#row.message;
  }

  get log(): string {
    return this.#row.log;
  }

  get logStream(): string {
    return this.#row.logStream;
  }

  get ptr(): string {
    return this.#row.ptr;
  }

  field(index: number): Value {
    if (!this.#read) {
      this.#read = true;
      this.#fields.read(this.#row.message);
    }
    return this.#fields.value(index);
  }
}
