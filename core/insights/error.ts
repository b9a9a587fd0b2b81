/**
 * Thrown when a query breaks the language. `start` and `end` count characters from 0, as `queryCompileError.location` of AWS does;
 * the message names line and position from 1.
 */
export class InsightsError extends Error {
  override readonly name = 'InsightsError';
  readonly start: number;
  readonly end: number;

  constructor(problem: string, query: string, start: number, end = start + 1) {
    const before = query.slice(0, start).split('\n');
    super(`${problem} at line ${before.length} and position ${(before.at(-1) ?? '').length + 1}`);
    this.start = start;
    this.end = end;
  }
}
