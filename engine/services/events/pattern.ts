import { type EventPattern, EventPatternError, parseEventPattern } from '../../../core/event-pattern/index.ts';
import { AwsError } from '../../errors.ts';

/** The pattern compiled, or AWS's refusal of it. */
export function compilePattern(text: string): EventPattern {
  try {
    return parseEventPattern(text);
  } catch (error) {
    if (!(error instanceof EventPatternError)) throw error;
    throw new AwsError('InvalidEventPatternException', error.message);
  }
}
