import type { Mantissa, Mantissas } from './mantissa.ts';

/** What may stand before an exponent: the state of the writer, and the powers of ten that the first digit may stand for. */
export interface Ending {
  readonly state: number;
  readonly least: number;
  readonly most: number;
}

interface Hop {
  readonly raw: string;
  readonly to: Mantissa | undefined;
}

/** Where digits that are not counted lead, as many as one likes, and what is written on the way. */
export class TailGraph {
  readonly #mantissas: Mantissas;
  readonly #endings = new Map<string, Ending>();
  readonly #nodes = new Map<number, Mantissa>();
  /** By ending, from each place that leads there the way on; made when all places are known. */
  readonly #hops = new Map<Ending, Map<number, Hop>>();

  constructor(mantissas: Mantissas) {
    this.#mantissas = mantissas;
  }

  /** The number ends here. */
  endingAt(mantissa: Mantissa): Ending {
    const { least, most } = this.#mantissas.powers(mantissa);
    const key = `${mantissa.state} ${least} ${most}`;
    const known = this.#endings.get(key) ?? { state: mantissa.state, least, most };
    this.#endings.set(key, known);
    return known;
  }

  /** All places that further digits lead to. */
  add(from: Mantissa): void {
    const open = [from];
    for (const node of open) {
      if (this.#nodes.has(node.key)) continue;
      this.#nodes.set(node.key, node);
      for (const { to } of this.#mantissas.next(node)) open.push(to);
    }
  }

  /** To be called when all places are added. */
  connect(): void {
    const before = new Map<number, { from: Mantissa; raw: string }[]>();
    for (const from of this.#nodes.values())
      for (const { raw, to } of this.#mantissas.next(from)) {
        const known = before.get(to.key);
        if (known) known.push({ from, raw });
        else before.set(to.key, [{ from, raw }]);
      }
    for (const [ending, nodes] of Map.groupBy(this.#nodes.values(), (node) => this.endingAt(node))) {
      const hops = new Map<number, Hop>(nodes.map((node) => [node.key, { raw: '', to: undefined }]));
      const open = [...nodes];
      for (const to of open)
        for (const { from, raw } of before.get(to.key) ?? []) {
          if (hops.has(from.key)) continue;
          hops.set(from.key, { raw, to });
          open.push(from);
        }
      this.#hops.set(ending, hops);
    }
  }

  /** The endings that digits from here lead to. */
  endingsFrom({ key }: Mantissa): Ending[] {
    return [...this.#hops].flatMap(([ending, hops]) => (hops.has(key) ? [ending] : []));
  }

  /** The digits that lead there. */
  text(from: Mantissa, ending: Ending): string {
    const hops = this.#hops.get(ending);
    let text = '';
    for (let hop = hops?.get(from.key); hop; hop = hop.to && hops?.get(hop.to.key)) text += hop.raw;
    return text;
  }
}
