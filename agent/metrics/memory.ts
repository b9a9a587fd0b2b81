import { keyed, type Proc } from './proc.ts';
import { percent, type Sample, samplesOf } from './sample.ts';

/** Memory in bytes: what is cached counts the kernel's reclaimable slabs; used is what is neither free, buffered nor cached. */
export function memory(proc: Proc): Sample[] {
  const info = keyed(proc.text('meminfo'));
  const of = (key: string) => info.get(key) ?? 0;
  const [total, free, buffered] = [of('MemTotal'), of('MemFree'), of('Buffers')];
  const cached = of('Cached') + of('SReclaimable');
  const available = info.get('MemAvailable') ?? free + buffered + cached;
  const used = Math.max(0, total - free - buffered - cached);
  return samplesOf({
    total,
    free,
    buffered,
    cached,
    available,
    used,
    active: of('Active'),
    inactive: of('Inactive'),
    shared: of('Shmem'),
    used_percent: percent(used, total),
    available_percent: percent(available, total),
  });
}

export function swap(proc: Proc): Sample[] {
  const info = keyed(proc.text('meminfo'));
  const [total, free] = [info.get('SwapTotal') ?? 0, info.get('SwapFree') ?? 0];
  return samplesOf({ free, used: total - free, used_percent: percent(total - free, total) });
}
