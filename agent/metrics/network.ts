import type { Proc } from './proc.ts';
import { type Sample, samplesOf } from './sample.ts';

const LOOPBACK = 0x8;
const UP = 0x1;

/** Counters of each network interface; without a choice those that are up, but for loopback. */
export function interfaceCounters(
  proc: Proc,
  interfaces: readonly string[] | undefined,
  flags: (name: string) => number,
): Sample[] {
  return proc
    .text('net/dev')
    .split('\n')
    .flatMap((line) => {
      const [, name, rest] = /^\s*([^:\s]+):\s*(.*)$/.exec(line) ?? [];
      if (name === undefined || rest === undefined) return [];
      const bits = flags(name);
      if (interfaces ? !interfaces.includes(name) : (bits & LOOPBACK) !== 0 || (bits & UP) === 0) return [];
      const n = rest.trim().split(/\s+/).map(Number);
      const at = (index: number) => n[index] ?? 0;
      const values = {
        bytes_recv: at(0),
        packets_recv: at(1),
        err_in: at(2),
        drop_in: at(3),
        bytes_sent: at(8),
        packets_sent: at(9),
        err_out: at(10),
        drop_out: at(11),
      };
      return samplesOf(values, { interface: name });
    });
}

/** Flags of an interface as /sys has them; up and not loopback where it has none. */
export function interfaceFlags(sys: Proc): (name: string) => number {
  return (name) => {
    const flags = sys.maybe(`class/net/${name}/flags`);
    if (flags !== undefined) return Number.parseInt(flags, 16);
    return name === 'lo' ? LOOPBACK | UP : UP;
  };
}

/** The kernel's states of a TCP socket, by their number. */
const STATES: Readonly<Record<string, string>> = {
  '01': 'established',
  '02': 'syn_sent',
  '03': 'syn_recv',
  '04': 'fin_wait1',
  '05': 'fin_wait2',
  '06': 'time_wait',
  '07': 'close',
  '08': 'close_wait',
  '09': 'last_ack',
  '0A': 'listen',
  '0B': 'closing',
  // A request that is half a connection yet counts as one that waits for its last handshake.
  '0C': 'syn_recv',
};

/** Sockets of both IP versions by their state. */
export function sockets(proc: Proc): Sample[] {
  const counts: Record<string, number> = { tcp_none: 0, udp_socket: 0 };
  for (const state of Object.values(STATES)) counts[`tcp_${state}`] = 0;
  for (const file of ['tcp', 'tcp6']) {
    for (const line of (proc.maybe(`net/${file}`) ?? '').split('\n').slice(1)) {
      const code = line.trim().split(/\s+/)[3];
      if (code === undefined) continue;
      const field = `tcp_${STATES[code] ?? 'none'}`;
      counts[field] = (counts[field] ?? 0) + 1;
    }
  }
  for (const file of ['udp', 'udp6']) {
    counts.udp_socket! += (proc.maybe(`net/${file}`) ?? '')
      .split('\n')
      .slice(1)
      .filter((line) => line.trim() !== '').length;
  }
  return samplesOf(counts);
}
