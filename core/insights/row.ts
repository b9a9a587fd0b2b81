import { isObject, type Json } from '../cloudtrail/index.ts';
import { Timestamp, type Value } from './values.ts';

/** A log event a query runs over. */
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

/** One row on its way through the commands: an event, or what an earlier `stats` made. Values set on it hide the event's own. */
export class Row {
  readonly event: LogRow | undefined;
  readonly #set: Map<string, Value>;
  #json: Json | undefined;
  #parsed = false;

  constructor(event: LogRow | undefined, set: ReadonlyMap<string, Value> = new Map()) {
    this.event = event;
    this.#set = new Map(set);
  }

  get time(): number | undefined {
    return this.event?.timestamp;
  }

  set(name: string, value: Value): void {
    this.#set.set(name, value);
  }

  /** The row with a value of its own: `unnest` makes several of one. */
  with(name: string, value: Value): Row {
    const row = new Row(this.event, this.#set);
    row.set(name, value);
    return row;
  }

  /** @param path the name, taken apart at its dots */
  get(name: string, path: readonly string[]): Value {
    if (this.#set.size > 0) {
      if (this.#set.has(name)) return this.#set.get(name);
      const [first = ''] = path;
      if (path.length > 1 && this.#set.has(first)) return within(this.#set.get(first) as Json, path.slice(1));
    }
    const { event } = this;
    if (!event) return undefined;
    switch (name) {
      case '@timestamp':
        return new Timestamp(event.timestamp);
      case '@ingestionTime':
        return new Timestamp(event.ingestionTime);
      case '@message':
        return event.message;
      case '@logStream':
        return event.logStream;
      case '@log':
        return event.log;
      case '@ptr':
        return event.ptr;
      default:
        return within(this.#body(event.message), path);
    }
  }

  #body(message: string): Json | undefined {
    if (!this.#parsed) {
      this.#parsed = true;
      this.#json = jsonIn(message);
    }
    return this.#json;
  }
}

/** The JSON document a message is. */
export function jsonIn(message: string): Json | undefined {
  const start = /\S/.exec(message)?.[0];
  if (start !== '{' && start !== '[') return undefined;
  try {
    return JSON.parse(message) as Json;
  } catch {
    return undefined;
  }
}

function within(value: Json | undefined, path: readonly string[]): Json | undefined {
  let here = value;
  for (let at = 0; at < path.length; at++) {
    const step = path[at]!;
    if (Array.isArray(here)) here = here[Number(step)];
    else if (isObject(here)) {
      if (!Object.hasOwn(here, step)) return dotted(here, path.slice(at));
      here = here[step];
    } else return undefined;
  }
  return here === null ? undefined : here;
}

/** A key that has dots itself. */
function dotted(here: { readonly [key: string]: Json | undefined }, path: readonly string[]): Json | undefined {
  for (let length = path.length; length > 1; length--) {
    const key = path.slice(0, length).join('.');
    if (Object.hasOwn(here, key)) return within(here[key], path.slice(length));
  }
  return undefined;
}
