import { type ChildProcess, spawn } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { bundleAgent } from '../../agent/install/bundle.ts';
import { type LogSink, logSink, type Mood } from '../support/log-sink.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'agent-crash-'));
const bundle = path.join(folder, 'agent.cjs');
const LINES = Number(process.env.AGENT_CRASH_LINES ?? 60_000);
const KILLS = Number(process.env.AGENT_CRASH_KILLS ?? 6);
const CHUNK = 400;
/** What a request may hold here: small, so that many are under way. */
const BATCH = LINES < 500_000 ? 500 : 5_000;
/** Batches under way at once: what a kill, a reset or a time-out may bring twice. */
const UNDER_WAY = 2;

const open: { sink?: LogSink; agent?: ChildProcess } = {};
afterEach(async () => {
  open.agent?.kill('SIGKILL');
  await open.sink?.close();
});

describe('log lines under kills, rotations and a failing endpoint', () => {
  it('arrive all, and twice at most as many as were under way at a kill or a reset', { timeout: 400_000 }, async () => {
    // Prepare
    writeFileSync(bundle, await bundleAgent());
    const sink = await logSink();
    open.sink = sink;
    const random = generator(7);
    let doubtful = 0;
    sink.mood = () => {
      const roll = random();
      const mood: Mood =
        roll < 0.04
          ? 'fault'
          : roll < 0.08
            ? 'throttle'
            : roll < 0.1
              ? 'reset'
              : roll < 0.12
                ? 'accept and reset'
                : 'accept';
      if (mood === 'accept and reset') doubtful += 1;
      return mood;
    };
    const file = path.join(folder, 'app.log');
    writeFileSync(file, '');
    writeFileSync(path.join(folder, 'awslogs.conf'), conf(file));
    let kills = 0;

    // Act
    start(sink.url);
    // What was rotated away before a log is first followed is not fetched.
    await until(() => /"ino"/.test(stateText()));
    for (let written = 0; written < LINES; written += CHUNK) {
      const lines = Array.from(
        { length: CHUNK },
        (_, index) => `${stamp(written + index)} line ${written + index} ${'x'.repeat(60)}\n`,
      );
      appendFileSync(file, lines.join(''));
      const chunk = written / CHUNK;
      if (chunk % 31 === 30) rotateByName(file);
      else if (chunk % 47 === 46) rotateByCopy(file);
      if (kills < KILLS && random() < (KILLS * CHUNK * 1.6) / LINES) {
        open.agent!.kill('SIGKILL');
        kills += 1;
        await pause(random() * 200);
        start(sink.url);
      }
      await pause(20);
    }
    await until(() => sink.messages.size >= LINES);
    open.agent!.kill('SIGTERM');

    // Assess
    const copies = [...sink.messages.values()].reduce((sum, count) => sum + count - 1, 0);
    expect(kills).toBeGreaterThan(0);
    const torn = [...sink.messages.keys()].filter((message) => !/^\S{24} line \d+ x{60}$/.test(message));
    expect(torn).toEqual([]);
    expect(sink.messages.size).toBe(LINES);
    expect(sink.largest).toBeLessThanOrEqual(BATCH);
    expect(copies).toBeLessThanOrEqual((kills * UNDER_WAY + doubtful) * BATCH);
    rmSync(folder, { recursive: true });
  });
});

function start(url: string): void {
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const args = [
    bundle,
    'agent',
    'run',
    '--config',
    path.join(folder, 'awslogs.conf'),
    '--state',
    path.join(folder, 'state'),
  ];
  open.agent = spawn(process.execPath, [...args, '--log', path.join(folder, 'agent.txt')], { env, stdio: 'ignore' });
}

const stateText = (): string => {
  const file = path.join(folder, 'state', 'offsets.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

/** As logrotate's `create` does: the name goes to a new file, the old ones move up. */
function rotateByName(file: string): void {
  for (let index = 400; index >= 1; index -= 1)
    if (existsSync(`${file}.${index}`)) renameSync(`${file}.${index}`, `${file}.${index + 1}`);
  renameSync(file, `${file}.1`);
  writeFileSync(file, '');
}

/** As logrotate's `copytruncate` does. */
function rotateByCopy(file: string): void {
  for (let index = 400; index >= 1; index -= 1)
    if (existsSync(`${file}.${index}`)) renameSync(`${file}.${index}`, `${file}.${index + 1}`);
  copyFileSync(file, `${file}.1`);
  truncateSync(file, 0);
}

const conf = (file: string): string => `[general]
use_gzip_http_content_encoding = false
[app]
file = ${file}
log_group_name = crash
log_stream_name = one
datetime_format = %Y-%m-%dT%H:%M:%S
time_zone = UTC
batch_count = ${BATCH}
`;

const begin = Date.now() - 3_600_000;
const stamp = (line: number): string => new Date(begin + line * 10).toISOString();
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(done: () => boolean): Promise<void> {
  for (let waited = 0; !done() && waited < 60_000; waited += 100) await pause(100);
}

/** Numbers in [0, 1) that are the same each time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
