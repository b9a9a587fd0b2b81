import type { Context } from 'aws-lambda';

/** Thrown when an invocation stops by itself, before Lambda ends it without a word: what is undone is done when it is tried again. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';
}

/** Left to a function for saying what is undone, ms. */
const MARGIN = 5_000;

/** How long an invocation may still work. */
export class Deadline {
  readonly #remaining: () => number;

  constructor({ getRemainingTimeInMillis }: Pick<Context, 'getRemainingTimeInMillis'>) {
    this.#remaining = () => getRemainingTimeInMillis() - MARGIN;
  }

  /** Whether nothing new should be begun. */
  get isNear(): boolean {
    return this.#remaining() <= 0;
  }

  /**
   * What work comes to, if it does in time.
   * @param undone what is undone where it does not
   * @throws OutOfTimeError
   */
  async within<T>(work: Promise<T>, undone: string): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const stop = () => reject(new OutOfTimeError(`out of time: ${undone}`));
      timer = setTimeout(stop, Math.max(0, this.#remaining()));
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
