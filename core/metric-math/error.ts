/** Thrown when an expression cannot be read or computed; `column` counts from 1 and is 0 where no single place is at fault. */
export class MetricMathError extends Error {
  override readonly name = 'MetricMathError';
  readonly column: number;
  constructor(message: string, column = 0) {
    super(message);
    this.column = column;
  }
}
