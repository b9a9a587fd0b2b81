import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('run-engine.ts', import.meta.url));

/** An engine in a process of its own on a data folder, to be killed as power cuts do. */
export async function engineProcess(folder: string) {
  const child: ChildProcess = fork(script, [folder]);
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the engine's process ended with ${code} before it was ready`);
  });
  const [url] = (await Promise.race([once(child, 'message'), failed])) as [string];
  failed.catch(() => {});
  return {
    url,
    pid: child.pid!,
    kill: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
