import type { Timer } from '../../clock.ts';
import type { ConfigState, Rule } from './state.ts';

/** Timers of periodic rules, counted from when each was made: after a restart they go on in step. */
export class RuleClock {
  readonly #state: ConfigState;
  readonly #timers = new Map<string, Timer>();

  constructor(state: ConfigState) {
    this.#state = state;
  }

  /** Runs `task` with the rule as it is then, every so many ms, in place of what was set for it. */
  set(scope: string, rule: Rule, every: number, task: (rule: Rule) => void): void {
    this.cancel(rule);
    const { clock, store } = this.#state.parts;
    const passed = Math.floor((clock.now() - rule.createdAt) / every);
    const timer = clock.at(rule.createdAt + (passed + 1) * every, () => {
      const current = this.#state.rules.get(scope, rule.name);
      if (!current) return;
      this.set(scope, current, every, task);
      store.write(() => task(current));
    });
    this.#timers.set(rule.arn, timer);
  }

  cancel(rule: Rule): void {
    this.#timers.get(rule.arn)?.cancel();
    this.#timers.delete(rule.arn);
  }
}
