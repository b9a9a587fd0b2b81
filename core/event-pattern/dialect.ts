import type { Exclusion } from './clause.ts';

/** What differs between the languages that share these parts. */
export interface Dialect {
  /** Which texts `anything-but` takes inside braces, and whether as lists. */
  readonly nestedExclusions: Readonly<Partial<Record<Exclude<Exclusion['of'], 'strings' | 'numbers'>, 'one' | 'list'>>>;
  /** What refuses a nested exclusion that is not text: "prefix/suffix match pattern must be a string" in event patterns. */
  readonly exclusionFault: (of: 'prefix' | 'suffix') => string;
}
