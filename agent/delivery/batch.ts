/** What one PutLogEvents call may hold. */
export const limits = {
  events: 10_000,
  /** bytes of messages with `header` for each */
  bytes: 1_048_576,
  header: 26,
  /** ms between the first and the last event */
  span: 86_400_000,
} as const;

/** Something that is to be told how far a batch took it: a file being read. */
export interface Origin {
  /** From there on it is in a batch. */
  taken(from: number): void;
  /** Everything between the two offsets is with AWS, or was given up on purpose. */
  delivered(from: number, to: number): void;
}

/** The part of a file that a batch takes. */
export interface Segment {
  readonly origin: Origin;
  readonly from: number;
  to: number;
}

const OPENING = 96;
const LEAD = '{"timestamp":,"message":"';
const LEAD_BEGIN = LEAD.indexOf(',');
const escapes = escapeTable();

/**
 * The events of one request, written as the request's JSON while they come in: nothing is kept per event but where it stands.
 */
export class Batch {
  readonly segments: Segment[] = [];
  count = 0;
  /** As AWS counts: the messages' bytes, and 26 for each. */
  bytes = 0;
  earliest = Infinity;
  latest = -Infinity;
  /** When the first event came in, ms since 1970. */
  since = 0;
  private body: Buffer;
  private at = 0;
  private sorted = true;
  private last = -Infinity;
  private times = new Float64Array(64);
  private starts = new Uint32Array(64);
  private readonly head: Buffer;
  private leadTime = Number.NaN;
  private leadBytes: Uint8Array = Buffer.alloc(0);

  /** @param body memory to begin with; what is too small is replaced by more */
  constructor(group: string, stream: string, body: Buffer) {
    this.head = Buffer.from(
      `{"logGroupName":${JSON.stringify(group)},"logStreamName":${JSON.stringify(stream)},"logEvents":[`,
    );
    this.body = body;
    this.reserve(this.head.length + OPENING);
    this.at = this.head.copy(this.body);
  }

  /** Bytes of memory it holds. */
  get memory(): number {
    return this.body.length;
  }

  /** Whether an event still fits. */
  takes(time: number, length: number, most: { readonly events: number; readonly bytes: number }): boolean {
    if (this.count === 0) return true;
    return (
      this.count < most.events &&
      this.bytes + length + limits.header <= most.bytes &&
      Math.max(this.latest, time) - Math.min(this.earliest, time) < limits.span
    );
  }

  /** Adds a message: UTF-8 bytes, which it copies. */
  add(time: number, message: Uint8Array, from: number, to: number): void {
    const length = to - from;
    if (this.at + length * 6 + OPENING > this.body.length)
      this.reserve(this.at + escapedLength(message, from, to) + OPENING);
    if (this.count === this.times.length) this.growIndex();
    this.times[this.count] = time;
    this.starts[this.count] = this.at;
    this.count += 1;
    this.bytes += length + limits.header;
    if (time < this.last) this.sorted = false;
    this.last = time;
    if (time < this.earliest) this.earliest = time;
    if (time > this.latest) this.latest = time;
    const { body } = this;
    let at = this.at;
    const lead = this.lead(time);
    for (let next = 0; next < lead.length; next += 1) body[at++] = lead[next]!;
    for (let next = from; next < to; next += 1) {
      const byte = message[next]!;
      const letter = escapes[byte]!;
      if (letter === 0) body[at++] = byte;
      else if (letter === 117) at += body.write(`\\u00${byte < 16 ? '0' : ''}${byte.toString(16)}`, at, 'latin1');
      else {
        body[at++] = 92;
        body[at++] = letter;
      }
    }
    body[at++] = 34;
    body[at++] = 125;
    body[at++] = 44;
    this.at = at;
  }

  /** Notes that the events since `from` come from there, up to `to`. */
  cover(origin: Origin, from: number, to: number): void {
    const last = this.segments.at(-1);
    if (last?.origin === origin) last.to = to;
    else {
      origin.taken(from);
      this.segments.push({ origin, from, to });
    }
  }

  /** The request's body: events in the order of their times, those of one time as they came. */
  finish(): Buffer {
    if (!this.sorted) this.sort();
    this.body[this.at - 1] = 93;
    this.body[this.at] = 125;
    return this.body.subarray(0, this.at + 1);
  }

  /** Each event's time and message, for those AWS will not have. */
  *events(): Generator<{ time: number; message: string }> {
    const parsed = JSON.parse(this.finish().toString()) as { logEvents: { timestamp: number; message: string }[] };
    for (const { timestamp, message } of parsed.logEvents) yield { time: timestamp, message };
  }

  /** Its memory, to be used again. */
  release(): Buffer {
    return this.body;
  }

  /** What stands before a message; the same for events of the same millisecond. */
  private lead(time: number): Uint8Array {
    if (time === this.leadTime) return this.leadBytes;
    this.leadTime = time;
    const digits = this.leadBytes.length - LEAD.length;
    if (time >= 1e12 && time < 1e13 && digits === 13) {
      let rest = time;
      for (let at = LEAD_BEGIN + 12; at >= LEAD_BEGIN; at -= 1) {
        const tenth = Math.floor(rest / 10);
        this.leadBytes[at] = 48 + rest - tenth * 10;
        rest = tenth;
      }
    } else this.leadBytes = Buffer.from(`{"timestamp":${time},"message":"`);
    return this.leadBytes;
  }

  private sort(): void {
    const order = Array.from({ length: this.count }, (_, index) => index);
    order.sort((a, b) => this.times[a]! - this.times[b]! || a - b);
    const sorted = Buffer.allocUnsafe(this.body.length);
    let at = this.head.copy(sorted);
    const [times, starts] = [new Float64Array(this.times.length), new Uint32Array(this.starts.length)];
    for (const [place, index] of order.entries()) {
      times[place] = this.times[index]!;
      starts[place] = at;
      const end = index + 1 < this.count ? this.starts[index + 1]! : this.at;
      at += this.body.copy(sorted, at, this.starts[index]!, end);
    }
    [this.body, this.times, this.starts, this.sorted] = [sorted, times, starts, true];
  }

  private reserve(needed: number): void {
    if (needed <= this.body.length) return;
    const more = Buffer.allocUnsafeSlow(Math.max(needed, nextSize(this.body.length)));
    this.body.copy(more, 0, 0, this.at);
    this.body = more;
  }

  private growIndex(): void {
    const size = this.times.length * 2;
    const [times, starts] = [new Float64Array(size), new Uint32Array(size)];
    times.set(this.times);
    starts.set(this.starts);
    [this.times, this.starts] = [times, starts];
  }
}

/** Few steps from small to a full batch with its JSON: what is outgrown is memory until it is collected. */
const nextSize = (size: number): number => (size < 262_144 ? size * 4 : Math.max(1_400_000, Math.ceil(size * 1.25)));

/** For each byte: 0 as it is, 117 (u) as \u00XX, else the letter after the backslash. */
function escapeTable(): Uint8Array {
  const table = new Uint8Array(256).fill(117, 0, 32);
  for (const [sign, letter] of ['""', '\\\\', '\nn', '\rr', '\tt', '\bb', '\ff'])
    table[sign!.charCodeAt(0)] = letter!.charCodeAt(0);
  return table;
}

function escapedLength(message: Uint8Array, from: number, to: number): number {
  let length = to - from;
  for (let at = from; at < to; at += 1) {
    const letter = escapes[message[at]!]!;
    if (letter !== 0) length += letter === 117 ? 5 : 1;
  }
  return length;
}
