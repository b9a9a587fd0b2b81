/** Thrown for bad usage, or input of which nothing can be used. The message is one line that names what is at fault. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What a process ends with. */
export const exit = {
  done: 0,
  /** A failed check, or input of which a part was skipped. */
  failed: 1,
  /** Bad usage, or input of which nothing could be used. */
  usage: 2,
} as const;
