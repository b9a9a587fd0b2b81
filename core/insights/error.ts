/**
 * Thrown when a query breaks the language. `start` and `end` count characters from 0, as `queryCompileError.location` of AWS does;
 * the message names line and position from 1.
 */
export class InsightsError extends Error {
  override readonly name = 'InsightsError';
  readonly query: string;
  readonly start: number;
  readonly end: number;

  constructor(problem: string, query: string, start: number, end = start + 1) {
    const before = query.slice(0, start).split('\n');
    super(`${problem} at line ${before.length} and position ${(before.at(-1) ?? '').length + 1}`);
    this.query = query;
    this.start = start;
    this.end = end;
  }

  /** Two lines for a terminal: the query's line at fault, cut around the place, and a caret under it. */
  caret(width = 100): string {
    const lineStart = this.query.lastIndexOf('\n', this.start - 1) + 1;
    const lineEnd = this.query.indexOf('\n', lineStart);
    const line = this.query.slice(lineStart, lineEnd === -1 ? undefined : lineEnd).replace(/\s/g, ' ');
    const at = this.start - lineStart;
    const from = at < width - 1 ? 0 : at - (width >> 1);
    return `${line.slice(from, from + width)}\n${' '.repeat(at - from)}^`;
  }
}
