import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CpuCollector } from '../../../agent/metrics/cpu.ts';
import { diskCounters, disks } from '../../../agent/metrics/disk.ts';
import { memory, swap } from '../../../agent/metrics/memory.ts';
import { interfaceCounters, sockets } from '../../../agent/metrics/network.ts';
import { procAt } from '../../../agent/metrics/proc.ts';
import { processes } from '../../../agent/metrics/processes.ts';
import type { Sample } from '../../../agent/metrics/sample.ts';
import { eventually } from '../../support/eventually.ts';

type Readings = Readonly<Record<string, number>>;

const said = (command: string, ...args: string[]): string => execFileSync(command, args, { encoding: 'utf8' });
const rows = (text: string): string[][] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => line.trim().split(/\s+/));
const has = (...commands: string[]) =>
  commands.every((command) =>
    ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].some((at) => existsSync(path.join(at, command))),
  );
const proc = procAt();
const byField = (samples: readonly Sample[]): Readings =>
  Object.fromEntries(samples.map(({ field, value }) => [field, value]));

/**
 * Holds that each figure was once what something else said just before or just after, or lay between the two: on a system that
 * does other things too, they move while they are read.
 */
async function agree(mine: () => Promise<Readings> | Readings, theirs: () => Readings): Promise<void> {
  const open = new Set(Object.keys(theirs()));
  const last: Record<string, string> = {};
  await eventually(async () => {
    const before = theirs();
    const read = await mine();
    const after = theirs();
    for (const field of open) {
      const [low, high] = [before[field]!, after[field]!].sort((a, b) => a - b) as [number, number];
      last[field] = `${low} <= ${read[field]} <= ${high}`;
      // Shares are of the same figures read a moment apart.
      const slack = field.endsWith('percent') ? 0.01 : 0;
      if (read[field]! >= low - slack && read[field]! <= high + slack) open.delete(field);
    }
    return open.size === 0 || undefined;
  }).catch(() => {
    expect([...open].map((field) => `${field}: ${last[field]}`)).toEqual([]);
  });
}

const kilobytes = (file: string): Map<string, number> =>
  new Map(rows(readFileSync(file, 'utf8')).map(([key = '', value]) => [key.replace(':', ''), Number(value) * 1024]));

describe.skipIf(process.platform !== 'linux')('host metrics, read in the same moment by other means', () => {
  it('of memory are what /proc/meminfo says', () =>
    agree(
      () => byField(memory(proc)),
      () => {
        const of = kilobytes('/proc/meminfo');
        const at = (key: string) => of.get(key) ?? 0;
        const cached = at('Cached') + at('SReclaimable');
        const used = at('MemTotal') - at('MemFree') - at('Buffers') - cached;
        return {
          total: at('MemTotal'),
          free: at('MemFree'),
          buffered: at('Buffers'),
          cached,
          available: at('MemAvailable'),
          used,
          active: at('Active'),
          inactive: at('Inactive'),
          shared: at('Shmem'),
          used_percent: (100 * used) / at('MemTotal'),
          available_percent: (100 * at('MemAvailable')) / at('MemTotal'),
        };
      },
    ));

  it.skipIf(!has('free'))('of memory and swap are what free says', () =>
    agree(
      () => {
        const { total, shared, available } = byField(memory(proc));
        const { used, free } = byField(swap(proc));
        return { total: total!, shared: shared!, available: available!, swap_used: used!, swap_free: free! };
      },
      () => {
        const [, memoryRow = [], swapRow = []] = rows(said('free', '-b'));
        const [, total, , , shared, , available] = memoryRow.map(Number);
        const [, , used, free] = swapRow.map(Number);
        return { total: total!, shared: shared!, available: available!, swap_used: used!, swap_free: free! };
      },
    ),
  );

  it('of the processors are what /proc/stat says, in seconds', () =>
    agree(
      () => byField(new CpuCollector(proc, { perCpu: false, total: true }).collect()),
      () => {
        const [, ...ticks] = rows(readFileSync('/proc/stat', 'utf8'))[0]!.map(Number);
        const at = (index: number) => ticks[index]! / 100;
        const [user, nice, system, idle, iowait, irq, softirq, steal] = [0, 1, 2, 3, 4, 5, 6, 7].map(at) as number[];
        return {
          time_user: user!,
          time_nice: nice!,
          time_system: system!,
          time_idle: idle!,
          time_iowait: iowait!,
          time_irq: irq!,
          time_softirq: softirq!,
          time_steal: steal!,
          time_guest: at(8),
          time_guest_nice: at(9),
        };
      },
    ));

  it.skipIf(!has('df'))('of disks are what df says', () =>
    agree(
      async () => byField(await disks(proc, { paths: ['/'], ignoreTypes: [], dropDevice: false })),
      () => {
        const [, total, used, free] = rows(said('df', '-P', '-B1', '/'))
          .at(-1)!
          .map(Number);
        const [, inodes, inodesUsed, inodesFree] = rows(said('df', '-P', '-i', '/'))
          .at(-1)!
          .map(Number);
        return {
          total: total!,
          used: used!,
          free: free!,
          used_percent: (100 * used!) / (used! + free!),
          inodes_total: inodes!,
          inodes_used: inodesUsed!,
          inodes_free: inodesFree!,
        };
      },
    ),
  );

  const device = existsSync('/proc/diskstats')
    ? rows(readFileSync('/proc/diskstats', 'utf8')).find(([, , name]) =>
        existsSync(`/sys/class/block/${name}/stat`),
      )?.[2]
    : undefined;
  it.skipIf(device === undefined)('of disks\u2019 work are what /sys says', () =>
    agree(
      () => byField(diskCounters(proc, [device!])),
      () => {
        const n = rows(readFileSync(`/sys/class/block/${device}/stat`, 'utf8'))[0]!.map(Number);
        return {
          reads: n[0]!,
          read_bytes: n[2]! * 512,
          read_time: n[3]!,
          writes: n[4]!,
          write_bytes: n[6]! * 512,
          write_time: n[7]!,
          iops_in_progress: n[8]!,
          io_time: n[9]!,
        };
      },
    ),
  );

  it.skipIf(!existsSync('/sys/class/net/lo/statistics'))('of interfaces are what /sys says', () =>
    agree(
      () => byField(interfaceCounters(proc, ['lo'], () => 0)),
      () => {
        const at = (name: string) => Number(readFileSync(`/sys/class/net/lo/statistics/${name}`, 'utf8'));
        return {
          bytes_recv: at('rx_bytes'),
          bytes_sent: at('tx_bytes'),
          packets_recv: at('rx_packets'),
          packets_sent: at('tx_packets'),
          err_in: at('rx_errors'),
          err_out: at('tx_errors'),
          drop_in: at('rx_dropped'),
          drop_out: at('tx_dropped'),
        };
      },
    ),
  );

  it.skipIf(!has('ss'))('of sockets are what ss says', () =>
    agree(
      () => byField(sockets(proc)),
      () => {
        const count = (...args: string[]) => rows(said('ss', '-Hn', ...args)).length;
        const tcp = (state: string) => count('-ta', 'state', state);
        return {
          tcp_established: tcp('established'),
          tcp_syn_sent: tcp('syn-sent'),
          tcp_fin_wait1: tcp('fin-wait-1'),
          tcp_fin_wait2: tcp('fin-wait-2'),
          tcp_close_wait: tcp('close-wait'),
          tcp_last_ack: tcp('last-ack'),
          tcp_listen: tcp('listening'),
          tcp_closing: tcp('closing'),
          udp_socket: count('-ua'),
        };
      },
    ),
  );

  it.skipIf(!has('ps'))('of processes are what ps says, but for ps itself', () =>
    agree(
      () => {
        const { total, total_threads, zombies, stopped, sleeping } = byField(processes(proc));
        return {
          total: total!,
          total_threads: total_threads!,
          zombies: zombies!,
          stopped: stopped!,
          sleeping: sleeping!,
        };
      },
      () => {
        const listed = rows(said('ps', '-eo', 'stat,nlwp,comm')).slice(1);
        const others = listed.filter(([, , name]) => name !== 'ps');
        const inState = (letters: string) => others.filter(([state = '']) => letters.includes(state[0]!)).length;
        return {
          total: others.length,
          total_threads: others.reduce((sum, [, threads]) => sum + Number(threads), 0),
          zombies: inState('Z'),
          stopped: inState('Tt'),
          sleeping: inState('S'),
        };
      },
    ),
  );
});
