import { matchesEvent } from './matches-event.ts';
import type { EventPattern } from './pattern.ts';

/** Many event patterns, each under an id, matched against one event at once. */
export class RuleSet<Id> {
  private readonly rules = new Map<Id, EventPattern>();

  constructor(_options: { readonly stopEarly?: boolean } = {}) {}

  /** Adds a rule, in place of one of the same id. */
  add(id: Id, pattern: EventPattern): void {
    this.rules.set(id, pattern);
  }

  delete(id: Id): void {
    this.rules.delete(id);
  }

  /** The ids of the rules an event matches, in the order in which they were added. */
  match(event: object | string): Id[] {
    return Array.from(this.rules)
      .filter(([, pattern]) => matchesEvent(pattern, event))
      .map(([id]) => id);
  }
}
