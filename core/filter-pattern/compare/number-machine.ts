import { type Automaton, DEAD } from './automaton.ts';
import { Interned } from './interned.ts';
import type { NumberRange } from './number-ranges.ts';

/** A magnitude in decimal digits: `int` without leading zeros, `frac` without trailing ones. */
interface Digits {
  readonly int: string;
  readonly frac: string;
}

/** How the digits read so far compare with a bound: -1 below, 1 above, 0 the same up to here. */
interface Compared {
  readonly low: number;
  readonly high: number;
}

interface Mantissa extends Compared {
  readonly phase: 'start' | 'signed' | 'int' | 'point' | 'frac';
  /** Digits read of this part, leading zeros apart. */
  readonly count: number;
  readonly hasDigit: boolean;
}

type State = Mantissa | { readonly phase: 'exponent'; readonly left: string; readonly begun: boolean };

/**
 * Spellings of the numbers of a range with the exponent `power`: `5e-1` for -1, `0.5` and `00.50` and `0.5e0` for 0. With 0 these are all
 * spellings without an exponent.
 */
export function spellingsIn({ low, high, includesLow, negative }: NumberRange, power: number): Automaton {
  const bounds = { low: digitsOf(low, power), high: Number.isFinite(high) ? digitsOf(high, power) : undefined };
  const states = new Interned<State>();
  const id = (state: State) => states.id(JSON.stringify(state), state);

  const within = ({ low: fromLow, high: fromHigh }: Compared) => {
    return (includesLow ? fromLow >= 0 : fromLow > 0) && (bounds.high === undefined || fromHigh < 0);
  };

  const digit = (state: Mantissa, char: string): State => {
    if (state.phase === 'point' || state.phase === 'frac') {
      return {
        phase: 'frac',
        count: Math.min(state.count + 1, longest('frac', bounds)),
        hasDigit: true,
        low: state.low || compare(char, bounds.low.frac[state.count] ?? '0'),
        high: bounds.high ? state.high || compare(char, bounds.high.frac[state.count] ?? '0') : 0,
      };
    }
    if (state.count === 0 && char === '0') return { ...state, phase: 'int', hasDigit: true };
    const against = (so: number, bound: Digits | undefined) => so || compare(char, bound?.int[state.count] ?? '0');
    return {
      phase: 'int',
      count: Math.min(state.count + 1, longest('int', bounds) + 1),
      hasDigit: true,
      low: against(state.low, bounds.low),
      high: bounds.high ? against(state.high, bounds.high) : 0,
    };
  };

  return {
    start: id({ phase: 'start', count: 0, hasDigit: false, low: 0, high: 0 }),
    next(from, char) {
      const state = states.of(from);
      if (from === DEAD || state === undefined) return DEAD;
      if (state.phase === 'exponent') return exponentStep(state, char, power, id);
      if (char >= '0' && char <= '9') return negative && state.phase === 'start' ? DEAD : id(digit(state, char));
      if (state.phase === 'start' && char === (negative ? '-' : '+')) return id({ ...state, phase: 'signed' });
      if (char === '.' && state.phase !== 'point' && state.phase !== 'frac') {
        if (negative && state.phase === 'start') return DEAD;
        return id({ ...atPoint(state, bounds), phase: 'point', count: 0 });
      }
      if ((char === 'e' || char === 'E') && state.hasDigit && within(atEnd(state, bounds))) {
        return id({ phase: 'exponent', left: String(Math.abs(power)), begun: false });
      }
      return DEAD;
    },
    accepts(from) {
      const state = states.of(from);
      if (from === DEAD || state === undefined) return false;
      if (state.phase === 'exponent') return state.left === '';
      return power === 0 && state.hasDigit && within(atEnd(state, bounds));
    },
  };
}

function exponentStep(
  { left, begun }: { left: string; begun: boolean },
  char: string,
  power: number,
  id: (state: State) => number,
): number {
  const sign = power < 0 ? '-' : '+';
  if (!begun && char === sign) return id({ phase: 'exponent', left, begun: true });
  if (power < 0 && !begun) return DEAD;
  return char === left[0] ? id({ phase: 'exponent', left: left.slice(1), begun: true }) : DEAD;
}

interface Bounds {
  readonly low: Digits;
  readonly high: Digits | undefined;
}

const longest = (part: keyof Digits, { low, high }: Bounds): number =>
  Math.max(low[part].length, high?.[part].length ?? 0);

/** The comparison once the digits before the point are all read: more digits are more. */
function atPoint(state: Mantissa, bounds: Bounds): Mantissa {
  if (state.phase === 'point' || state.phase === 'frac') return state;
  const settle = (so: number, bound: Digits | undefined) =>
    bound === undefined ? 0 : state.count === bound.int.length ? so : state.count < bound.int.length ? -1 : 1;
  return { ...state, low: settle(state.low, bounds.low), high: settle(state.high, bounds.high) };
}

/** The comparison once the number ends: what the bound still has is not zero. */
function atEnd(state: Mantissa, bounds: Bounds): Compared {
  const { phase, count, low, high } = atPoint(state, bounds);
  const read = phase === 'frac' ? count : 0;
  const settle = (so: number, bound: Digits | undefined) =>
    so !== 0 || bound === undefined || read >= bound.frac.length ? so : -1;
  return { low: settle(low, bounds.low), high: settle(high, bounds.high) };
}

/** The digits of `value / 10 ** power`, exactly. */
function digitsOf(value: number, power: number): Digits {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [int = '', frac = ''] = mantissa.split('.');
  const point = int.length + Number(exponent) - power;
  const all = `${'0'.repeat(Math.max(0, -point))}${int}${frac}`;
  const at = Math.max(0, point);
  return {
    int: all.slice(0, at).padEnd(at, '0').replace(/^0+/, ''),
    frac: all.slice(at).replace(/0+$/, ''),
  };
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
