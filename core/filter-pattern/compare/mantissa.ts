import type { Bound, Interval } from './number-intervals.ts';
import type { SymbolTable } from './symbol-table.ts';

/** How a number's digits compare with a bound's so far: how many were the same, or the answer. */
type Compared = number;
const LESS = -1;
const MORE = -2;

/** A place behind the first digit that counts: where the writer is, and how the digits compare with the bounds. */
export interface Mantissa {
  readonly key: number;
  readonly state: number;
  readonly low: Compared;
  readonly high: Compared;
}

export interface DigitStep {
  readonly raw: string;
  readonly to: Mantissa;
}

export const DIGITS = '0123456789';

/** The digits of numbers of an interval, wherever their point stands. */
export class Mantissas {
  readonly #table: SymbolTable<unknown>;
  readonly #interval: Interval;
  readonly #known = new Map<number, Mantissa>();
  readonly #steps = new Map<number, readonly DigitStep[]>();

  constructor(table: SymbolTable<unknown>, interval: Interval) {
    this.#table = table;
    this.#interval = interval;
  }

  /** Behind the first digit that is not zero, written from this state of the writer on. */
  begin(state: number): DigitStep[] {
    const { low, high } = this.#interval;
    return this.#digits({ state, low: low ? 0 : MORE, high: high ? 0 : LESS }, DIGITS.slice(1));
  }

  /** One digit more. */
  next(from: Mantissa): readonly DigitStep[] {
    const known = this.#steps.get(from.key) ?? this.#digits(from, DIGITS);
    this.#steps.set(from.key, known);
    return known;
  }

  /** The same digits, with the writer in another state. */
  at(from: Mantissa, state: number): Mantissa {
    return this.#of(state, from.low, from.high);
  }

  /** The powers of ten that the first digit may stand for: with the bound's own power, the digits decide. */
  powers({ low, high }: Mantissa): { least: number; most: number } {
    const { low: from, high: to } = this.#interval;
    return {
      least: from ? from.exponent + (isBeyond(from, low, from.inclusive) ? 0 : 1) : Number.NEGATIVE_INFINITY,
      most: to ? to.exponent - (isBeyond(to, high, !to.inclusive) ? 1 : 0) : Number.POSITIVE_INFINITY,
    };
  }

  #digits(from: Pick<Mantissa, 'state' | 'low' | 'high'>, digits: string): DigitStep[] {
    const steps: DigitStep[] = [];
    for (const digit of digits) {
      const low = compare(from.low, digit, this.#interval.low);
      const high = compare(from.high, digit, this.#interval.high);
      for (const { raw, to } of this.#table.steps(from.state, digit)) steps.push({ raw, to: this.#of(to, low, high) });
    }
    return steps;
  }

  #of(state: number, low: Compared, high: Compared): Mantissa {
    // A bound has fewer than 1,000 digits.
    const key = (state * 1024 + low + 2) * 1024 + high + 2;
    const known = this.#known.get(key) ?? { key, state, low, high };
    this.#known.set(key, known);
    return known;
  }
}

function compare(so: Compared, digit: string, bound: Bound | undefined): Compared {
  if (so < 0 || bound === undefined) return so;
  const same = bound.digits[so] ?? '0';
  if (digit !== same) return digit < same ? LESS : MORE;
  return Math.min(so + 1, bound.digits.length);
}

/** Whether digits are more than the bound's, or the same where `orSame`; those that end before the bound's are less. */
const isBeyond = ({ digits }: Bound, compared: Compared, orSame: boolean): boolean =>
  compared === MORE || (orSame && compared === digits.length);
