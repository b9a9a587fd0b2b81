import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process took, as the kernel tells it. */
export interface Taken {
  readonly seconds: number;
  /** Seconds. */
  readonly cpu: number;
  /** The most it held at once. */
  readonly megabytes: number;
}

/** A running process whose CPU time and memory can be asked for; it is asked often, so that they are known when it has ended. */
export function measured(command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const started = performance.now();
  const child = spawn(command, args, { env, stdio: 'ignore' });
  let [cpu, megabytes] = [0, 0];
  const look = () => {
    try {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      cpu = Math.max(cpu, (Number(fields[11]) + Number(fields[12])) / 100);
      const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      if (peak) megabytes = Number(peak) / 1024;
    } catch {
      // It has ended; what was seen last counts.
    }
  };
  const watch = setInterval(look, 20);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const taken = (): Taken => ({ seconds: (performance.now() - started) / 1000, cpu, megabytes });
  return {
    /** What it has taken by now. */
    soFar(): Taken {
      look();
      return taken();
    },
    /** What it took when it has ended by itself, or at a signal sent now. */
    async end(signal?: NodeJS.Signals): Promise<Taken> {
      if (signal) child.kill(signal);
      await ended;
      clearInterval(watch);
      return taken();
    },
  };
}
