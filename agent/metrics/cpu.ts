import { type Proc, TICKS } from './proc.ts';
import { type Collector, percent, type Sample } from './sample.ts';

const COLUMNS = ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'softirq', 'steal', 'guest', 'guest_nice'] as const;
type Times = Readonly<Record<(typeof COLUMNS)[number], number>>;

/** Seconds spent, and the share of each kind since the reading before. Time of guests is part of `user` and `nice`; their usage is apart. */
export class CpuCollector implements Collector {
  private readonly proc: Proc;
  private readonly which: { readonly perCpu: boolean; readonly total: boolean };
  private readonly last = new Map<string, Times>();

  constructor(proc: Proc, which: { readonly perCpu: boolean; readonly total: boolean }) {
    this.proc = proc;
    this.which = which;
  }

  collect(): Sample[] {
    return cpuTimes(this.proc.text('stat')).flatMap(({ cpu, times }) => {
      if (cpu === 'cpu-total' ? !this.which.total : !this.which.perCpu) return [];
      const before = this.last.get(cpu);
      this.last.set(cpu, times);
      const dimensions = { cpu };
      const active = whole(times) - times.idle;
      const spent = Object.entries({ ...times, active }).map(([kind, value]) => ({
        field: `time_${kind}`,
        value,
        dimensions,
      }));
      return before ? [...spent, ...usage(times, before).map((sample) => ({ ...sample, dimensions }))] : spent;
    });
  }
}

/** Lines of /proc/stat as seconds. */
export function cpuTimes(stat: string): { cpu: string; times: Times }[] {
  return stat.split('\n').flatMap((line) => {
    const [name, ...ticks] = line.trim().split(/\s+/);
    if (!name || !/^cpu\d*$/.test(name)) return [];
    const times = Object.fromEntries(
      COLUMNS.map((column, index) => [column, Number(ticks[index] ?? 0) / TICKS]),
    ) as Times;
    return [{ cpu: name === 'cpu' ? 'cpu-total' : name, times }];
  });
}

function usage(now: Times, before: Times): { field: string; value: number }[] {
  const total = whole(now) - whole(before);
  const step = (kind: keyof Times) => now[kind] - before[kind];
  const kinds = {
    ...Object.fromEntries(COLUMNS.map((kind) => [kind, step(kind)])),
    user: step('user') - step('guest'),
    nice: step('nice') - step('guest_nice'),
    active: total - step('idle'),
  };
  return Object.entries(kinds).map(([kind, value]) => ({
    field: `usage_${kind}`,
    value: Math.max(0, percent(value, total)),
  }));
}

const whole = (times: Times): number =>
  times.user + times.nice + times.system + times.idle + times.iowait + times.irq + times.softirq + times.steal;
