/** Thrown when a schedule's text is not one; the message says what is wrong with it. */
export class ScheduleError extends Error {
  override readonly name = 'ScheduleError';
}
