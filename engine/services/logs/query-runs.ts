import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Query, QueryRun, type Results } from '../../../core/insights/index.ts';
import { refusals } from './errors.ts';
import { Columns } from './query-columns.ts';
import { QueryScan, type Scanned } from './query-scan.ts';
import type { LogsState } from './state.ts';

export interface StartedQuery extends Scanned {
  readonly id: string;
  readonly scope: string;
  readonly text: string;
  readonly query: Query;
  readonly limit: number;
  readonly createdAt: number;
}

/** What a query has looked at and found so far. */
export interface Found {
  readonly results: Results;
  readonly recordsMatched: number;
  readonly recordsScanned: number;
  readonly bytesScanned: number;
}

export interface QueryState extends StartedQuery {
  status: 'Running' | 'Complete' | 'Failed' | 'Cancelled';
  found(): Found;
}

/** A query gives way to requests after so many milliseconds of work. */
const SLICE = 10;
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const KEPT_QUERIES = 1000;
/** Rows of results kept, of all queries together: the oldest queries are forgotten for newer ones. */
const KEPT_ROWS = 100_000;
/** At one time, as AWS has it. */
const MOST_RUNNING = 100;

const nothing: Found = { results: { columns: [], rows: [] }, recordsMatched: 0, recordsScanned: 0, bytesScanned: 0 };

/** Queries started, and what they found. Results live in memory: a restart forgets them. */
export class QueryRuns {
  readonly #state: LogsState;
  /** Oldest first. */
  readonly #queries = new Map<string, QueryState>();
  readonly #columns = new Columns();
  #running = 0;
  #lane: Promise<void> = Promise.resolve();

  constructor(state: LogsState) {
    this.#state = state;
  }

  start(started: StartedQuery): void {
    if (this.#running === MOST_RUNNING) throw refusals.limit();
    this.#forget();
    const query: QueryState = { ...started, status: 'Running', found: () => nothing };
    this.#queries.set(started.id, query);
    this.#running += 1;
    // Virtual time stands still until the query is done.
    const release = this.#state.parts.clock.hold();
    void this.#run(query)
      .catch((error: unknown) => {
        query.status = 'Failed';
        query.found = () => nothing;
        this.#state.parts.log.error(`the query ${query.id} failed`, error);
      })
      .finally(() => {
        this.#running -= 1;
        release();
      });
  }

  find(scope: string, id: string): QueryState | undefined {
    const found = this.#queries.get(id);
    return found?.scope === scope ? found : undefined;
  }

  /** Those of an account and region, latest first. */
  list(scope: string): QueryState[] {
    return [...this.#queries.values()].filter((query) => query.scope === scope).reverse();
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    for (const query of this.#queries.values()) if (query.status === 'Running') query.status = 'Cancelled';
    while (this.#running > 0) await nextTurn();
  }

  async #run(query: QueryState): Promise<void> {
    const run = new QueryRun(query.query, {
      now: query.createdAt,
      range: { from: query.from, to: query.to },
      limit: query.limit,
    });
    const scan = new QueryScan(this.#state, query, run, this.#columns);
    const found = (): Found => {
      const { recordsMatched, recordsScanned } = run;
      return { results: run.results(), recordsMatched, recordsScanned, bytesScanned: scan.bytesScanned };
    };
    query.found = found;
    const chunks = scan.chunks();
    await this.#turn();
    let until = performance.now() + SLICE;
    while (query.status === 'Running' && !chunks.next().done) {
      if (performance.now() < until) continue;
      await this.#turn();
      until = performance.now() + SLICE;
    }
    const last = found();
    // What the query gathered on the way is not needed any more.
    query.found = () => last;
    if (query.status === 'Running') query.status = 'Complete';
  }

  /** A slice of work's turn: one of all queries in each turn of the event loop, however many there are. */
  #turn(): Promise<void> {
    this.#lane = this.#lane.then(() => nextTurn());
    return this.#lane;
  }

  #forget(): void {
    const before = this.#state.parts.clock.now() - KEPT_FOR;
    const done = [...this.#queries.values()].filter(({ status }) => status !== 'Running');
    let rows = done.reduce((sum, query) => sum + query.found().results.rows.length, 0);
    for (const query of done) {
      if (query.createdAt >= before && this.#queries.size <= KEPT_QUERIES && rows <= KEPT_ROWS) return;
      rows -= query.found().results.rows.length;
      this.#queries.delete(query.id);
    }
  }
}
