/** A state reached by a counted step, and the way back from it. */
export interface Counted<Node> {
  readonly key: number;
  readonly node: Node;
  readonly from: Counted<Node> | undefined;
  /** What was written on the way here: before the count began, where `from` is undefined. */
  readonly raw: string;
}

type Layer<Node> = ReadonlyMap<number, Counted<Node>>;

/** Layers looked at; beyond, it is not known whether they ever come again. */
const LIMIT = 4000;

/**
 * The states that can be reached by exactly 0, 1, 2, ... steps. There are finitely many sets of states, so the layers come again in turn
 * some day: from then on every number of steps is known.
 */
export class CountedLayers<Node> {
  readonly #layers: Layer<Node>[] = [];
  /** The first layer that comes again, as it does then: with other ways back. Undefined where the last layer leads nowhere. */
  readonly #again: Layer<Node> | undefined;
  readonly #first: number;
  /** Set where the layers did not come again within the limit. */
  readonly isCut: boolean;

  constructor(start: Layer<Node>, step: (node: Node) => Iterable<{ key: number; node: Node; raw: string }>) {
    const seen = new Map<string, number>();
    let layer = start;
    while (layer.size > 0 && this.#layers.length < LIMIT) {
      const key = [...layer.keys()].sort((a, b) => a - b).join();
      const known = seen.get(key);
      if (known !== undefined) {
        this.#first = known;
        this.#again = layer;
        this.isCut = false;
        return;
      }
      seen.set(key, this.#layers.length);
      this.#layers.push(layer);
      const following = new Map<number, Counted<Node>>();
      for (const from of layer.values())
        for (const { key: to, node, raw } of step(from.node))
          if (!following.has(to)) following.set(to, { key: to, node, from, raw });
      layer = following;
    }
    this.#first = this.#layers.length;
    this.isCut = layer.size > 0;
  }

  /** How many layers differ. */
  get size(): number {
    return this.#layers.length;
  }

  /** After how many layers those behind come again; 0 where none does. */
  get period(): number {
    return this.size - this.#first;
  }

  /** The layers that differ, each with its number of steps. */
  entries(): IterableIterator<[number, Layer<Node>]> {
    return this.#layers.entries();
  }

  /** The layer that stands for a number of steps; undefined where so many steps cannot be taken. */
  standIn(steps: number): number | undefined {
    if (steps < this.size) return steps;
    return this.period === 0 ? undefined : this.#first + ((steps - this.#first) % this.period);
  }

  /** What is written on a way of so many steps to a state of their layer. */
  textTo(key: number, steps: number): string {
    const parts: string[] = [];
    let at = this.#at(key, steps);
    for (let left = steps; at !== undefined; left -= 1) {
      parts.push(at.raw);
      at = at.from && this.#at(at.from.key, left - 1);
    }
    return parts.reverse().join('');
  }

  #at(key: number, steps: number): Counted<Node> | undefined {
    const layer = this.standIn(steps);
    if (layer === undefined) return undefined;
    return layer === this.#first && steps > layer ? this.#again?.get(key) : this.#layers[layer]?.get(key);
  }
}
