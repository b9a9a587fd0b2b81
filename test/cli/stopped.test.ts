import { afterEach, describe, expect, it } from 'vitest';
import { untilStopped } from '../../cli/stopped.ts';

const before = new Set(process.listeners('SIGHUP'));

describe('Ctrl-C', () => {
  afterEach(() => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      for (const each of process.listeners(signal)) if (!before.has(each)) process.off(signal, each);
    }
  });

  it('closes once where it comes twice, as it does through the launcher, and the second ends nothing', async () => {
    let closes = 0;
    const closed = Promise.withResolvers<void>();
    const stopped = untilStopped({
      close: () => {
        closes += 1;
        return closed.promise;
      },
    });

    process.emit('SIGHUP');
    process.emit('SIGHUP');

    expect(closes).toBe(1);
    // Without anybody listening the next would end the process.
    expect(process.listeners('SIGHUP').filter((each) => !before.has(each))).toHaveLength(1);
    closed.resolve();
    await expect(stopped).resolves.toBeUndefined();
  });
});
