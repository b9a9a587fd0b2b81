import { readdirSync, readFileSync } from 'node:fs';
import type { RE2JS } from 're2js';
import { compiled } from '../logs/event-start.ts';
import { keyed, type Proc, TICKS } from './proc.ts';
import { type ProcessStat, processIds, processStat } from './processes.ts';
import { type Collector, percent, type Sample, samplesOf } from './sample.ts';

const LIMITS: readonly (readonly [label: string, field: string])[] = [
  ['Max cpu time', 'cpu_time'],
  ['Max file locks', 'file_locks'],
  ['Max data size', 'memory_data'],
  ['Max locked memory', 'memory_locked'],
  ['Max resident set', 'memory_rss'],
  ['Max stack size', 'memory_stack'],
  ['Max address space', 'memory_vms'],
  ['Max nice priority', 'nice_priority'],
  ['Max open files', 'num_fds'],
  ['Max realtime priority', 'realtime_priority'],
  ['Max pending signals', 'signals_pending'],
];
const UNLIMITED = 2_147_483_647;

/** Figures of the processes a pid file, a name or a command line chooses. */
export class ProcstatCollector implements Collector {
  private readonly proc: Proc;
  private readonly by: 'pid_file' | 'exe' | 'pattern';
  private readonly selector: string;
  private readonly expression: RE2JS | undefined;
  private readonly last = new Map<string, { ticks: number; at: number }>();
  private readonly now: () => number;

  /** @throws ExpressionError when the selector is a regular expression that is none */
  constructor(
    proc: Proc,
    by: 'pid_file' | 'exe' | 'pattern',
    selector: string,
    now: () => number = () => performance.now(),
  ) {
    this.proc = proc;
    this.by = by;
    this.selector = selector;
    this.expression = by === 'pid_file' ? undefined : compiled(selector);
    this.now = now;
  }

  /** How the processes were chosen, as a dimension. */
  private get choice(): Record<string, string> {
    return { [this.by === 'pid_file' ? 'pidfile' : this.by]: this.selector };
  }

  collect(): Sample[] {
    const chosen = this.chosen();
    const figures = chosen.flatMap(({ pid, stat }) => this.figures(pid, stat));
    const count = {
      name: 'procstat_lookup_pid_count',
      field: 'pid_count',
      value: chosen.length,
      dimensions: { ...this.choice, pid_finder: 'native' },
    };
    return [...figures, count];
  }

  private chosen(): { pid: number; stat: ProcessStat }[] {
    const ids = this.by === 'pid_file' ? pidIn(this.selector) : processIds(this.proc);
    return ids.flatMap((pid) => {
      const stat = processStat(this.proc, pid);
      if (!stat) return [];
      if (this.by === 'exe' && !this.expression!.test(stat.name)) return [];
      if (this.by === 'pattern' && !this.expression!.test(this.commandLine(pid))) return [];
      return [{ pid, stat }];
    });
  }

  private commandLine(pid: number): string {
    return (this.proc.maybe(`${pid}/cmdline`) ?? '').replaceAll('\0', ' ').trim();
  }

  private figures(pid: number, stat: ProcessStat): Sample[] {
    const status = keyed(this.proc.maybe(`${pid}/status`) ?? '');
    const io = keyed(this.proc.maybe(`${pid}/io`) ?? '');
    const values: Record<string, number> = {
      pid,
      cpu_time: (stat.userTime + stat.systemTime) / TICKS,
      cpu_time_user: stat.userTime / TICKS,
      cpu_time_system: stat.systemTime / TICKS,
      memory_vms: stat.virtualBytes,
      num_threads: stat.threads,
      nice_priority: stat.nice + 20,
      realtime_priority: stat.realtimePriority,
      ...this.limits(pid),
    };
    const copy = (from: Map<string, number>, key: string, field: string) => {
      const value = from.get(key);
      if (value !== undefined) values[field] = value;
    };
    copy(status, 'VmRSS', 'memory_rss');
    copy(status, 'VmData', 'memory_data');
    copy(status, 'VmStk', 'memory_stack');
    copy(status, 'VmLck', 'memory_locked');
    copy(status, 'VmSwap', 'memory_swap');
    copy(status, 'voluntary_ctxt_switches', 'voluntary_context_switches');
    copy(status, 'nonvoluntary_ctxt_switches', 'involuntary_context_switches');
    copy(io, 'read_bytes', 'read_bytes');
    copy(io, 'write_bytes', 'write_bytes');
    copy(io, 'syscr', 'read_count');
    copy(io, 'syscw', 'write_count');
    const descriptors = this.descriptors(pid);
    if (descriptors !== undefined) values.num_fds = descriptors;
    const pending = /^SigQ:\s+(\d+)/m.exec(this.proc.maybe(`${pid}/status`) ?? '')?.[1];
    if (pending !== undefined) values.signals_pending = Number(pending);
    const usage = this.usage(pid, stat);
    if (usage !== undefined) values.cpu_usage = usage;
    return samplesOf(values, { ...this.choice, process_name: stat.name });
  }

  /** Percent of one processor since the reading before. */
  private usage(pid: number, stat: ProcessStat): number | undefined {
    const key = `${pid}:${stat.started}`;
    const [ticks, at] = [stat.userTime + stat.systemTime, this.now()];
    const before = this.last.get(key);
    this.last.set(key, { ticks, at });
    return before && at > before.at ? percent((ticks - before.ticks) / TICKS, (at - before.at) / 1000) : undefined;
  }

  private limits(pid: number): Record<string, number> {
    const text = this.proc.maybe(`${pid}/limits`) ?? '';
    const found: Record<string, number> = {};
    for (const [label, field] of LIMITS) {
      const line = text.split('\n').find((each) => each.startsWith(label));
      const [soft, hard] = line?.slice(label.length).trim().split(/\s+/) ?? [];
      if (soft === undefined || hard === undefined) continue;
      found[`rlimit_${field}_soft`] = soft === 'unlimited' ? UNLIMITED : Number(soft);
      found[`rlimit_${field}_hard`] = hard === 'unlimited' ? UNLIMITED : Number(hard);
    }
    return found;
  }

  private descriptors(pid: number): number | undefined {
    try {
      return readdirSync(`${this.proc.folder}/${pid}/fd`).length;
    } catch {
      // Of another user, or ended.
      return undefined;
    }
  }
}

function pidIn(file: string): number[] {
  try {
    const pid = Number(readFileSync(file, 'utf8').trim());
    return Number.isInteger(pid) && pid > 0 ? [pid] : [];
  } catch {
    // The service is not running: none is the count to send.
    return [];
  }
}
