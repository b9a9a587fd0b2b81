import {
  type FilterPattern,
  FilterPatternError,
  limits,
  parseFilterPattern,
  regexCount,
} from '../../../core/filter-pattern/index.ts';
import { invalid, refusals } from './errors.ts';
import type { LogsState, MetricFilter, SubscriptionFilter } from './state.ts';

/** A pattern of a request; what AWS refuses is refused in its words. */
export const parsePattern = (text: string): FilterPattern => refusing(() => parseFilterPattern(text));

/** Runs what reads a pattern or a metric transformation; its refusal becomes an answer. */
export function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FilterPatternError) throw invalid(error.message);
    throw error;
  }
}

/**
 * A group takes only so many patterns with regular expressions, over metric and subscription filters together.
 * @param replaced the filter the new one takes the place of
 */
export function assertRegexesFit(
  state: LogsState,
  filterScope: string,
  pattern: FilterPattern,
  replaced: MetricFilter | SubscriptionFilter | undefined,
): void {
  if (regexCount(pattern) === 0) return;
  const others = [...state.metricFilters.list(filterScope), ...state.subscriptionFilters.list(filterScope)];
  const taken = others.filter((each) => each !== replaced && regexCount(parseFilterPattern(each.pattern)) > 0);
  if (taken.length >= limits.regexPatternsPerLogGroup) throw refusals.limit();
}
