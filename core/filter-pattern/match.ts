import type { FilterPattern } from './ast.ts';
import { FilterSet } from './filter-set.ts';

const alone = new WeakMap<FilterPattern, FilterSet>();

/** Whether one pattern matches one log event's message. A pattern is compiled at its first use. */
export const matchesFilter = (pattern: FilterPattern, message: string): boolean =>
  setOf(pattern).match(message).length > 0;

/** The values a pattern takes from a message, as `TestMetricFilter`'s `extractedValues`; empty where it does not match. */
export function extractValues(pattern: FilterPattern, message: string): Record<string, string> {
  const set = setOf(pattern);
  return set.match(message).length > 0 ? set.values(0) : {};
}

function setOf(pattern: FilterPattern): FilterSet {
  const known = alone.get(pattern);
  if (known) return known;
  const made = new FilterSet([pattern]);
  alone.set(pattern, made);
  return made;
}
