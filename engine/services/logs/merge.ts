import type { ChunkReader } from './chunk.ts';
import type { ChunkRow, ChunkTable } from './chunk-table.ts';
import { compare, type Position } from './position.ts';

/** An event met on the way; its message is read only when asked for. */
export interface StoredEvent {
  readonly position: Position;
  readonly stream: number;
  readonly ingestedAt: number;
  message(): string;
}

interface Open {
  readonly chunk: ChunkRow;
  readonly reader: ChunkReader;
  next: Position;
}

/**
 * The events of chunks in order, from a position on. Chunks are opened only when their turn comes, so a page costs what it shows.
 * @param chunks in the order of their first events
 */
export const forwards = (
  chunks: Iterable<ChunkRow>,
  table: Pick<ChunkTable, 'read'>,
  from: Position,
): Generator<StoredEvent> => merged(chunks, table, from, 1);

/**
 * The events before a position, latest first.
 * @param chunks in the order of their last events, latest first
 */
export const backwards = (
  chunks: Iterable<ChunkRow>,
  table: Pick<ChunkTable, 'read'>,
  before: Position,
): Generator<StoredEvent> => merged(chunks, table, before, -1);

function* merged(
  chunks: Iterable<ChunkRow>,
  table: Pick<ChunkTable, 'read'>,
  bound: Position,
  way: 1 | -1,
): Generator<StoredEvent> {
  const open = new Heap(way);
  const rest = chunks[Symbol.iterator]();
  try {
    let waiting = rest.next();
    for (;;) {
      const first = open.first();
      if (!waiting.done && (!first || reaches(waiting.value, first.next, way))) {
        const opened = openAt(waiting.value, table.read(waiting.value), bound, way);
        if (opened) open.push(opened);
        waiting = rest.next();
        continue;
      }
      if (!first) return;
      yield eventOf(first);
      const index = first.next.index + way;
      if (index < 0 || index >= first.reader.count) open.dropFirst();
      else open.replaceFirst({ timestamp: first.reader.timestamp(index), chunk: first.chunk.id, index });
    }
  } finally {
    rest.return?.();
  }
}

/** Whether a chunk not opened yet may hold events that come no later than one at hand. */
const reaches = (chunk: ChunkRow, at: Position, way: 1 | -1): boolean =>
  way === 1 ? chunk.first <= at.timestamp : chunk.last >= at.timestamp;

function eventOf({ chunk, reader, next }: Open): StoredEvent {
  return {
    position: next,
    stream: chunk.stream,
    ingestedAt: chunk.ingestedAt,
    message: () => reader.message(next.index),
  };
}

/** A chunk standing at its first event on this side of the bound; undefined when it has none. */
function openAt(chunk: ChunkRow, reader: ChunkReader, bound: Position, way: 1 | -1): Open | undefined {
  const at = firstNotBefore(chunk, reader, bound);
  const index = way === 1 ? at : at - 1;
  if (index < 0 || index >= reader.count) return undefined;
  return { chunk, reader, next: { timestamp: reader.timestamp(index), chunk: chunk.id, index } };
}

function firstNotBefore(chunk: ChunkRow, reader: ChunkReader, bound: Position): number {
  let low = 0;
  let high = reader.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = { timestamp: reader.timestamp(middle), chunk: chunk.id, index: middle };
    if (compare(there, bound) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Open chunks by the event each comes to next. */
class Heap {
  readonly #items: Open[] = [];
  readonly #way: 1 | -1;

  constructor(way: 1 | -1) {
    this.#way = way;
  }

  first(): Open | undefined {
    return this.#items[0];
  }

  push(item: Open): void {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#before(items[parent]!, item)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = item;
  }

  replaceFirst(next: Position): void {
    const first = this.#items[0]!;
    first.next = next;
    this.#sink(first);
  }

  dropFirst(): void {
    const last = this.#items.pop()!;
    if (this.#items.length > 0) this.#sink(last);
  }

  #sink(item: Open): void {
    const items = this.#items;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.#before(items[child + 1]!, items[child]!)) child++;
      if (this.#before(item, items[child]!)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = item;
  }

  #before(a: Open, b: Open): boolean {
    return compare(a.next, b.next) * this.#way < 0;
  }
}
