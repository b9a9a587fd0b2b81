import type { PluginName } from '../settings/model.ts';

/** CloudWatch's units that host metrics come in. */
export type Unit = 'None' | 'Percent' | 'Bytes' | 'Count' | 'Milliseconds' | 'Kilobytes' | 'Megabytes' | 'Gigabytes';

const each = (unit: Unit, ...names: string[]): [string, Unit][] => names.map((name) => [name, unit]);

const CPU_TIMES = [
  'active',
  'guest',
  'guest_nice',
  'idle',
  'iowait',
  'irq',
  'nice',
  'softirq',
  'steal',
  'system',
  'user',
];
const RLIMITS = [
  'cpu_time',
  'file_locks',
  'memory_data',
  'memory_locked',
  'memory_rss',
  'memory_stack',
  'memory_vms',
  'nice_priority',
  'num_fds',
  'realtime_priority',
  'signals_pending',
];

/** Fields and units of each plugin on Linux, as the unified agent publishes them. */
const FIELDS: Readonly<Record<PluginName, ReadonlyMap<string, Unit>>> = {
  cpu: new Map([
    ...each('None', ...CPU_TIMES.map((name) => `time_${name}`)),
    ...each('Percent', ...CPU_TIMES.map((name) => `usage_${name}`)),
  ]),
  disk: new Map([
    ...each('Bytes', 'free', 'total', 'used'),
    ...each('Percent', 'used_percent'),
    ...each('Count', 'inodes_free', 'inodes_total', 'inodes_used'),
  ]),
  diskio: new Map([
    ...each('Count', 'reads', 'writes', 'iops_in_progress'),
    ...each('Bytes', 'read_bytes', 'write_bytes'),
    ...each('Milliseconds', 'read_time', 'write_time', 'io_time'),
  ]),
  mem: new Map([
    ...each('Bytes', 'active', 'available', 'buffered', 'cached', 'free', 'inactive', 'shared', 'total', 'used'),
    ...each('Percent', 'available_percent', 'used_percent'),
  ]),
  net: new Map([
    ...each('Bytes', 'bytes_sent', 'bytes_recv'),
    ...each('Count', 'packets_sent', 'packets_recv', 'err_in', 'err_out', 'drop_in', 'drop_out'),
  ]),
  netstat: new Map(
    each(
      'Count',
      'tcp_close',
      'tcp_close_wait',
      'tcp_closing',
      'tcp_established',
      'tcp_fin_wait1',
      'tcp_fin_wait2',
      'tcp_last_ack',
      'tcp_listen',
      'tcp_none',
      'tcp_syn_recv',
      'tcp_syn_sent',
      'tcp_time_wait',
      'udp_socket',
    ),
  ),
  processes: new Map([
    ...each(
      'Count',
      'blocked',
      'dead',
      'idle',
      'paging',
      'running',
      'sleeping',
      'stopped',
      'total',
      'total_threads',
      'wait',
    ),
    // The unified agent's table of units says "zombie", so that this one has none.
    ...each('None', 'zombies'),
  ]),
  procstat: new Map([
    ...each('Percent', 'cpu_usage'),
    ...each('Bytes', 'memory_data', 'memory_locked', 'memory_rss', 'memory_stack', 'memory_swap', 'memory_vms'),
    ...each('Bytes', 'read_bytes', 'write_bytes'),
    ...each('Count', 'num_fds', 'num_threads', 'pid_count', 'read_count', 'write_count'),
    ...each('Count', 'involuntary_context_switches', 'voluntary_context_switches', 'signals_pending'),
    ...each('None', 'pid', 'nice_priority', 'realtime_priority'),
    ...each('None', ...['cpu_time', 'cpu_time_user', 'cpu_time_system']),
    ...RLIMITS.flatMap((name) => each('None', `rlimit_${name}_hard`, `rlimit_${name}_soft`)),
  ]),
  statsd: new Map(),
  swap: new Map([...each('Bytes', 'free', 'used'), ...each('Percent', 'used_percent')]),
};

/** The fields of a plugin, each with its unit. */
export const fieldsOf = (plugin: PluginName): ReadonlyMap<string, Unit> => FIELDS[plugin];
