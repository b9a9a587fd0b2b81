import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { asideTo } from '../delivery/aside.ts';
import { backoff } from '../delivery/backoff.ts';
import { type Counters, counters } from '../delivery/counters.ts';
import { makeStream } from '../delivery/groups.ts';
import { putWith } from '../delivery/put.ts';
import { Slots } from '../delivery/slots.ts';
import { type Delivery, pause, StreamWriter } from '../delivery/stream-writer.ts';
import { fillIn, type Instance } from '../host/instance.ts';
import type { AgentLog } from '../log.ts';
import type { Destination, LogSettings } from '../settings/model.ts';
import { Follower } from './follower.ts';
import { forgetLongGone } from './forget.ts';
import { followJournal } from './journal.ts';
import { State } from './state.ts';

export interface PipelineOptions {
  readonly settings: LogSettings;
  readonly client: CloudWatchLogsClient;
  readonly stateFolder: string;
  readonly instance: Instance;
  readonly log: AgentLog;
  readonly now?: () => number;
  /** ms between looks at the files */
  readonly every?: number;
}

const LOOK_EVERY = 250;
/** Requests at once, where the settings say nothing else: one under way, one being signed. */
const AHEAD = 2;
const STOP_WITHIN = 10_000;
const FORGET_EVERY = 3_600_000;
const PATIENCE_WHEN_HELD = 250;

/** Log files on their way to CloudWatch Logs. */
export class LogPipeline {
  readonly counters: Counters = counters();
  private readonly options: PipelineOptions;
  private readonly state: State;
  private readonly follower: Follower;
  private readonly writers = new Map<string, StreamWriter>();
  private readonly abort = new AbortController();
  private readonly stopReading = new AbortController();
  private readonly delivery: Delivery;
  private readonly journals: { stop(): Promise<void> }[] = [];
  private running: Promise<void> = Promise.resolve();
  private batchEnded: () => void = () => undefined;

  /** @throws AgentError when the state folder cannot be used */
  constructor(options: PipelineOptions) {
    this.options = options;
    const { settings, client, log, instance, stateFolder, now = Date.now } = options;
    this.state = State.open(stateFolder, log);
    this.delivery = {
      put: putWith(client, settings.gzip),
      make: (target) => makeStream(client, target, log),
      slots: new Slots(Math.max(AHEAD, settings.concurrency)),
      backoff: backoff(),
      counters: this.counters,
      log,
      aside: asideTo(settings.asideFile, log),
      stopping: this.abort.signal,
      now,
      ended: () => this.batchEnded(),
    };
    this.follower = new Follower(settings.files, {
      state: this.state,
      log,
      counters: this.counters,
      writerFor: ({ batch }, target) => this.writer(target, batch),
      resolve: (name) => fillIn(name, instance, now()),
      now,
      ownFolders: [stateFolder],
      memory: () => [...this.writers.values()].reduce((sum, { memory }) => sum + memory, 0),
    });
  }

  /** Follows the files until stopped. */
  start(): void {
    const { settings, stateFolder, instance, log, now = Date.now } = this.options;
    for (const journal of settings.journals) {
      const batch = { events: 10_000, bytes: 1_048_576, flushAfter: settings.flushAfter };
      const target = {
        ...journal,
        group: fillIn(journal.group, instance, now()),
        stream: fillIn(journal.stream, instance, now()),
      };
      this.journals.push(followJournal(journal, this.writer(target, batch), stateFolder, log));
    }
    this.running = this.follow();
  }

  /**
   * Sends everything that is there now, and ends.
   * @param patience ms without a batch acknowledged after which it gives up
   * @returns whether all was delivered
   */
  async once(patience: number): Promise<boolean> {
    const { now = Date.now } = this.options;
    let [delivered, since] = [this.counters.batches, now()];
    for (;;) {
      const held = await this.follower.round(true);
      if (held) {
        await this.room(PATIENCE_WHEN_HELD);
        if (now() - since <= patience || this.counters.batches > delivered) continue;
      }
      for (const writer of this.writers.values()) writer.flush();
      if (this.follower.finished && [...this.writers.values()].every(({ idle }) => idle)) break;
      if (this.counters.batches > delivered) [delivered, since] = [this.counters.batches, now()];
      if (now() - since > patience) break;
      await pause(5, this.abort.signal);
    }
    const done = this.follower.finished;
    await this.end(0);
    return done;
  }

  /** Reads no further, waits a while for what is under way, and leaves the rest to the next start. */
  async stop(): Promise<void> {
    this.stopReading.abort();
    await Promise.all(this.journals.map((journal) => journal.stop()));
    await this.running;
    for (const writer of this.writers.values()) writer.flush();
    await this.end(STOP_WITHIN);
  }

  private async end(within: number): Promise<void> {
    const settled = Promise.all([...this.writers.values()].map((writer) => writer.settled()));
    if (within > 0) {
      const late = new AbortController();
      await Promise.race([settled, pause(within, late.signal)]);
      late.abort();
    }
    this.abort.abort();
    await settled;
    this.follower.stop();
    this.state.close();
  }

  private async follow(): Promise<void> {
    const { every = LOOK_EVERY, now = Date.now } = this.options;
    const { signal } = this.stopReading;
    let forgot = -Infinity;
    while (!signal.aborted) {
      const held = await this.follower.round(false);
      const time = now();
      for (const [key, writer] of this.writers) {
        writer.tick(time);
        if (writer.idle && this.writers.size > 1000) this.writers.delete(key);
      }
      this.state.tick();
      if (time - forgot > FORGET_EVERY) {
        forgetLongGone(this.state, time);
        forgot = time;
      }
      if (held) await this.room(every);
      else await pause(every, signal);
    }
  }

  /** Resolves when a batch has come to its end, or after that many ms. */
  private async room(within: number): Promise<void> {
    const waited = new AbortController();
    this.batchEnded = () => waited.abort();
    await pause(within, waited.signal);
  }

  private writer(target: Destination, batch: { events: number; bytes: number; flushAfter: number }): StreamWriter {
    const key = `${target.group}\0${target.stream}`;
    let writer = this.writers.get(key);
    if (!writer) {
      writer = new StreamWriter(target, batch, AHEAD, this.delivery);
      this.writers.set(key, writer);
    }
    return writer;
  }
}
