/** One log event as it is stored and read: the message as it came. */
export interface LogEvent {
  /** ms since 1970 */
  readonly timestamp: number;
  readonly message: string;
}

/** The events of one request on their way into the store: what is stored of them, beside the body. */
export interface ChunkBody {
  readonly body: Buffer;
  /** UTF-8 bytes of the messages. */
  readonly bytes: number;
}

/** Bytes of a body's head per event: milliseconds since the chunk's first, and where the message ends, both 32 bits. */
const HEAD = 8;

/**
 * One body of the messages of a chunk: a head of fixed width, then the messages' UTF-8 behind each other. Written once a
 * request, so that storing 10,000 events is one row.
 *
 * @param events in order of time, spanning at most 49 days; `first` is the first one's timestamp
 * @param sizes UTF-8 bytes of each message
 */
export function encodeChunk(events: readonly LogEvent[], sizes: readonly number[]): ChunkBody {
  const first = events[0]!.timestamp;
  let bytes = 0;
  for (const size of sizes) bytes += size;
  const start = events.length * HEAD;
  const body = Buffer.allocUnsafe(start + bytes);
  let at = start;
  for (let index = 0; index < events.length; index++) {
    const { timestamp, message } = events[index]!;
    body.write(message, at);
    at += sizes[index]!;
    body.writeUInt32LE(timestamp - first, index * HEAD);
    body.writeUInt32LE(at - start, index * HEAD + 4);
  }
  return { body, bytes };
}

/** A stored chunk, read event by event without taking it apart. */
export class ChunkReader {
  readonly count: number;
  readonly #body: Buffer;
  readonly #first: number;
  readonly #start: number;

  constructor(body: Uint8Array, first: number, count: number) {
    this.count = count;
    this.#body = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    this.#first = first;
    this.#start = count * HEAD;
  }

  timestamp(index: number): number {
    return this.#first + this.#body.readUInt32LE(index * HEAD);
  }

  message(index: number): string {
    const from = index === 0 ? 0 : this.#body.readUInt32LE((index - 1) * HEAD + 4);
    return this.#body.toString('utf8', this.#start + from, this.#start + this.#body.readUInt32LE(index * HEAD + 4));
  }
}
