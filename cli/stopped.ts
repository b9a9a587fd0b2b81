import type { Engine } from '../engine/index.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does this once somebody wants the process to end. Ctrl-C may come twice: from the terminal, and from the launcher, which the terminal
 * told as well; the second must not end what the first is closing.
 */
export function onStop(act: () => void): void {
  let isStopping = false;
  for (const signal of signals) {
    process.on(signal, () => {
      if (!isStopping) act();
      isStopping = true;
    });
  }
}

/** Resolves once the engine is closed: by Ctrl-C, or by what started this process. */
export function untilStopped(engine: Pick<Engine, 'close'>): Promise<void> {
  return new Promise((resolve, reject) => onStop(() => engine.close().then(resolve, reject)));
}
