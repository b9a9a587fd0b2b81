import type { Engine } from '../engine/index.ts';

/** Resolves once the engine is closed: by Ctrl-C, or by what started this process. */
export function untilStopped(engine: Pick<Engine, 'close'>): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => engine.close().then(resolve, reject);
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    process.once('SIGHUP', stop);
  });
}
