import type { AgentLog } from '../log.ts';
import type { Aside } from './aside.ts';
import { type Backoff, failureOf, retryAfter } from './backoff.ts';
import { Batch, type Origin } from './batch.ts';
import type { Counters } from './counters.ts';
import type { StreamTarget } from './groups.ts';
import type { Put } from './put.ts';
import type { Slots } from './slots.ts';

/** How far from now AWS takes events, in ms. */
const OLDEST = 14 * 86_400_000;
const NEWEST = 2 * 3_600_000;
const FIRST_BODY = 4096;

/** What writers share. */
export interface Delivery {
  readonly put: Put;
  readonly make: (target: StreamTarget) => Promise<void>;
  readonly slots: Slots;
  readonly backoff: Backoff;
  readonly counters: Counters;
  readonly log: AgentLog;
  readonly aside: Aside | undefined;
  readonly stopping: AbortSignal;
  readonly now: () => number;
  /** Called when a batch has come to its end. */
  readonly ended: () => void;
}

interface BatchLimits {
  readonly events: number;
  readonly bytes: number;
  /** ms */
  readonly flushAfter: number;
}

/**
 * The way to one log stream: a batch being filled, batches waiting, and those on their way. At most `ahead` batches are kept
 * beside the one being filled; beyond that `full` says to read no further: the file is the buffer.
 */
export class StreamWriter {
  readonly target: StreamTarget;
  private readonly delivery: Delivery;
  private readonly most: BatchLimits;
  private readonly ahead: number;
  private building: Batch | undefined;
  /** Batches not acknowledged yet, and those behind one that is not: a kill brings no more than these twice. */
  private readonly window: Place[] = [];
  private spare: Buffer | undefined;
  private making: Promise<void> | undefined;
  private readonly ends = new Set<() => void>();

  constructor(target: StreamTarget, most: BatchLimits, ahead: number, delivery: Delivery) {
    this.target = target;
    this.most = most;
    this.ahead = ahead;
    this.delivery = delivery;
  }

  get full(): boolean {
    return this.window.length >= this.ahead;
  }

  /** Nothing is being filled, waiting or under way. */
  get idle(): boolean {
    return this.window.length === 0 && this.building === undefined;
  }

  get memory(): number {
    return (this.building?.memory ?? 0) + (this.spare?.length ?? 0);
  }

  /** Whether AWS takes an event of that time. */
  timely(time: number, now: number): boolean {
    return time >= now - OLDEST && time <= now + NEWEST;
  }

  /** An event AWS does not take for its time: counted, told, and kept aside where that is asked for. */
  leaveOut(time: number, now: number, message: string): void {
    const why = time < now ? 'more than 14 days old' : 'more than 2 hours in the future';
    const { counters, log, aside } = this.delivery;
    if (time < now) counters.tooOld += 1;
    else counters.tooNew += 1;
    const { group, stream } = this.target;
    log.say('warn', `age ${group}`, `an event for ${group} is left out: its timestamp ${iso(time)} is ${why}`);
    aside?.({ group, stream, time, why, message });
  }

  /**
   * Adds an event, UTF-8 bytes `from` to `to` of `message`, and notes that it stands at `origin` between the two offsets.
   */
  add(time: number, message: Uint8Array, from: number, to: number, origin: Origin, start: number, end: number): void {
    if (this.building && !this.building.takes(time, to - from, this.most)) this.seal();
    let batch = this.building;
    if (!batch) {
      batch = new Batch(this.target.group, this.target.stream, this.spare ?? Buffer.allocUnsafeSlow(FIRST_BODY));
      batch.since = this.delivery.now();
      this.spare = undefined;
      this.building = batch;
    }
    batch.add(time, message, from, to);
    batch.cover(origin, start, end);
  }

  /** Sends what has waited long enough. */
  tick(now: number): void {
    if (this.building && now - this.building.since >= this.most.flushAfter && !this.full) this.seal();
  }

  /** Sends what there is. */
  flush(): void {
    if (this.building) this.seal();
  }

  /** Resolves when nothing is waiting or under way. */
  async settled(): Promise<void> {
    while (this.window.length > 0) await new Promise<void>((resolve) => this.ends.add(resolve));
  }

  private seal(): void {
    const batch = this.building!;
    this.building = undefined;
    this.window.push({ batch, started: false, done: false });
    this.pump();
  }

  /** Sends the first batches of the window; the others wait for their place. */
  private pump(): void {
    for (const place of this.window.slice(0, this.ahead)) {
      if (place.started) continue;
      place.started = true;
      void this.deliver(place);
    }
  }

  private async deliver(place: Place): Promise<void> {
    const { batch } = place;
    if (await this.send(batch)) for (const { origin, from, to } of batch.segments) origin.delivered(from, to);
    place.done = true;
    while (this.window[0]?.done) this.window.shift();
    this.spare = batch.release();
    this.pump();
    this.delivery.ended();
    for (const end of this.ends) end();
    this.ends.clear();
  }

  /** Tries until AWS has it or never will; false when the agent stops before. */
  private async send(batch: Batch): Promise<boolean> {
    const { counters, log, stopping, slots } = this.delivery;
    const body = batch.finish();
    const { group, stream } = this.target;
    for (let failures = 0; ; ) {
      if (stopping.aborted) return false;
      await slots.take();
      try {
        const answer = await this.delivery.put(group, stream, body, stopping);
        this.reportRejected(answer.rejectedLogEventsInfo, batch);
        counters.batches += 1;
        counters.delivered += batch.count;
        return true;
      } catch (error) {
        if (stopping.aborted) return false;
        const kind = failureOf(error);
        if (kind === 'accepted') return true;
        if (kind === 'refused') return this.giveUp(batch, error);
        failures += 1;
        counters.retries += 1;
        if (kind === 'absent' && (await this.made())) continue;
        const wait = Math.max(this.delivery.backoff.after(failures, kind), retryAfter(error));
        const say = `${group}: ${describe(error)}; trying again in ${(wait / 1000).toFixed(1)} s, the file keeps what comes`;
        if (kind !== 'absent') log.say(kind === 'denied' ? 'error' : 'warn', `put ${kind}`, say);
        slots.give();
        await pause(wait, stopping);
        await slots.take();
      } finally {
        slots.give();
      }
    }
  }

  private async made(): Promise<boolean> {
    const { log, make } = this.delivery;
    this.making ??= make(this.target).finally(() => {
      this.making = undefined;
    });
    try {
      await this.making;
      return true;
    } catch (error) {
      log.say('error', `make ${this.target.group}`, `${this.target.group}: cannot be made: ${describe(error)}`);
      return false;
    }
  }

  private giveUp(batch: Batch, error: unknown): boolean {
    const { counters, log, aside } = this.delivery;
    const { group, stream } = this.target;
    counters.refused += batch.count;
    log.say('error', `refused ${group}`, `${group}: AWS refuses ${batch.count} events: ${describe(error)}`);
    if (aside)
      for (const { time, message } of batch.events()) aside({ group, stream, time, why: describe(error), message });
    return true;
  }

  private reportRejected(info: RejectedInfo | undefined, batch: Batch): void {
    if (!info) return;
    const { counters, log } = this.delivery;
    const old = Math.max(info.tooOldLogEventEndIndex ?? 0, info.expiredLogEventEndIndex ?? 0);
    const early = info.tooNewLogEventStartIndex === undefined ? 0 : batch.count - info.tooNewLogEventStartIndex;
    counters.tooOld += old;
    counters.tooNew += early;
    log.say(
      'warn',
      `age ${this.target.group}`,
      `${this.target.group}: AWS left out ${old} old and ${early} early events`,
    );
  }
}

interface Place {
  readonly batch: Batch;
  started: boolean;
  done: boolean;
}

interface RejectedInfo {
  readonly tooNewLogEventStartIndex?: number | undefined;
  readonly tooOldLogEventEndIndex?: number | undefined;
  readonly expiredLogEventEndIndex?: number | undefined;
}

const describe = (error: unknown): string => {
  const { name, message } = error as Error;
  return name && name !== 'Error' ? `${name}: ${message}` : String(message || error);
};

const iso = (time: number): string => (Math.abs(time) < 8.64e15 ? new Date(time).toISOString() : String(time));

export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
