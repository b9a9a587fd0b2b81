import type { Clause } from './clause.ts';

/**
 * A compiled event pattern. It matches an event when one of its branches does; without `$or` there is one.
 * Made by `parseEventPattern`, read by `matchesEvent`, `RuleSet` and `explainEvent`.
 */
export interface EventPattern {
  /** The text it was read from. */
  readonly text: string;
  readonly branches: readonly Branch[];
}

/** Fields that must all match, ordered by path: the order in which same-element rules are decided. */
export type Branch = readonly FieldTest[];

/** The clauses of one field, of which one must hold. */
export interface FieldTest {
  /** Names from the root joined by dots; a dot inside a name is no different. */
  readonly path: string;
  readonly clauses: readonly Clause[];
}
