/** What of the engine's time the rest of it may use. Nothing in the engine reads the time or sets a timer past it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `task` when the clock reaches `time` (ms since 1970); at once, in order, when that is past. */
  at(time: number, task: Task): Timer;
  /**
   * Says that something is in flight (a request, an invocation, a delivery) until the returned function is called. Virtual
   * time stands still meanwhile.
   */
  hold(): () => void;
}

/** The system's time, ms since 1970, for the little that stays on it whatever the engine's clock says: signatures. */
export const systemTime = (): number => Date.now();

export type Task = () => void | Promise<void>;

export interface Timer {
  cancel(): void;
}

interface Due extends Timer {
  readonly time: number;
  readonly order: number;
  readonly task: Task;
  cancelled: boolean;
}

/** Node's timers hold at most this many milliseconds; a longer wait is cut into pieces. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/**
 * The engine's clock. It starts either with the system's time or, virtual, at a moment of its own; a virtual one moves only
 * when told, and may later go over to the system's time for good (`follow`).
 */
export class EngineClock implements Clock {
  readonly #report: (error: unknown) => void;
  readonly #queue = new DueQueue();
  #virtual: number | undefined;
  #order = 0;
  #held = 0;
  #idle: (() => void)[] = [];
  #wake: NodeJS.Timeout | undefined;
  #advancing: Promise<void> = Promise.resolve();

  /**
   * @param start the moment a virtual clock starts at, ms since 1970; `undefined` follows the system's time
   * @param report told what a timer's task threw: the clock goes on
   */
  constructor(start: number | undefined, report: (error: unknown) => void) {
    this.#virtual = start;
    this.#report = report;
  }

  get virtual(): boolean {
    return this.#virtual !== undefined;
  }

  now(): number {
    return this.#virtual ?? Date.now();
  }

  at(time: number, task: Task): Timer {
    const due: Due = {
      time,
      order: this.#order++,
      task,
      cancelled: false,
      cancel: () => {
        due.cancelled = true;
      },
    };
    this.#queue.push(due);
    if (!this.virtual) this.#schedule();
    return due;
  }

  hold(): () => void {
    this.#held++;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#held--;
      if (this.#held === 0) setImmediate(() => this.#tellIdle());
    };
  }

  /** Resolves when nothing is in flight. */
  idle(): Promise<void> {
    if (this.#held === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /**
   * Moves a virtual clock on to `time`, running on the way, in order, all that falls due, each only when nothing that came
   * before is still in flight. Resolves when the clock stands at `time` and nothing is in flight.
   */
  advanceTo(time: number): Promise<void> {
    this.#advancing = this.#advancing.then(() => this.#advance(time));
    return this.#advancing;
  }

  /** Leaves virtual time: from here on the system's clock counts. What fell due between the two moments runs now. */
  follow(): void {
    this.#virtual = undefined;
    this.#schedule();
  }

  /** Forgets every timer. */
  stop(): void {
    clearTimeout(this.#wake);
    this.#queue.clear();
  }

  async #advance(time: number): Promise<void> {
    await this.idle();
    for (;;) {
      const due = this.#queue.next();
      if (!due || due.time > time || this.#virtual === undefined) break;
      this.#queue.pop();
      this.#virtual = Math.max(this.#virtual, due.time);
      await this.#run(due);
      await this.idle();
    }
    if (this.#virtual !== undefined) this.#virtual = Math.max(this.#virtual, time);
  }

  #schedule(): void {
    clearTimeout(this.#wake);
    const due = this.#queue.next();
    if (!due) return;
    const wait = Math.min(Math.max(0, due.time - Date.now()), LONGEST_TIMEOUT);
    this.#wake = setTimeout(() => this.#runDue(), wait);
    this.#wake.unref();
  }

  #runDue(): void {
    for (let due = this.#queue.next(); due && due.time <= Date.now(); due = this.#queue.next()) {
      this.#queue.pop();
      void this.#run(due);
    }
    this.#schedule();
  }

  async #run(due: Due): Promise<void> {
    const release = this.hold();
    try {
      await due.task();
    } catch (error) {
      this.#report(error);
    } finally {
      release();
    }
  }

  #tellIdle(): void {
    if (this.#held > 0) return;
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) resolve();
  }
}

/** A binary heap of timers by time, then by the order they were set in. Cancelled ones are dropped as they surface. */
class DueQueue {
  readonly #heap: Due[] = [];

  next(): Due | undefined {
    while (this.#heap[0]?.cancelled) this.#remove();
    return this.#heap[0];
  }

  pop(): void {
    this.next();
    this.#remove();
  }

  clear(): void {
    this.#heap.length = 0;
  }

  push(due: Due): void {
    const heap = this.#heap;
    let at = heap.push(due) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (before(heap[parent]!, due)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = due;
  }

  #remove(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (before(last, heap[child]!)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

const before = (a: Due, b: Due): boolean => a.time < b.time || (a.time === b.time && a.order < b.order);
