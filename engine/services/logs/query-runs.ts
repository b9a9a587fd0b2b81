import { setImmediate as nextTurn } from 'node:timers/promises';
import { type LogRow, type Query, QueryRun, type Results } from '../../../core/insights/index.ts';
import type { ChunkReader } from './chunk.ts';
import type { ChunkRow } from './chunk-table.ts';
import { placeOf } from './names.ts';
import { recordPointer } from './record-pointer.ts';
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
  statistics: Results['statistics'];
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

  constructor(state: LogsState) {
    this.#state = state;
  }

  start(started: StartedQuery): void {
    this.#forget();
    const query: QueryState = {
      ...started,
      status: 'Running',
      statistics: { recordsMatched: 0, recordsScanned: 0, charactersScanned: 0 },
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
    const run = new QueryRun(query.query, { now: query.createdAt, limit: query.limit });
    let until = performance.now() + SLICE;
    for (const group of query.groups) {
      // The rows are read at once: nothing may stay open in the store while others write.
      for (const chunk of this.#chunksOf(query, group)) {
        if (query.status === 'Cancelled') return;
        for (const event of this.#events(query, group, chunk)) run.add(event);
        if (performance.now() < until) continue;
        query.statistics = run.statistics;
        await nextTurn();
        until = performance.now() + SLICE;
      }
    }
    await nextTurn();
    if (query.status !== 'Running') return;
    query.results = run.finish();
    query.statistics = query.results.statistics;
    query.status = 'Complete';
  }

  #chunksOf({ from, to }: StartedQuery, group: LogGroup): ChunkRow[] {
    return [...this.#state.chunks.inGroup(group.id, from, to)];
  }

  *#events({ scope, from, to }: StartedQuery, group: LogGroup, chunk: ChunkRow): Generator<LogRow> {
    const { chunks, streams, parts } = this.#state;
    if (!chunks.find(chunk.id)) return;
    const reader = chunks.read(chunk);
    const log = `${placeOf(scope).account}:${group.name}`;
    const logStream = streams.name(chunk.stream) ?? '';
    const earliest = Math.max(from, expiryOf(group, parts.clock.now()));
    for (let index = 0; index < reader.count; index++) {
      const timestamp = reader.timestamp(index);
      if (timestamp < earliest) continue;
      if (timestamp > to) return;
      yield new StoredRow(reader, index, { chunk, group: group.name, log, logStream });
    }
  }

  #forget(): void {
    const before = this.#state.parts.clock.now() - KEPT_FOR;
    for (const [id, { createdAt }] of this.#queries) {
      if (createdAt >= before && this.#queries.size <= KEPT) return;
      this.#queries.delete(id);
    }
  }
}

interface Whereabouts {
  readonly chunk: ChunkRow;
  readonly group: string;
  readonly log: string;
  readonly logStream: string;
}

/** An event a query looks at; what the query does not ask for is not read. */
class StoredRow implements LogRow {
  readonly timestamp: number;
  readonly #reader: ChunkReader;
  readonly #index: number;
  readonly #where: Whereabouts;
  #message: string | undefined;

  constructor(reader: ChunkReader, index: number, where: Whereabouts) {
    this.timestamp = reader.timestamp(index);
    this.#reader = reader;
    this.#index = index;
    this.#where = where;
  }

  get message(): string {
    this.#message ??= this.#reader.message(this.#index);
    return this.#message;
  }

  get ingestionTime(): number {
    return this.#where.chunk.ingestedAt;
  }

  get log(): string {
    return this.#where.log;
  }

  get logStream(): string {
    return this.#where.logStream;
  }

  get ptr(): string {
    const { group, chunk } = this.#where;
    return recordPointer({ group, chunk: chunk.id, index: this.#index });
  }
}
