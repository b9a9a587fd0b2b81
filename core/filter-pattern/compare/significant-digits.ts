import { type Automaton, DEAD, decimal } from './automaton.ts';
import { Interned } from './interned.ts';
import type { NumberRange } from './number-ranges.ts';

interface State {
  /** Where in the number, as `decimal` counts. */
  readonly phase: number;
  readonly minus: boolean;
  /** Significant digits read, up to one more than the bounds have. */
  readonly count: number;
  /** How they compare with those of the bounds so far. */
  readonly low: number;
  readonly high: number;
}

/**
 * Decimal numbers that may be in a range, wherever their point stands and whatever their exponent is: told by the sign and, where the
 * range spans less than a power of ten, by the significant digits. What is not among them surely is not in the range.
 */
export function digitsWithin({ low, high, includesLow, negative }: NumberRange): Automaton {
  const from = scientific(low);
  const to = Number.isFinite(high) ? scientific(high) : undefined;
  const decades = low === 0 || to === undefined ? Number.POSITIVE_INFINITY : to.exponent - from.exponent;
  const longest = Math.max(from.digits.length, to?.digits.length ?? 0);
  const states = new Interned<State>();
  const id = (state: State) => states.id(Object.values(state).join(), state);

  /** The comparison at the number's end: digits the bound still has make it the larger. */
  const settled = (so: number, digits: string, count: number) => so || (count < digits.length ? -1 : 0);

  return {
    start: id({ phase: decimal.start, minus: false, count: 0, low: 0, high: 0 }),
    next(at, char) {
      const state = states.of(at);
      if (at === DEAD || state === undefined) return DEAD;
      const phase = decimal.next(state.phase, char);
      if (phase === DEAD) return DEAD;
      const minus = state.minus || (state.phase === decimal.start && char === '-');
      const isSignificant = phase <= 4 && char >= '0' && char <= '9' && (state.count > 0 || char !== '0');
      if (!isSignificant) return id({ ...state, phase, minus });
      return id({
        phase,
        minus,
        count: Math.min(state.count + 1, longest + 1),
        low: state.low || compare(char, from.digits[state.count] ?? '0'),
        high: state.high || compare(char, to?.digits[state.count] ?? '0'),
      });
    },
    accepts(at) {
      const state = states.of(at);
      if (at === DEAD || state === undefined || !decimal.accepts(state.phase)) return false;
      if (state.count === 0) return includesLow;
      // So far below that it is rounded to zero, a number may have either sign.
      if (includesLow) return true;
      if (state.minus !== negative) return false;
      if (decades > 1 || to === undefined) return true;
      const isFrom = settled(state.low, from.digits, state.count) >= 0;
      const isTo = settled(state.high, to.digits, state.count) <= 0;
      return decades === 0 ? isFrom && isTo : isFrom || isTo;
    },
  };
}

/** A number's digits without zeros before and behind, and its power of ten. */
function scientific(value: number): { digits: string; exponent: number } {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  return { digits: mantissa.replace('.', '').replace(/0+$/, ''), exponent: Number(exponent) };
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
