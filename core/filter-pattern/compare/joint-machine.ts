import { type Automaton, DEAD } from './automaton.ts';
import type { Step, Writer } from './symbol-table.ts';

/** A language a text must be in, or must not. */
export interface Member {
  readonly machine: Automaton;
  readonly wanted: boolean;
}

/** The machines of several languages side by side: which texts are in those wanted and in none of the others. */
export class JointMachine implements Writer<readonly number[]> {
  readonly start: readonly number[];
  readonly #members: readonly Member[];
  readonly #alphabet: readonly string[];
  /** Set once every way was followed: the texts given, or texts that no machine tells from them, are all there are. */
  exhausted = false;

  constructor(members: readonly Member[], alphabet: readonly string[]) {
    this.#members = members;
    this.#alphabet = alphabet;
    this.start = members.map(({ machine }) => machine.start);
  }

  /**
   * One shortest text for each way through the machines that ends as wanted.
   * @param limit how many states are looked at
   */
  *texts(limit: number): Generator<string> {
    const { start } = this;
    const seen = new Set([this.key(start)]);
    let layer: { states: readonly number[]; text: string }[] = this.#isHopeless(start)
      ? []
      : [{ states: start, text: '' }];
    while (layer.length > 0) {
      const following: typeof layer = [];
      for (const { states, text } of layer) {
        if (this.ends(states)) yield text;
        for (const char of this.#alphabet) {
          const moved = this.#next(states, char);
          const key = this.key(moved);
          if (seen.has(key) || this.#isHopeless(moved)) continue;
          if (seen.size >= limit) return;
          seen.add(key);
          following.push({ states: moved, text: text + char });
        }
      }
      layer = following;
    }
    this.exhausted = true;
  }

  key(states: readonly number[]): string {
    return states.join();
  }

  symbol(states: readonly number[], char: string): Step<readonly number[]>[] {
    const to = this.#next(states, char);
    return this.#isHopeless(to) ? [] : [{ raw: char, to }];
  }

  ends(states: readonly number[]): boolean {
    return this.#members.every(({ machine, wanted }, index) => machine.accepts(states[index]!) === wanted);
  }

  #next(states: readonly number[], char: string): number[] {
    return states.map((state, index) => this.#members[index]!.machine.next(state, char));
  }

  #isHopeless(states: readonly number[]): boolean {
    return this.#members.some(({ machine, wanted }, index) => {
      const state = states[index]!;
      return wanted ? state === DEAD : machine.always?.(state) === true;
    });
  }
}
