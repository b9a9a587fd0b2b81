import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/trailkeeper.mjs', import.meta.url));

export interface Running {
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends it the hard way, as a power cut to the process would. */
  kill(): Promise<void>;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
}

/** Starts `trailkeeper up` (or `start`), and waits until it says `ready`. */
export function running(...args: string[]): Promise<Running> {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return new Promise((resolve, reject) => {
    const see = (chunk: Buffer) => {
      output += chunk;
      const url = /^ready (http\S+)$/m.exec(output)?.[1];
      if (url) resolve({ url, process: child, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') });
    };
    child.stdout.on('data', see);
    child.stderr.on('data', see);
    child.once('close', (code) => reject(new Error(`ended with ${code} before it was ready:\n${output}`)));
  });
}
