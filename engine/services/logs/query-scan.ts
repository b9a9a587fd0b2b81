import type { QueryRun } from '../../../core/insights/index.ts';
import { parseArn } from '../../arn.ts';
import type { ChunkRow } from './chunk-table.ts';
import { flowLogFormatOf } from './flow-log-format.ts';
import type { Columns } from './query-columns.ts';
import { StoredEvents } from './query-events.ts';
import { expiryOf } from './retention.ts';
import type { LogGroup, LogsState } from './state.ts';

/** What a query looks at. */
export interface Scanned {
  readonly groups: readonly LogGroup[];
  /** ms since 1970, both inclusive. */
  readonly from: number;
  readonly to: number;
}

/** Hands the events of groups to a query, chunk by chunk. */
export class QueryScan {
  bytesScanned = 0;
  readonly #state: LogsState;
  readonly #scanned: Scanned;
  readonly #run: QueryRun;
  readonly #columns: Columns;
  readonly #events: StoredEvents;

  constructor(state: LogsState, scanned: Scanned, run: QueryRun, columns: Columns) {
    this.#state = state;
    this.#scanned = scanned;
    this.#run = run;
    this.#columns = columns;
    this.#events = new StoredEvents(state.chunks, run.fields, columns);
  }

  /** Goes on by a chunk each time it is asked to. */
  *chunks(): Generator<void> {
    const { groups, from, to } = this.#scanned;
    for (const group of groups) {
      // The rows are read at once: nothing may stay open in the store while others write.
      const rows = [...this.#state.chunks.inGroup(group.id, from, to)];
      for (const chunk of this.#run.latestFirst ? rows.reverse() : rows) {
        this.#take(group, chunk);
        yield;
      }
    }
  }

  /** Hands on the events of a chunk, if it is still there. */
  #take(group: LogGroup, chunk: ChunkRow): void {
    const { chunks, streams, parts } = this.#state;
    if (!chunks.find(chunk.id)) return;
    const events = this.#events;
    const log = `${parseArn(group.arn)?.account}:${group.name}`;
    events.open(chunk, {
      log,
      logStream: streams.name(chunk.stream) ?? '',
      flowLogFormat: flowLogFormatOf(group),
      discovers: group.class === 'STANDARD',
    });
    const times = this.#timesOf(chunk);
    const from = Math.max(this.#scanned.from, expiryOf(group, parts.clock.now()));
    let taken = 0;
    for (let index = 0; index < times.length; index += 1) {
      const timestamp = chunk.first + times[index]!;
      if (timestamp < from) continue;
      if (timestamp > this.#scanned.to) break;
      this.#run.add(events.at(index, timestamp));
      taken += 1;
    }
    this.bytesScanned += Math.round((chunk.bytes * taken) / chunk.count);
  }

  #timesOf(chunk: ChunkRow): Uint32Array {
    const known = this.#columns.times(chunk.id);
    if (known) return known;
    const { reader } = this.#events;
    const times = Uint32Array.from({ length: chunk.count }, (_, index) => reader.timestamp(index) - chunk.first);
    this.#columns.keepTimes(chunk.id, times);
    return times;
  }
}
