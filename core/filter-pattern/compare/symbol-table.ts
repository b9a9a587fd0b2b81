/** A way on from a state: what is written on it, and where it leads. */
export interface Step<State> {
  readonly raw: string;
  readonly to: State;
}

/** Something that a text is written to, symbol by symbol, and that may take a symbol in several ways. */
export interface Writer<State> {
  key(state: State): string | number;
  symbol(state: State, symbol: string): readonly Step<State>[];
}

/** A writer whose states are numbers, and which is asked for each symbol in each state once. */
export class SymbolTable<State> {
  readonly #writer: Writer<State>;
  readonly #ids = new Map<string | number, number>();
  readonly #states: State[] = [];
  readonly #steps: Map<string, readonly Step<number>[]>[] = [];

  constructor(writer: Writer<State>) {
    this.#writer = writer;
  }

  id(state: State): number {
    const key = this.#writer.key(state);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#states.push(state) - 1;
    this.#ids.set(key, id);
    this.#steps.push(new Map());
    return id;
  }

  state(id: number): State {
    return this.#states[id] as State;
  }

  steps(id: number, symbol: string): readonly Step<number>[] {
    const known = this.#steps[id]?.get(symbol);
    if (known) return known;
    const made = this.#writer.symbol(this.state(id), symbol).map(({ raw, to }) => ({ raw, to: this.id(to) }));
    this.#steps[id]?.set(symbol, made);
    return made;
  }
}
