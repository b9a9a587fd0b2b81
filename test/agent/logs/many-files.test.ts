import { appendFileSync, existsSync, mkdirSync, readdirSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FollowedHost } from '../../support/followed-host.ts';

/** Files under a folder that this process has open. */
const openUnder = (folder: string): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
    } catch {
      // Closed since the list was read.
      return false;
    }
  }).length;

const unified = (entry: object) => JSON.stringify({ logs: { logs_collected: { files: { collect_list: [entry] } } } });

describe.skipIf(process.platform !== 'linux')('many files', () => {
  it('are all followed, few of them open, none open while nothing comes, and read on when something does', {
    timeout: 240_000,
  }, async () => {
    const count = 2000;
    const host = new FollowedHost((home) =>
      unified({ file_path: `${home}/logs/**/*.log`, log_group_name: 'g', publish_multi_logs: true }),
    );
    const file = (index: number) => path.join(host.home, 'logs', String(index % 20), `${index}.log`);
    for (let folder = 0; folder < 20; folder += 1) mkdirSync(path.dirname(file(folder)), { recursive: true });
    for (let index = 0; index < count; index += 1) writeFileSync(file(index), `file ${index} line 1\n`);
    const logs = path.join(host.home, 'logs');
    await host.look(0);
    for (const later of [250, 6_000, 6_000]) {
      await host.look(later);
      await host.acknowledge();
    }
    expect(host.arrived.size).toBe(count);
    expect(openUnder(logs)).toBeLessThanOrEqual(512);
    await host.look(61_000);
    await host.look(1_000);
    expect(openUnder(logs)).toBe(0);
    for (const index of [3, 1500]) appendFileSync(file(index), `file ${index} line 2\n`);
    for (const later of [1_100, 6_000, 6_000]) {
      await host.look(later);
      await host.acknowledge();
    }
    expect([host.arrived.get('file 3 line 2'), host.arrived.get('file 1500 line 2')]).toEqual([1, 1]);
    expect(host.arrived.size).toBe(count + 2);
    host.end();
  });
});

describe('auto_removal', () => {
  it('removes a file once a newer one has come and AWS has all of it, and no other', async () => {
    const host = new FollowedHost((home) =>
      unified({ file_path: `${home}/app-*.log`, log_group_name: 'g', auto_removal: true }),
    );
    const at = (name: string) => path.join(host.home, name);
    writeFileSync(at('app-1.log'), 'one\ntwo\n');
    await host.look(0);
    await host.look(6_000);
    writeFileSync(at('app-2.log'), 'three\nfour\n');
    expect(statSync(at('app-2.log')).mtimeMs).toBeGreaterThanOrEqual(statSync(at('app-1.log')).mtimeMs);
    for (const later of [2_000, 12_000, 12_000]) await host.look(later);
    // Nothing is acknowledged yet.
    expect(existsSync(at('app-1.log'))).toBe(true);
    for (const later of [6_000, 12_000, 12_000]) {
      await host.acknowledge();
      await host.look(later);
    }
    expect([...host.arrived.keys()]).toEqual(['one', 'two', 'three', 'four']);
    expect([existsSync(at('app-1.log')), existsSync(at('app-2.log'))]).toEqual([false, true]);
    host.end();
  });
});
