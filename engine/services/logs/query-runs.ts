import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Query, QueryRun, type Results } from '../../../core/insights/index.ts';
import type { ChunkRow } from './chunk-table.ts';
import { placeOf } from './names.ts';
import { Columns } from './query-columns.ts';
import { StoredEvents } from './query-events.ts';
import { expiryOf } from './retention.ts';
import type { LogGroup, LogsState } from './state.ts';

export interface StartedQuery {
  readonly id: string;
  readonly scope: string;
  readonly text: string;
  readonly query: Query;
  readonly groups: readonly LogGroup[];
  /** ms since 1970, both inclusive. */
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly createdAt: number;
}

export interface QueryState extends StartedQuery {
  status: 'Running' | 'Complete' | 'Failed' | 'Cancelled';
  readonly run: QueryRun;
  bytesScanned: number;
  /** Once it is complete. */
  results: Results | undefined;
}

/** A query gives way to requests after so many milliseconds of work. */
const SLICE = 10;
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const KEPT = 1000;

/** Queries started, and what they found. Results live in memory: a restart forgets them. */
export class QueryRuns {
  readonly #state: LogsState;
  readonly #queries = new Map<string, QueryState>();
  readonly #columns = new Columns();

  constructor(state: LogsState) {
    this.#state = state;
  }

  start(started: StartedQuery): void {
    this.#forget();
    const query: QueryState = {
      ...started,
      status: 'Running',
      run: new QueryRun(started.query, { now: started.createdAt, limit: started.limit }),
      bytesScanned: 0,
      results: undefined,
    };
    this.#queries.set(started.id, query);
    const release = this.#state.parts.clock.hold();
    void this.#run(query)
      .catch((error: unknown) => {
        query.status = 'Failed';
        this.#state.parts.log.error(`the query ${query.id} failed`, error);
      })
      .finally(release);
  }

  find(scope: string, id: string): QueryState | undefined {
    const found = this.#queries.get(id);
    return found?.scope === scope ? found : undefined;
  }

  /** Those of an account and region, latest first. */
  list(scope: string): QueryState[] {
    return [...this.#queries.values()].filter((query) => query.scope === scope).reverse();
  }

  async #run(query: QueryState): Promise<void> {
    const { run } = query;
    const events = new StoredEvents(this.#state.chunks, run.fields, this.#columns);
    let until = performance.now() + SLICE;
    for (const group of query.groups) {
      // The rows are read at once: nothing may stay open in the store while others write.
      const chunks = [...this.#state.chunks.inGroup(group.id, query.from, query.to)];
      for (const chunk of run.latestFirst ? chunks.reverse() : chunks) {
        if (query.status !== 'Running') return;
        this.#take(query, group, chunk, events);
        if (performance.now() < until) continue;
        await nextTurn();
        until = performance.now() + SLICE;
      }
    }
    await nextTurn();
    if (query.status !== 'Running') return;
    query.results = run.results();
    query.status = 'Complete';
  }

  /** Hands the events of a chunk to a query, if the chunk is still there. */
  #take(query: QueryState, group: LogGroup, chunk: ChunkRow, events: StoredEvents): void {
    const { chunks, streams, parts } = this.#state;
    if (!chunks.find(chunk.id)) return;
    const log = `${placeOf(query.scope).account}:${group.name}`;
    events.open(chunk, { group: group.name, log, logStream: streams.name(chunk.stream) ?? '' });
    const times = this.#timesOf(chunk, events);
    const from = Math.max(query.from, expiryOf(group, parts.clock.now()));
    let taken = 0;
    for (let index = 0; index < times.length; index += 1) {
      const timestamp = chunk.first + times[index]!;
      if (timestamp < from) continue;
      if (timestamp > query.to) break;
      query.run.add(events.at(index, timestamp));
      taken += 1;
    }
    query.bytesScanned += Math.round((chunk.bytes * taken) / chunk.count);
  }

  #timesOf(chunk: ChunkRow, events: StoredEvents): Uint32Array {
    const known = this.#columns.times(chunk.id);
    if (known) return known;
    const { reader } = events;
    const times = Uint32Array.from({ length: chunk.count }, (_, index) => reader.timestamp(index) - chunk.first);
    this.#columns.keepTimes(chunk.id, times);
    return times;
  }

  #forget(): void {
    const before = this.#state.parts.clock.now() - KEPT_FOR;
    for (const [id, { createdAt }] of this.#queries) {
      if (createdAt >= before && this.#queries.size <= KEPT) return;
      this.#queries.delete(id);
    }
  }
}
