import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { CpuCollector } from '../../../agent/metrics/cpu.ts';
import { datums, rolledUp } from '../../../agent/metrics/datums.ts';
import { diskCounters } from '../../../agent/metrics/disk.ts';
import { interfaceCounters } from '../../../agent/metrics/network.ts';
import { MetricPipeline } from '../../../agent/metrics/pipeline.ts';
import { procAt } from '../../../agent/metrics/proc.ts';
import { ProcstatCollector } from '../../../agent/metrics/procstat.ts';
import { Deltas, type Sample } from '../../../agent/metrics/sample.ts';
import { parseStatsd, StatsdCollector } from '../../../agent/metrics/statsd.ts';
import { settingsFrom } from '../../../agent/settings/load.ts';
import { heard, host } from '../../support/agent.ts';
import { clientOptions, engine } from '../../support/engine.ts';

const proc = procAt();
const onLinux = process.platform === 'linux';
const value = (samples: readonly Sample[], field: string) =>
  samples.find((sample) => sample.field === field)?.value ?? Number.NaN;

/** A made-up /proc. */
function made(files: Record<string, string>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'proc-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return procAt(folder);
}

describe.skipIf(!onLinux)('host metrics beside what /proc says', () => {
  it('a process\u2019s figures are what /proc says', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'pid-'));
    writeFileSync(path.join(folder, 'me.pid'), `${process.pid}\n`);
    const collector = new ProcstatCollector(proc, 'pid_file', path.join(folder, 'me.pid'));
    collector.collect();
    const mine = collector.collect();
    expect(value(mine, 'pid')).toBe(process.pid);
    const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
    expect(Math.abs(value(mine, 'memory_rss') - rss)).toBeLessThan(0.2 * rss);
    expect(value(mine, 'pid_count')).toBe(1);
    for (const field of ['cpu_usage', 'num_threads', 'num_fds', 'rlimit_num_fds_soft', 'memory_vms', 'read_bytes']) {
      expect(value(mine, field), field).not.toBeNaN();
    }
  });
});

describe('host metrics', () => {
  it('of the processor are shares of the time since the reading before, guests apart', () => {
    const stat = (numbers: string) => `cpu  ${numbers}\ncpu0 ${numbers}\nintr 1\n`;
    const folder = made({ stat: stat('100 10 50 800 20 0 0 0 20 5') });
    const collector = new CpuCollector(folder, { perCpu: true, total: true });
    expect(collector.collect().map(({ field }) => field)).not.toContain('usage_idle');
    writeFileSync(path.join(folder.folder, 'stat'), stat('150 20 60 880 40 5 5 20 30 10'));
    const samples = collector.collect().filter(({ dimensions }) => dimensions.cpu === 'cpu-total');
    // 50+10+10+80+20+5+5+20 = 200 ticks passed.
    expect(value(samples, 'usage_idle')).toBeCloseTo(40);
    expect(value(samples, 'usage_user')).toBeCloseTo(20);
    expect(value(samples, 'usage_nice')).toBeCloseTo(2.5);
    expect(value(samples, 'usage_guest')).toBeCloseTo(5);
    expect(value(samples, 'usage_active')).toBeCloseTo(60);
    expect(value(samples, 'time_user')).toBe(1.5);
  });

  it('of disks and interfaces are steps; a counter that began anew is left out', () => {
    const line = (n: number, busy: number) => `   8  0 sda ${n} 0 ${n * 8} ${n} ${n} 0 ${n * 2} ${n} ${busy} ${n} 9\n`;
    const folder = made({ diskstats: line(100, 3) });
    const deltas = new Deltas();
    const read = () => deltas.since(diskCounters(folder, undefined), new Set(['iops_in_progress']));
    expect(read().map(({ field }) => field)).toEqual(['iops_in_progress']);
    writeFileSync(path.join(folder.folder, 'diskstats'), line(110, 1));
    const second = read();
    expect(value(second, 'reads')).toBe(10);
    expect(value(second, 'read_bytes')).toBe(10 * 8 * 512);
    expect(value(second, 'iops_in_progress')).toBe(1);
    writeFileSync(path.join(folder.folder, 'diskstats'), line(5, 0));
    expect(read().map(({ field }) => field)).toEqual(['iops_in_progress']);
  });

  it('leave loopback and interfaces that are down out, unless they are asked for', () => {
    const counters = (n: number) => Array.from({ length: 16 }, (_, index) => n + index).join(' ');
    const folder = made({
      'net/dev': `Inter-|\n face |\n  lo: ${counters(1)}\neth0:${counters(10)}\neth1: ${counters(5)}\n`,
    });
    const flags = (name: string) => ({ lo: 0x9, eth0: 0x1003, eth1: 0x1002 })[name] ?? 0;
    expect([
      ...new Set(interfaceCounters(folder, undefined, flags).map(({ dimensions }) => dimensions.interface)),
    ]).toEqual(['eth0']);
    const lo = interfaceCounters(folder, ['lo'], flags);
    expect([value(lo, 'bytes_recv'), value(lo, 'drop_in'), value(lo, 'bytes_sent'), value(lo, 'drop_out')]).toEqual([
      1, 4, 9, 12,
    ]);
  });

  it('are rolled up by each set of dimensions they have, values of one time in one datum', () => {
    const point = (cpu: string, value: number) => ({
      name: 'n',
      unit: 'Percent',
      value,
      dimensions: { host: 'h', cpu },
      time: 1000,
      highResolution: true,
    });
    const all = [point('cpu0', 1), point('cpu1', 2)].flatMap((each) => rolledUp(each, [['host'], ['absent'], []]));
    const made = datums(all);
    expect(
      made.map(({ Dimensions, Value, Values }) => [Dimensions?.map(({ Name }) => Name).join(), Value ?? Values]),
    ).toEqual([
      ['host,cpu', 1],
      ['host', [1, 2]],
      ['', [1, 2]],
      ['host,cpu', 2],
    ]);
    expect(made[0]).toMatchObject({ StorageResolution: 1, Unit: 'Percent' });
  });
});

describe('StatsD', () => {
  it('is read with rates and tags', () => {
    expect(parseStatsd('a.b:3|c|@0.5|#env:prod,x\nbad\nu:joe|s\nt:1.5|ms', '_')).toEqual([
      { name: 'a_b', type: 'counter', value: '3', rate: 0.5, tags: { env: 'prod', x: 'true' } },
      { name: 'u', type: 'set', value: 'joe', rate: 1, tags: {} },
      { name: 't', type: 'timing', value: '1.5', rate: 1, tags: {} },
    ]);
  });

  it('counts, keeps gauges, and gathers timings and sets until they are read', () => {
    const collector = new StatsdCollector(
      { address: '127.0.0.1:0', separator: '_', aggregation: 0, pending: 10 },
      (error) => {
        throw error;
      },
    );
    collector.take('c:1|c\nc:2|c|@0.1\ng:10|g\ng:-3|g\nt:5|ms\nt:7|ms\ns:a|s\ns:b|s\ns:a|s');
    const read = collector.collect().map(({ field, value, dimensions }) => [field, value, dimensions.metric_type]);
    expect(read).toEqual([
      ['c', 21, 'counter'],
      ['g', 7, 'gauge'],
      ['t', 5, 'timing'],
      ['t', 7, 'timing'],
      ['s', 2, 'set'],
    ]);
    expect(collector.collect()).toEqual([]);
    collector.close();
  });
});

describe.skipIf(!onLinux)('metrics sent to the engine', () => {
  it('have the names and dimensions of the unified agent and of the old scripts', { timeout: 240_000 }, async () => {
    const { url } = await engine();
    const text = JSON.stringify({
      metrics: {
        metrics_collected: {
          mem: { measurement: ['mem_used_percent', { name: 'total', rename: 'MEM', unit: 'bytes' }] },
          cpu: {
            measurement: ['usage_idle'],
            drop_original_metrics: ['usage_idle'],
            append_dimensions: { tier: 'web' },
          },
          disk: { measurement: ['free'], resources: ['/'] },
        },
        aggregation_dimensions: [['tier']],
      },
      monitoring_scripts: { switches: '--mem-util --disk-space-used --disk-path=/ --from-cron' },
    });
    const { settings } = settingsFrom([{ file: 'm.json', text }]);
    const client = new CloudWatchClient(clientOptions({ url }));
    const { metrics, scripts } = settings;
    const run = new MetricPipeline({
      settings: metrics,
      scripts,
      omitHostname: false,
      client,
      instance: host,
      log: heard(),
    });
    await run.once();
    const { Metrics } = await client.send(new ListMetricsCommand({}));
    const names = Metrics?.map(
      ({ Namespace, MetricName, Dimensions }) =>
        `${Namespace} ${MetricName} ${Dimensions?.map(({ Name }) => Name)
          .sort()
          .join()}`,
    ).sort();
    expect(names).toEqual([
      'CWAgent MEM host',
      'CWAgent cpu_usage_idle tier',
      'CWAgent disk_free device,fstype,host,path',
      'CWAgent mem_used_percent host',
      'System/Linux DiskSpaceUsed Filesystem,InstanceId,MountPath',
      'System/Linux MemoryUtilization InstanceId',
    ]);
  });
});
