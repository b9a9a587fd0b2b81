import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder with little room for the process that writes to it. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes most of the room away, for the process of this id. */
  fill(pid: number): void;
  /** Gives it back. */
  free(pid: number): void;
  remove(): void;
}

const MIB = 1024 * 1024;
const ROOM = 4 * MIB;

function works(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A file system of its own, in memory: needs leave to mount. Undefined where that is refused. */
function mountedDisk(): (() => SmallDisk) | undefined {
  const mount = (folder: string) => works('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder]);
  const unmount = (folder: string) => works('umount', ['-l', folder]);
  const probe = mkdtempSync(path.join(tmpdir(), 'disk-'));
  const mountable = mount(probe);
  if (mountable) unmount(probe);
  rmSync(probe, { recursive: true });
  if (!mountable) return undefined;
  return () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'disk-'));
    mount(folder);
    const filler = path.join(folder, 'filler');
    return {
      folder,
      fill: () => writeFileSync(filler, Buffer.alloc(64 * MIB - ROOM)),
      free: () => rmSync(filler),
      remove: () => {
        unmount(folder);
        rmSync(folder, { recursive: true });
      },
    };
  };
}

/** A limit on how large the process's files may become: Linux only, for anybody. */
function limitedDisk(): (() => SmallDisk) | undefined {
  if (!works('prlimit', ['--pid', String(process.pid), '--fsize'])) return undefined;
  const limit = (pid: number, bytes: string) => works('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
  return () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'disk-'));
    return {
      folder,
      fill: (pid) => limit(pid, String(ROOM)),
      free: (pid) => limit(pid, 'unlimited'),
      remove: () => rmSync(folder, { recursive: true }),
    };
  };
}

/** Disks that run full, of the kinds this machine allows. */
export const smallDisks = Object.entries({
  'of a small file system': mountedDisk(),
  'whose files may not grow': limitedDisk(),
}).flatMap(([kind, make]) => (make ? [{ kind, make }] : []));
