import { appendFileSync, copyFileSync, existsSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff } from '../../../agent/delivery/backoff.ts';
import { counters } from '../../../agent/delivery/counters.ts';
import { Slots } from '../../../agent/delivery/slots.ts';
import { StreamWriter } from '../../../agent/delivery/stream-writer.ts';
import { Follower } from '../../../agent/logs/follower.ts';
import { State } from '../../../agent/logs/state.ts';
import { settingsFrom } from '../../../agent/settings/load.ts';
import { folder, heard } from '../../support/agent.ts';

/** An agent that looks when it is told to, and an endpoint that acknowledges when it is told to. */
class Host {
  readonly home = folder();
  readonly file = path.join(this.home, 'app.log');
  /** How often each message has arrived. */
  readonly arrived = new Map<string, number>();
  readonly written: string[] = [];
  readonly log = heard();
  kills = 0;
  private time = Date.now();
  private rotated = 0;
  private waiting: { body: Buffer; acknowledge: () => void }[] = [];
  private running = this.started();

  append(count: number): void {
    const lines = Array.from({ length: count }, (_, index) => `line ${this.written.length + index} of the log\n`);
    this.written.push(...lines.map((line) => line.trimEnd()));
    appendFileSync(this.file, lines.join(''));
  }

  rotateByName(): void {
    this.shift();
    renameSync(this.file, `${this.file}.1`);
    writeFileSync(this.file, '');
  }

  rotateByCopy(): void {
    this.shift();
    copyFileSync(this.file, `${this.file}.1`);
    truncateSync(this.file, 0);
  }

  /** One round, so many ms after the one before. */
  async look(later: number): Promise<void> {
    this.time += later;
    await this.running.follower.round(false);
    for (const writer of this.running.writers.values()) writer.tick(this.time);
    this.running.state.tick();
  }

  async acknowledge(): Promise<void> {
    for (const { body, acknowledge } of this.waiting.splice(0)) {
      const { logEvents } = JSON.parse(body.toString()) as { logEvents: { message: string }[] };
      for (const { message } of logEvents) this.arrived.set(message, (this.arrived.get(message) ?? 0) + 1);
      acknowledge();
    }
    await new Promise((resolve) => setImmediate(resolve));
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

  private shift(): void {
    for (let index = this.rotated; index >= 1; index -= 1)
      renameSync(`${this.file}.${index}`, `${this.file}.${index + 1}`);
    this.rotated += 1;
  }

  private started() {
    const text = `[a]\nfile = ${this.file}\nlog_group_name = g\nlog_stream_name = s\n`;
    const { settings } = settingsFrom([{ file: 'awslogs.conf', text }]);
    const state = State.open(path.join(this.home, 'state'), this.log);
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
      log: this.log,
      aside: undefined,
      stopping: new AbortController().signal,
      now,
      ended: () => undefined,
    };
    const follower = new Follower(settings.logs!.files, {
      state,
      log: this.log,
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

/** Small, so that several are under way. */
const batch = { events: 7, bytes: 1_048_576, flushAfter: 400 };

type Step = (host: Host) => unknown;
const step = (name: string, act: Step): Step => Object.assign(act, { toString: () => name });
const steps = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.integer({ min: 1, max: 20 }).map((count) => step(`append ${count}`, (host) => host.append(count))),
  },
  { weight: 2, arbitrary: fc.constant(step('rename', (host) => host.rotateByName())) },
  { weight: 3, arbitrary: fc.constant(step('copy and truncate', (host) => host.rotateByCopy())) },
  { weight: 6, arbitrary: fc.constant(step('look', (host) => host.look(250))) },
  { weight: 1, arbitrary: fc.constant(step('look much later', (host) => host.look(12_000))) },
  { weight: 4, arbitrary: fc.constant(step('acknowledge', (host) => host.acknowledge())) },
  { weight: 2, arbitrary: fc.constant(step('kill', (host) => host.kill())) },
);

describe('a log that is rotated both ways between any two looks', () => {
  it('arrives whole: no line is lost or torn, and none comes twice but after a kill', {
    timeout: 120_000,
  }, async () => {
    const runs = process.env.ROTATION_RUNS;
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 40 }), async (given) => {
        const host = new Host();
        try {
          // Prepare: what was there before a log is first followed is not fetched.
          host.append(1);
          await host.look(0);
          // Act
          for (const act of given) await act(host);
          for (let round = 0; round < 12 || host.arrived.size < host.written.length; round += 1) {
            await host.look(3_000);
            await host.acknowledge();
            if (round > 60) break;
          }
          // Assess
          expect([...host.arrived.keys()].filter((message) => !host.written.includes(message))).toEqual([]);
          expect(host.written.filter((line) => !host.arrived.has(line))).toEqual([]);
          if (host.kills === 0) expect(Math.max(...host.arrived.values())).toBe(1);
        } finally {
          host.end();
          if (existsSync(host.home)) rmSync(host.home, { recursive: true });
        }
      }),
      runs === undefined ? { seed: 1, numRuns: 120 } : { numRuns: Number(runs) },
    );
  });
});
