import { statfs } from 'node:fs/promises';
import type { Proc } from './proc.ts';
import { percent, type Sample, samplesOf } from './sample.ts';

export interface Mount {
  readonly device: string;
  readonly path: string;
  readonly type: string;
}

/** What a file system holds, as statvfs says: bytes and inodes. */
export interface Space {
  readonly total: number;
  readonly used: number;
  /** For users other than root. */
  readonly free: number;
  readonly inodes: number;
  readonly inodesFree: number;
}

/** A file system that does not answer by then (a server that is away) is left out. */
const PATIENCE = 3_000;

export interface DiskChoice {
  readonly paths: readonly string[] | undefined;
  readonly ignoreTypes: readonly string[];
  readonly dropDevice: boolean;
}

/** Space of each mounted file system that has any. */
export async function disks(proc: Proc, { paths, ignoreTypes, dropDevice }: DiskChoice): Promise<Sample[]> {
  const chosen = mounts(proc).filter(
    ({ path, type }) => (paths === undefined || paths.includes(path)) && !ignoreTypes.includes(type),
  );
  const read = await Promise.all(
    chosen.map(async ({ device, path, type }) => {
      const space = await spaceOf(path);
      if (!space || space.total === 0) return [];
      const { total, used, free, inodes, inodesFree } = space;
      const values = {
        total,
        used,
        free,
        used_percent: percent(used, used + free),
        inodes_total: inodes,
        inodes_free: inodesFree,
        inodes_used: inodes - inodesFree,
      };
      const named: Record<string, string> = dropDevice ? { path } : { path, device: device.replace('/dev/', '') };
      return samplesOf(values, { ...named, fstype: type });
    }),
  );
  return read.flat();
}

/** Of several mounts on one path only the last is seen. */
export function mounts(proc: Proc): Mount[] {
  const found = new Map<string, Mount>();
  for (const line of proc.text('self/mounts').split('\n')) {
    const [device, path, type] = line.split(' ').map(unescaped);
    if (device && path && type) found.set(path, { device, path, type });
  }
  return [...found.values()];
}

export async function spaceOf(path: string): Promise<Space | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, undefined);
  });
  try {
    const stat = await Promise.race([statfs(path), late]);
    if (!stat) return undefined;
    return {
      total: stat.blocks * stat.bsize,
      used: (stat.blocks - stat.bfree) * stat.bsize,
      free: stat.bavail * stat.bsize,
      inodes: stat.files,
      inodesFree: stat.ffree,
    };
  } catch {
    // Not ours to look at, or gone since the list was read.
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

const unescaped = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

const SECTOR = 512;

/** Counters of each block device since the system started. */
export function diskCounters(proc: Proc, devices: readonly string[] | undefined): Sample[] {
  return proc
    .text('diskstats')
    .split('\n')
    .flatMap((line) => {
      const [, , name, ...fields] = line.trim().split(/\s+/);
      if (!name || (devices && !devices.includes(name))) return [];
      const [reads, , readSectors, readTime, writes, , writeSectors, writeTime, inProgress, ioTime] =
        fields.map(Number);
      const values = {
        reads: reads ?? 0,
        writes: writes ?? 0,
        read_bytes: (readSectors ?? 0) * SECTOR,
        write_bytes: (writeSectors ?? 0) * SECTOR,
        read_time: readTime ?? 0,
        write_time: writeTime ?? 0,
        io_time: ioTime ?? 0,
        iops_in_progress: inProgress ?? 0,
      };
      return samplesOf(values, { name });
    });
}
