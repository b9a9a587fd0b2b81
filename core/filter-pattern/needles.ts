/**
 * Many texts looked for in another at once, in one walk over it: the automaton of Aho and Corasick. Every state stands for the longest
 * beginning of a needle that the text read so far ends with; a character leads on to a longer one, or back to a shorter one first, which
 * happens at most as often as characters were read. So a walk takes at most two steps a character, however many needles there are.
 */
export class Needles {
  /** A state's first child and its character; the others of a state that branches are in `#branches`. */
  readonly #codes: number[] = [-1];
  readonly #children: number[] = [-1];
  readonly #branches: (Map<number, number> | undefined)[] = [undefined];
  /** The state of the longest proper ending that is a beginning of some needle. */
  readonly #fallbacks: number[] = [0];
  /** The state of the longest needle that the text read so far ends with, -1 for none. */
  readonly #ends: number[] = [-1];
  /** Of a needle's state, that of the next shorter needle it ends with, -1 for none. */
  readonly #shorter: number[] = [-1];
  /** Where the start leads by ASCII character: there a walk mostly is. */
  readonly #first = new Int32Array(128);
  /** Steps of all walks so far. */
  steps = 0;

  /** @param needles none of them twice, none empty */
  constructor(needles: readonly string[]) {
    for (const needle of needles) this.#add(needle);
    this.#link();
    for (let code = 0; code < 128; code += 1) this.#first[code] = Math.max(0, this.#child(0, code));
  }

  /** How many states there are; the start is 0. */
  get size(): number {
    return this.#codes.length;
  }

  next(state: number, code: number): number {
    this.steps += 1;
    if (state === 0 && code < 128) return this.#first[code] ?? 0;
    let child = this.#child(state, code);
    while (child < 0 && state !== 0) {
      this.steps += 1;
      state = this.#fallbacks[state] ?? 0;
      child = this.#child(state, code);
    }
    return Math.max(0, child);
  }

  /** The state of the longest needle that ends in this state, -1 where none does. */
  end(state: number): number {
    return this.#ends[state] ?? -1;
  }

  /** The state of the longest needle that another one, given by its state, ends with, -1 where there is none. */
  shorter(state: number): number {
    return this.#shorter[state] ?? -1;
  }

  /** The state that a needle ends in. */
  stateOf(needle: string): number {
    let state = 0;
    for (let at = 0; at < needle.length; at += 1) state = this.#child(state, needle.charCodeAt(at));
    return state;
  }

  #child(state: number, code: number): number {
    if (this.#codes[state] === code) return this.#children[state] ?? -1;
    return this.#branches[state]?.get(code) ?? -1;
  }

  #add(needle: string): void {
    let state = 0;
    for (let at = 0; at < needle.length; at += 1) {
      const code = needle.charCodeAt(at);
      const child = this.#child(state, code);
      state = child < 0 ? this.#grow(state, code) : child;
    }
    this.#ends[state] = state;
  }

  #grow(state: number, code: number): number {
    const child = this.#codes.push(-1) - 1;
    this.#children.push(-1);
    this.#branches.push(undefined);
    this.#fallbacks.push(0);
    this.#ends.push(-1);
    this.#shorter.push(-1);
    if (this.#codes[state] === -1) {
      this.#codes[state] = code;
      this.#children[state] = child;
    } else {
      const branches = this.#branches[state] ?? new Map<number, number>();
      this.#branches[state] = branches.set(code, child);
    }
    return child;
  }

  /** Shorter states before longer ones, since a fallback is always shorter. */
  #link(): void {
    const queue = [0];
    for (const state of queue) {
      for (const [code, child] of this.#childrenOf(state)) {
        queue.push(child);
        let fallback = state;
        let found = -1;
        while (found < 0 && fallback !== 0) {
          fallback = this.#fallbacks[fallback] ?? 0;
          found = this.#child(fallback, code);
        }
        this.#fallbacks[child] = Math.max(0, found);
        const ending = this.#ends[this.#fallbacks[child]] ?? -1;
        if (this.#ends[child] === child) this.#shorter[child] = ending;
        else this.#ends[child] = ending;
      }
    }
  }

  #childrenOf(state: number): [code: number, child: number][] {
    const code = this.#codes[state] ?? -1;
    return code < 0 ? [] : [[code, this.#children[state] ?? -1], ...(this.#branches[state] ?? [])];
  }
}

/**
 * Whether the engine's own search takes time linear in the text for these: it does for each that is not long (beyond 250 characters it may look at
 * a character as often as the needle is long), and a few are as good as one.
 */
export const areFewAndShort = (needles: readonly string[]): boolean =>
  needles.length <= 8 && needles.every((needle) => needle.length <= 250);
