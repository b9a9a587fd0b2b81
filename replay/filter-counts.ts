import type { SimulatedRecord } from '../core/simulate/index.ts';

/** How a filter fared, for people and for JSON. */
export interface FilterResult {
  readonly filter: string;
  /** Distinct records it matches. */
  readonly matches: number;
  /**
   * The periods an alarm on the filter would look at, aligned to the clock: `breaching` of them have at least one match, of the `of` that
   * the time from the first record to the last has room for.
   */
  readonly periods: { readonly seconds: number; readonly breaching: number; readonly of: number };
  /** The address, or AWS service, from which most of the matches came. */
  readonly mostly?: { readonly source: string; readonly matches: number };
  /**
   * For a filter that was asked for: what an alarm on it as CIS sets it (Sum of 5 minutes, 1 or more) would have done. How often it would have
   * been raised, for how many seconds it would have been blind, and where its longest stay in ALARM began.
   */
  readonly alarm?: { readonly raised: number; readonly blind: number; readonly from: string | null };
  /** Why AWS would refuse the pattern, and at which character of it, from 1. */
  readonly error?: { readonly message: string; readonly column: number };
}

/** The periods of CIS's alarms. */
const seconds = 300;

/** Counts what one filter matches; records come in the order of their times. */
export class FilterCount {
  readonly id: string;
  #matches = 0;
  #breaching = 0;
  #lastPeriod = Number.NaN;
  readonly #sources = new Map<string, number>();

  constructor(id: string) {
    this.id = id;
  }

  add({ time, kind }: SimulatedRecord): void {
    this.#matches += 1;
    const period = Math.floor(time / (seconds * 1000));
    if (period !== this.#lastPeriod) this.#breaching += 1;
    this.#lastPeriod = period;
    const source = String(kind.known.sourceIPAddress ?? '');
    this.#sources.set(source, (this.#sources.get(source) ?? 0) + 1);
  }

  /** @param span milliseconds from the first record of the archive to the last */
  result(span: number): FilterResult {
    const [source, matches] = [...this.#sources].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0]);
    return {
      filter: this.id,
      matches: this.#matches,
      periods: {
        seconds,
        breaching: this.#breaching,
        of: Math.max(Math.floor(span / (seconds * 1000)), this.#breaching),
      },
      ...(source !== '' && { mostly: { source, matches } }),
    };
  }
}
