import { appendFileSync, copyFileSync, existsSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FollowedHost } from '../../support/followed-host.ts';

/** A host with one log, rotated both ways. */
class Host extends FollowedHost {
  readonly file = path.join(this.home, 'app.log');
  readonly written: string[] = [];
  private rotated = 0;

  constructor() {
    super((home) => `[a]\nfile = ${home}/app.log\nlog_group_name = g\nlog_stream_name = s\n`);
  }

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

  private shift(): void {
    for (let index = this.rotated; index >= 1; index -= 1)
      renameSync(`${this.file}.${index}`, `${this.file}.${index + 1}`);
    this.rotated += 1;
  }
}

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
    timeout: 240_000,
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
