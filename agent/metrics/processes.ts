import { readdirSync } from 'node:fs';
import type { Proc } from './proc.ts';
import { type Sample, samplesOf } from './sample.ts';

/** What /proc/PID/stat says, as far as it is needed. */
export interface ProcessStat {
  readonly name: string;
  readonly state: string;
  /** ticks */
  readonly userTime: number;
  readonly systemTime: number;
  readonly nice: number;
  readonly threads: number;
  /** ticks after the system's start */
  readonly started: number;
  readonly virtualBytes: number;
  readonly realtimePriority: number;
}

const STATES: Readonly<Record<string, string>> = {
  R: 'running',
  S: 'sleeping',
  Z: 'zombies',
  X: 'dead',
  x: 'dead',
  T: 'stopped',
  t: 'stopped',
  W: 'paging',
  I: 'idle',
  D: 'blocked',
  U: 'blocked',
  L: 'blocked',
};

/** Processes by their state, and all threads. */
export function processes(proc: Proc): Sample[] {
  const counts: Record<string, number> = { total: 0, total_threads: 0 };
  for (const state of Object.values(STATES)) counts[state] = 0;
  for (const pid of processIds(proc)) {
    const stat = processStat(proc, pid);
    if (!stat) continue;
    counts.total! += 1;
    counts.total_threads! += stat.threads;
    const state = STATES[stat.state];
    if (state) counts[state]! += 1;
  }
  return samplesOf(counts);
}

export const processIds = (proc: Proc): number[] =>
  readdirSync(proc.folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** A process's figures, or nothing when it has ended meanwhile. */
export function processStat(proc: Proc, pid: number): ProcessStat | undefined {
  const text = proc.maybe(`${pid}/stat`);
  const [, name, rest] = /^\d+ \((.*)\) ([\s\S]*)$/.exec(text ?? '') ?? [];
  if (name === undefined || rest === undefined) return undefined;
  const fields = rest.trim().split(' ');
  // The third field of the file, its state, is the first here.
  const at = (field: number) => Number(fields[field - 3] ?? 0);
  return {
    name,
    state: fields[0] ?? '',
    userTime: at(14),
    systemTime: at(15),
    nice: at(19),
    threads: at(20),
    started: at(22),
    virtualBytes: at(23),
    realtimePriority: at(40),
  };
}
