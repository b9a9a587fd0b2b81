import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folder, heard, pipeline } from '../../support/agent.ts';
import { eventually } from '../../support/eventually.ts';
import { type LogSink, logSink } from '../../support/log-sink.ts';

let [home, usualPath]: (string | undefined)[] = [];
let to: LogSink;
beforeEach(async () => {
  home = folder();
  to = await logSink();
  usualPath = process.env.PATH;
});
afterEach(async () => {
  process.env.PATH = usualPath;
  await to.close();
});

const at = (name: string) => path.join(home!, name);
const micros = (secondsAgo: number) => String((Date.now() - secondsAgo * 1000) * 1000);

/** A journalctl that notes its switches, says these lines and then waits, as with --follow. */
function journal(lines: readonly (object | string)[]): void {
  const bin = at('bin');
  mkdirSync(bin, { recursive: true });
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  writeFileSync(at('journal'), `${text}\n`);
  writeFileSync(
    path.join(bin, 'journalctl'),
    `#!/bin/sh\nprintf '%s\\n' "$@" >${at('switches')}\ncat ${at('journal')}\nexec sleep 600\n`,
  );
  chmodSync(path.join(bin, 'journalctl'), 0o755);
  process.env.PATH = `${bin}:${usualPath}`;
}

const settings = JSON.stringify({
  logs: {
    force_flush_interval: 1,
    logs_collected: {
      journald: {
        collect_list: [
          {
            log_group_name: 'j',
            log_stream_name: '{hostname}',
            units: ['sshd.service', 'cron.service'],
            priority: 'warning',
            matches: [{ _UID: '0' }, { _COMM: 'sudo' }],
            filters: [{ type: 'exclude', expression: 'health' }],
          },
        ],
      },
    },
  },
});
const switches = () => readFileSync(at('switches'), 'utf8').trim().split('\n');

/** Follows the journal until so many messages have arrived. */
async function follow(count: number, log = heard()): Promise<string[]> {
  const run = pipeline(to.url, settings, home!, log);
  run.start();
  await eventually(() => to.messages.size >= count || undefined);
  await run.stop();
  return log.lines;
}

describe('the journal', () => {
  it('is followed from now on, as the settings choose, and from where AWS has it when it is followed again', {
    timeout: 240_000,
  }, async () => {
    journal([
      { __CURSOR: 'c1', __REALTIME_TIMESTAMP: micros(30), MESSAGE: 'first' },
      { __CURSOR: 'c2', __REALTIME_TIMESTAMP: micros(20), MESSAGE: 'GET /health' },
      { __CURSOR: 'c3', __REALTIME_TIMESTAMP: micros(10), MESSAGE: [98, 121, 116, 101, 115] },
      { __CURSOR: 'c4', __REALTIME_TIMESTAMP: micros(20 * 86_400), MESSAGE: 'too old' },
    ]);
    await follow(2);
    expect(switches()).toEqual([
      ...['--output=json', '--follow', '--no-pager', '--quiet', '--priority=warning', '--lines=0'],
      ...['--unit=sshd.service', '--unit=cron.service', '_UID=0', '+', '_COMM=sudo'],
    ]);
    expect([...to.messages]).toEqual([
      ['first', 1],
      ['bytes', 1],
    ]);

    journal(['no JSON', { __CURSOR: 'c5', __REALTIME_TIMESTAMP: micros(1), MESSAGE: 'second' }]);
    const said = await follow(3);
    expect(switches()).toContain('--after-cursor=c3');
    expect(switches()).not.toContain('--lines=0');
    expect(to.messages.get('second')).toBe(1);
    expect(said).toContain('warn journalctl: a line is no JSON and is passed over: no JSON');
  });

  it('moves its cursor no further than what AWS has', { timeout: 240_000 }, async () => {
    journal([{ __CURSOR: 'c1', __REALTIME_TIMESTAMP: micros(3), MESSAGE: 'first' }]);
    await follow(1);
    to.mood = () => 'fault';
    journal([{ __CURSOR: 'c2', __REALTIME_TIMESTAMP: micros(2), MESSAGE: 'second' }]);
    const log = heard();
    const run = pipeline(to.url, settings, home!, log);
    run.start();
    await eventually(() => log.lines.some((line) => line.includes('trying again')) || undefined);
    to.mood = () => 'accept';
    await run.stop();
    journal([{ __CURSOR: 'c3', __REALTIME_TIMESTAMP: micros(1), MESSAGE: 'third' }]);
    await follow(to.messages.has('second') ? 3 : 2);
    expect(switches()).toContain(`--after-cursor=${to.messages.has('second') ? 'c2' : 'c1'}`);
  });

  it('is said not to be there where journalctl is not', { timeout: 240_000 }, async () => {
    process.env.PATH = at('nothing');
    const log = heard();
    const run = pipeline(to.url, settings, home!, log);
    run.start();
    await eventually(() => log.lines.some((line) => line.includes('journalctl cannot be run')) || undefined);
    await run.stop();
  });
});
