import { setTimeout as sleep } from 'node:timers/promises';

const MOST_ATTEMPTS = 6;
const FIRST_WAIT = 200;
const LONGEST_WAIT = 10_000;
const LONGEST_REQUEST = 30_000;
/** Left to the function for saying why it fails. */
const MARGIN = 1_000;

/**
 * Thrown when OpenSearch has no room, and waiting did not help: the invocation fails, so that Lambda tries it again later.
 */
export class BackPressureError extends Error {
  override readonly name = 'BackPressureError';
}

/** How long one invocation may wait for OpenSearch: exponential back-off with full jitter, and no longer than Lambda lets it run. */
export class Patience {
  readonly #remaining: () => number;

  /** @param remaining ms the invocation has left */
  constructor(remaining: () => number) {
    this.#remaining = remaining;
  }

  /** Ends a request that would outlast the invocation. */
  get signal(): AbortSignal {
    return AbortSignal.timeout(Math.max(1, Math.min(LONGEST_REQUEST, this.#remaining() - MARGIN)));
  }

  /**
   * Waits before another attempt.
   * @param made attempts so far, at least one
   * @throws BackPressureError when there are to be no more
   */
  async wait(made: number, reason: string): Promise<void> {
    if (made >= MOST_ATTEMPTS) throw new BackPressureError(`OpenSearch took no more after ${made} attempts: ${reason}`);
    const wait = Math.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (made - 1));
    if (wait > this.#remaining() - MARGIN) {
      throw new BackPressureError(`OpenSearch took no more within the function's time: ${reason}`);
    }
    await sleep(wait);
  }
}
