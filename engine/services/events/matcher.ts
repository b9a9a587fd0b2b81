import { type EventPattern, RuleSet } from '../../../core/event-pattern/index.ts';
import { type BusRef, type Rule, ruleScope } from './model.ts';
import { compilePattern } from './pattern.ts';
import type { EventsState } from './state.ts';

/** The rules of each bus compiled into one set, again when one of them changed and an event asks. */
export class Matcher {
  readonly #state: EventsState;
  readonly #buses = new Map<string, { version: number; set: RuleSet<Rule> }>();
  readonly #patterns = new Map<string, EventPattern>();

  constructor(state: EventsState) {
    this.#state = state;
  }

  /** The enabled rules of a bus whose pattern an event's text matches. */
  match(bus: BusRef, text: string): Rule[] {
    return this.#compiled(bus).match(text);
  }

  #compiled(bus: BusRef): RuleSet<Rule> {
    const scope = ruleScope(bus);
    const version = this.#state.rules.version;
    const known = this.#buses.get(scope);
    if (known?.version === version) return known.set;
    const set = new RuleSet<Rule>();
    for (const rule of this.#state.rules.list(scope)) {
      // The rules archives show are done by the archives themselves.
      if (rule.pattern && rule.state !== 'DISABLED' && !rule.managedBy) set.add(rule, this.#pattern(rule.pattern));
    }
    this.#buses.set(scope, { version, set });
    return set;
  }

  /** Patterns outlive the sets: a rule's change leaves the others' as they are. */
  #pattern(text: string): EventPattern {
    let pattern = this.#patterns.get(text);
    if (!pattern) {
      if (this.#patterns.size > 5_000) this.#patterns.clear();
      pattern = compilePattern(text);
      this.#patterns.set(text, pattern);
    }
    return pattern;
  }
}
