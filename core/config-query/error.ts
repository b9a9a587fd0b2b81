/** Thrown when an expression is none of the query language; `position` counts from 1. AWS's `InvalidExpressionException`. */
export class ConfigQueryError extends Error {
  override readonly name = 'ConfigQueryError';
  readonly position: number;

  constructor(problem: string, position: number) {
    super(`${problem} (at position ${position})`);
    this.position = position;
  }
}
