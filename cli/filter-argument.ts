import { type FilterPattern, FilterPatternError, parseFilterPattern } from '../core/filter-pattern/index.ts';
import { UsageError } from './errors.ts';
import { argumentText } from './input.ts';

/**
 * The filter pattern an argument holds or names.
 * @param called what the argument is called where it is refused
 * @throws UsageError with AWS's refusal, the column and what to write instead; a picture of the place goes to standard error before
 */
export function parsedFilter(written: string, called = 'pattern'): FilterPattern {
  try {
    return parseFilterPattern(argumentText(written));
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    if (process.stderr.isTTY) process.stderr.write(`${error.caret()}\n`);
    throw new UsageError(`${called}, column ${error.column}: ${error.message}; ${error.hint}`);
  }
}
