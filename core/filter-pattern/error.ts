/** The texts with which CloudWatch Logs refuses a pattern, as far as they are known. */
export const refusal = {
  invalid: 'Invalid metric filter pattern',
  character: (character: string) => `Invalid character(s) in term '${character}'`,
  unclosed: (open: string, close: string) => `If a filter pattern starts with '${open}' it must end with '${close}'`,
  dimensions: 'The specified filter pattern does not support dimensions',
  dimensionsWithDefault:
    'Invalid metric transformation: dimensions and default value are mutually exclusive properties',
  dimensionValue: 'Invalid metric transformation: dimension value must be valid selector',
  metricValue: 'Invalid metric transformation: metric value must be a valid number',
  tooManyDimensions: 'Invalid metric transformation: no more than 3 dimensions are allowed',
} as const;

/**
 * Thrown when a pattern's text breaks the grammar or a limit of it.
 *
 * `message` is AWS's own wording where that is known (CloudWatch Logs sends it as `InvalidParameterException`), `hint` says in our words
 * what is wrong and what to write instead, `column` counts characters of `pattern` from 1.
 */
export class FilterPatternError extends Error {
  override readonly name: string = 'FilterPatternError';
  readonly pattern: string;
  readonly column: number;
  readonly hint: string;

  constructor(message: string, pattern: string, column: number, hint: string) {
    super(message);
    this.pattern = pattern;
    this.column = column;
    this.hint = hint;
  }

  /**
   * Two lines for a terminal: the pattern, and below it a caret under the column at fault. A long pattern is cut around it.
   * @example
   * ```
   * { $.a = Failed authentication }
   *                ^
   * ```
   */
  caret(width = 100): string {
    const line = this.pattern.replace(/\s/g, ' ');
    const at = this.column - 1;
    const from = at < width - 1 ? 0 : at - (width >> 1);
    return `${line.slice(from, from + width)}\n${' '.repeat(at - from)}^`;
  }
}

/** Thrown when a pattern's metric transformation cannot be: its value, its dimensions, or both together with the pattern. */
export class MetricTransformationError extends FilterPatternError {
  override readonly name = 'MetricTransformationError';
}
