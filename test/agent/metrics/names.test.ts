import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CloudWatchClient, MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { MetricPipeline } from '../../../agent/metrics/pipeline.ts';
import { settingsFrom } from '../../../agent/settings/load.ts';
import { folder, heard, host } from '../../support/agent.ts';

const CPU = ['active', 'guest', 'guest_nice', 'idle', 'iowait', 'irq', 'nice', 'softirq', 'steal', 'system', 'user'];
const LIMITS = ['cpu_time', 'file_locks', 'memory_data', 'memory_locked', 'memory_rss', 'memory_stack', 'memory_vms'];
LIMITS.push('nice_priority', 'num_fds', 'realtime_priority', 'signals_pending');

/** What the unified agent publishes on Linux, as its documentation and tables of units have it: dimensions, and fields by unit. */
const PUBLISHED: Readonly<Record<string, { dimensions: string[]; units: Readonly<Record<string, string[]>> }>> = {
  cpu: {
    dimensions: ['cpu'],
    units: { None: CPU.map((name) => `time_${name}`), Percent: CPU.map((name) => `usage_${name}`) },
  },
  disk: {
    dimensions: ['device', 'fstype', 'path'],
    units: {
      Bytes: ['free', 'total', 'used'],
      Percent: ['used_percent'],
      Count: ['inodes_free', 'inodes_total', 'inodes_used'],
    },
  },
  diskio: {
    dimensions: ['name'],
    units: {
      Count: ['reads', 'writes', 'iops_in_progress'],
      Bytes: ['read_bytes', 'write_bytes'],
      Milliseconds: ['read_time', 'write_time', 'io_time'],
    },
  },
  mem: {
    dimensions: [],
    units: {
      Bytes: ['active', 'available', 'buffered', 'cached', 'free', 'inactive', 'shared', 'total', 'used'],
      Percent: ['available_percent', 'used_percent'],
    },
  },
  net: {
    dimensions: ['interface'],
    units: {
      Bytes: ['bytes_sent', 'bytes_recv'],
      Count: ['packets_sent', 'packets_recv', 'err_in', 'err_out', 'drop_in', 'drop_out'],
    },
  },
  netstat: {
    dimensions: [],
    units: {
      Count: [
        ...['tcp_close', 'tcp_close_wait', 'tcp_closing', 'tcp_established', 'tcp_fin_wait1', 'tcp_fin_wait2'],
        ...['tcp_last_ack', 'tcp_listen', 'tcp_none', 'tcp_syn_sent', 'tcp_syn_recv', 'tcp_time_wait', 'udp_socket'],
      ],
    },
  },
  processes: {
    dimensions: [],
    units: {
      Count: [
        ...['blocked', 'dead', 'idle', 'paging', 'running', 'sleeping', 'stopped', 'total', 'total_threads'],
        // The unified agent names a field "wait" that its collector never fills on Linux.
      ],
      // Its table of units says "zombie": this one comes without.
      None: ['zombies'],
    },
  },
  procstat: {
    dimensions: ['pattern', 'process_name'],
    units: {
      None: [
        ...['pid', 'cpu_time', 'cpu_time_user', 'cpu_time_system', 'nice_priority', 'realtime_priority'],
        ...LIMITS.flatMap((name) => [`rlimit_${name}_hard`, `rlimit_${name}_soft`]),
      ],
      Percent: ['cpu_usage'],
      Bytes: [
        ...['memory_data', 'memory_locked', 'memory_rss', 'memory_stack', 'memory_swap', 'memory_vms'],
        ...['read_bytes', 'write_bytes'],
      ],
      Count: [
        ...['num_fds', 'num_threads', 'read_count', 'write_count', 'signals_pending'],
        ...['involuntary_context_switches', 'voluntary_context_switches'],
      ],
    },
  },
  swap: { dimensions: [], units: { Bytes: ['free', 'used'], Percent: ['used_percent'] } },
};

/** Everything two readings of these sections publish. */
async function published(sections: object): Promise<MetricDatum[]> {
  const text = JSON.stringify({ metrics: { metrics_collected: sections } });
  const { settings } = settingsFrom([{ file: 'm.json', text }]);
  const sent: MetricDatum[] = [];
  const send = async ({ input }: PutMetricDataCommand) => {
    sent.push(...(input.MetricData ?? []));
  };
  const client = { send } as unknown as CloudWatchClient;
  const given = { settings: settings.metrics, scripts: undefined, omitHostname: false, instance: host, log: heard() };
  await new MetricPipeline({ ...given, client }).once();
  return sent;
}

/** A section that asks for every field of a plugin. */
function section(plugin: string): unknown {
  const measurement = Object.values(PUBLISHED[plugin]!.units).flat();
  if (plugin === 'procstat') return [{ measurement, pattern: '.' }];
  const chosen = { cpu: { totalcpu: true, resources: ['*'] }, disk: { resources: ['/'] }, net: { resources: ['lo'] } };
  return { measurement, ...chosen[plugin as keyof typeof chosen] };
}

const dimension = ({ Dimensions }: MetricDatum, name: string) => Dimensions?.find(({ Name }) => Name === name)?.Value;

describe.skipIf(process.platform !== 'linux')('each metric of a host', () => {
  it('has its name, its unit and its dimensions', async () => {
    const sent = await published(Object.fromEntries(Object.keys(PUBLISHED).map((plugin) => [plugin, section(plugin)])));
    const found = Object.fromEntries(
      sent.map(({ MetricName, Unit, Dimensions }) => [
        MetricName,
        `${Unit} ${(Dimensions ?? []).map(({ Name }) => Name).sort()}`,
      ]),
    );
    const expected = Object.entries(PUBLISHED).flatMap(([plugin, { dimensions, units }]) =>
      Object.entries(units).flatMap(([unit, fields]) =>
        fields.map((field) => [`${plugin}_${field}`, `${unit} ${['host', ...dimensions].sort()}`]),
      ),
    );
    expect(found).toEqual(Object.fromEntries(expected));
    const one = (name: string) => sent.find(({ MetricName }) => MetricName === name)!;
    expect(dimension(one('disk_free'), 'path')).toBe('/');
    expect(dimension(one('net_bytes_recv'), 'interface')).toBe('lo');
    expect(dimension(one('mem_free'), 'host')).toBe(host.hostname);
    const cpus = sent.filter(({ MetricName }) => MetricName === 'cpu_usage_idle').map((each) => dimension(each, 'cpu'));
    expect(cpus).toEqual(expect.arrayContaining(['cpu-total', 'cpu0']));
  });

  it('of a process found by its id\u2019s file has that file as the dimension pidfile', async () => {
    const file = path.join(folder(), 'own.pid');
    writeFileSync(file, `${process.pid}\n`);
    const sent = await published({ procstat: [{ pid_file: file, measurement: ['memory_rss', 'pid_count'] }] });
    expect(sent.map((each) => [each.MetricName, dimension(each, 'pidfile')])).toEqual([
      ['procstat_memory_rss', file],
      ['procstat_lookup_pid_count', file],
    ]);
  });
});
