import type { Called } from './http/serve.ts';

/** One call, as `GET /_trailkeeper/calls` lists it: who did what, on what, without what else was in it. */
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
  /** What it names: a table, `bucket/key`, a topic's ARN, a path; absent where it names nothing of the kind. */
  readonly resource?: string;
  /** The code of the error it ended in. */
  readonly error?: string;
}

const KEPT = 100_000;

/** The calls made to the engine, newest last; the oldest go when there are too many. */
export class Calls {
  #entries: CallEntry[] = [];

  note({ service, operation, call, error }: Called, now: number): void {
    if (this.#entries.length >= KEPT) this.#entries = this.#entries.slice(KEPT / 2);
    const { region, account, caller, input } = call;
    const time = new Date(now).toISOString();
    this.#entries.push({
      time,
      service,
      operation,
      region,
      account,
      caller: caller.arn,
      resource: resourceIn(input),
      error: error?.code,
    });
  }

  list(): readonly CallEntry[] {
    return this.#entries;
  }
}

/** The members by which requests name what they are about, the container before what is in it. */
const NAMES = ['TableName', 'TopicArn', 'logGroupName', 'FunctionName', 'QueueUrl', 'Path', 'Name', 'Rule'] as const;

function resourceIn(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const given = input as Readonly<Record<string, unknown>>;
  if (typeof given.Bucket === 'string') {
    return typeof given.Key === 'string' ? `${given.Bucket}/${given.Key}` : given.Bucket;
  }
  const name = NAMES.find((each) => typeof given[each] === 'string');
  return name && String(given[name]);
}
