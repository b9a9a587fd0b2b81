import path from 'node:path';
import { backoff } from '../../agent/delivery/backoff.ts';
import { counters } from '../../agent/delivery/counters.ts';
import { Slots } from '../../agent/delivery/slots.ts';
import { StreamWriter } from '../../agent/delivery/stream-writer.ts';
import { Follower } from '../../agent/logs/follower.ts';
import { State } from '../../agent/logs/state.ts';
import { settingsFrom } from '../../agent/settings/load.ts';
import { folder, heard } from './agent.ts';

/** Small, so that several are under way. */
const batch = { events: 7, bytes: 1_048_576, flushAfter: 400 };

/** An agent that looks at its files when it is told to, and an endpoint that acknowledges when it is told to. */
export class FollowedHost {
  readonly home = folder();
  /** How often each message has arrived. */
  readonly arrived = new Map<string, number>();
  kills = 0;
  private readonly settings: string;
  private time = Date.now();
  private waiting: { body: Buffer; acknowledge: () => void }[] = [];
  private running: ReturnType<FollowedHost['started']>;

  /** @param settings as they are written, for a folder of the host's own */
  constructor(settings: (home: string) => string) {
    this.settings = settings(this.home);
    this.running = this.started();
  }

  /** One round, so many ms after the one before. */
  async look(later: number): Promise<void> {
    this.time += later;
    await this.running.follower.round(false);
    for (const writer of this.running.writers.values()) writer.tick(this.time);
    this.running.state.tick();
  }

  async acknowledge(): Promise<void> {
    while (this.waiting.length > 0) {
      for (const { body, acknowledge } of this.waiting.splice(0)) {
        const { logEvents } = JSON.parse(body.toString()) as { logEvents: { message: string }[] };
        for (const { message } of logEvents) this.arrived.set(message, (this.arrived.get(message) ?? 0) + 1);
        acknowledge();
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** What is under way does not arrive. */
  kill(): void {
    this.kills += 1;
    this.end();
    this.running = this.started();
  }

  end(): void {
    this.waiting = [];
    this.running.follower.stop();
    this.running.state.close();
  }

  private started() {
    const file = this.settings.trimStart().startsWith('{') ? 'agent.json' : 'awslogs.conf';
    const { settings } = settingsFrom([{ file, text: this.settings }]);
    const log = heard();
    const state = State.open(path.join(this.home, 'state'), log);
    const writers = new Map<string, StreamWriter>();
    const now = () => this.time;
    const counted = counters();
    const delivery = {
      put: (_group: string, _stream: string, body: Buffer) =>
        new Promise<{ $metadata: object }>((resolve) => {
          this.waiting.push({ body: Buffer.from(body), acknowledge: () => resolve({ $metadata: {} }) });
        }),
      make: () => Promise.resolve(),
      slots: new Slots(2),
      backoff: backoff(),
      counters: counted,
      log,
      aside: undefined,
      stopping: new AbortController().signal,
      now,
      ended: () => undefined,
    };
    const follower = new Follower(settings.logs!.files, {
      state,
      log,
      counters: counted,
      writerFor: (_source, target) => {
        const writer = writers.get(target.stream) ?? new StreamWriter(target, batch, 2, delivery);
        writers.set(target.stream, writer);
        return writer;
      },
      resolve: (name) => name,
      now,
      ownFolders: [path.join(this.home, 'state')],
      memory: () => 0,
    });
    return { state, follower, writers };
  }
}
