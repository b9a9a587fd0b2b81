import type { MetricPlugin } from '../settings/model.ts';
import { CpuCollector } from './cpu.ts';
import { diskCounters, disks } from './disk.ts';
import { memory, swap } from './memory.ts';
import { interfaceCounters, interfaceFlags, sockets } from './network.ts';
import { procAt } from './proc.ts';
import { processes } from './processes.ts';
import { ProcstatCollector } from './procstat.ts';
import { type Collector, Deltas } from './sample.ts';
import { StatsdCollector } from './statsd.ts';

/** A level, not a counter. */
const NOT_DELTAS = new Set(['iops_in_progress']);

/**
 * What reads a plugin's values on this host.
 * @param failed told when a socket cannot be opened
 * @throws ExpressionError when a process is chosen by an expression that is none
 */
export function collectorFor(
  plugin: MetricPlugin,
  failed: (error: Error) => void,
  proc = procAt(),
  sys = procAt('/sys'),
): Collector {
  const deltas = new Deltas();
  switch (plugin.name) {
    case 'cpu':
      return new CpuCollector(proc, plugin.cpu!);
    case 'disk':
      return { collect: () => disks(proc, { paths: plugin.resources, ...plugin.disk! }) };
    case 'diskio':
      return { collect: () => deltas.since(diskCounters(proc, plugin.resources), NOT_DELTAS) };
    case 'mem':
      return { collect: () => memory(proc) };
    case 'net':
      return { collect: () => deltas.since(interfaceCounters(proc, plugin.resources, interfaceFlags(sys))) };
    case 'netstat':
      return { collect: () => sockets(proc) };
    case 'processes':
      return { collect: () => processes(proc) };
    case 'procstat':
      return new ProcstatCollector(proc, plugin.procstat!.by, plugin.procstat!.selector);
    case 'statsd':
      return new StatsdCollector(plugin.statsd!, failed);
    case 'swap':
      return { collect: () => swap(proc) };
  }
}
