import type { TestEventPatternRequest, TestEventPatternResponse } from '@aws-sdk/client-eventbridge';
import { matchesEvent, TestEventError, validateTestEvent } from '../../../core/event-pattern/index.ts';
import type { Operation } from '../../service.ts';
import { compilePattern } from './pattern.ts';
import { invalid } from './state.ts';

const testEventPattern: Operation<TestEventPatternRequest, TestEventPatternResponse> = ({ input }) => {
  const pattern = compilePattern(input.EventPattern ?? '');
  try {
    return { Result: matchesEvent(pattern, validateTestEvent(input.Event ?? '')) };
  } catch (error) {
    if (!(error instanceof TestEventError)) throw error;
    throw invalid(error.message);
  }
};

export const testPattern = { TestEventPattern: testEventPattern };
