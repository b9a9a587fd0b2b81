import type { Called } from './http/serve.ts';

/** One call, as `GET /_trailkeeper/calls` lists it: who did what, without what was in it. */
export interface CallEntry {
  /** ISO 8601 */
  readonly time: string;
  /** `logs` */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly account: string;
  /** The caller's ARN. */
  readonly caller: string;
  /** The code of the error it ended in. */
  readonly error?: string;
}

const KEPT = 100_000;

/** The calls made to the engine, newest last; the oldest go when there are too many. */
export class Calls {
  #entries: CallEntry[] = [];

  note({ service, operation, call, error }: Called, now: number): void {
    if (this.#entries.length >= KEPT) this.#entries = this.#entries.slice(KEPT / 2);
    const { region, account, caller } = call;
    const time = new Date(now).toISOString();
    this.#entries.push({ time, service, operation, region, account, caller: caller.arn, error: error?.code });
  }

  list(): readonly CallEntry[] {
    return this.#entries;
  }
}
