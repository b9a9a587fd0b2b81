import type { ScriptSettings } from '../settings/model.ts';
import { mounts, spaceOf } from './disk.ts';
import { keyed, type Proc } from './proc.ts';
import { percent } from './sample.ts';

export interface ScriptReading {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

const SIZES = { Bytes: 1, Kilobytes: 1024, Megabytes: 1024 ** 2, Gigabytes: 1024 ** 3 } as const;

/** What the old monitoring scripts put into `System/Linux`: their names, units and ways of counting. */
export async function scriptReadings(proc: Proc, settings: ScriptSettings): Promise<ScriptReading[]> {
  const info = keyed(proc.text('meminfo'));
  const of = (key: string) => info.get(key) ?? 0;
  const cache = settings.cacheCountsAsUsed ? 0 : of('Cached') + of('Buffers');
  const [total, available] = [of('MemTotal'), of('MemFree') + cache];
  const used = total - available;
  const [swapTotal, swapFree] = [of('SwapTotal'), of('SwapFree')];
  const memoryUnit = SIZES[settings.memoryUnit];
  const readings: ScriptReading[] = [];
  const add = (asked: string, name: string, unit: string, value: number, dimensions: Record<string, string> = {}) => {
    if (settings.metrics.some((metric) => metric === asked)) readings.push({ name, unit, value, dimensions });
  };
  add('mem-util', 'MemoryUtilization', 'Percent', percent(used, total));
  add('mem-used', 'MemoryUsed', settings.memoryUnit, used / memoryUnit);
  add('mem-avail', 'MemoryAvailable', settings.memoryUnit, available / memoryUnit);
  add('swap-util', 'SwapUtilization', 'Percent', percent(swapTotal - swapFree, swapTotal));
  add('swap-used', 'SwapUsed', settings.memoryUnit, (swapTotal - swapFree) / memoryUnit);
  for (const path of settings.diskPaths) {
    const space = await spaceOf(path);
    if (!space) continue;
    const mount = mountOf(proc, path);
    const dimensions = { Filesystem: mount?.device ?? 'unknown', MountPath: mount?.path ?? path };
    const diskUnit = SIZES[settings.diskUnit];
    add('disk-space-util', 'DiskSpaceUtilization', 'Percent', percent(space.used, space.total), dimensions);
    add('disk-space-used', 'DiskSpaceUsed', settings.diskUnit, space.used / diskUnit, dimensions);
    add('disk-space-avail', 'DiskSpaceAvailable', settings.diskUnit, space.free / diskUnit, dimensions);
  }
  return readings;
}

/** The file system a path lies on: the mount with the longest path that leads to it. */
function mountOf(proc: Proc, path: string) {
  return mounts(proc)
    .filter((mount) => path === mount.path || path.startsWith(mount.path.endsWith('/') ? mount.path : `${mount.path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
}
