import { compileValueTest } from '../value-test.ts';
import type { TextLiteral } from './texts.ts';

/** A positive number in decimal digits, exactly: `d.ddd` times ten to the power of `exponent`; `digits` without zeros before and behind. */
export interface Bound {
  readonly digits: string;
  readonly exponent: number;
  readonly inclusive: boolean;
}

/** Numbers of one sign between two magnitudes; from zero, or without end, where a bound is missing. */
export interface Interval {
  readonly negative: boolean;
  readonly low: Bound | undefined;
  readonly high: Bound | undefined;
  /** Whether zero itself is among them, in whatever spelling. */
  readonly zero: boolean;
}

/**
 * The numbers, as written, that pass all comparisons with numbers: exactly those that are read as a double which passes. The doubles
 * compared with cut the line into pieces, of which each passes or fails as a whole; a piece of doubles is all that is rounded to one of them.
 */
export function intervalsOf(numeric: readonly TextLiteral[]): Interval[] {
  const tests = numeric.map(({ operator, value, holds }) => {
    const test = compileValueTest(operator, value);
    return (number: number) => test(textOf(number)) === holds;
  });
  const passes = (number: number) => tests.every((test) => test(number));
  const bounds = numeric.flatMap(({ value }) => (value.kind === 'number' ? [value.value] : []));
  return [false, true].flatMap((negative) => {
    const sign = negative ? -1 : 1;
    const pieces = piecesOf(bounds.map((bound) => bound * sign)).filter(({ from }) => passes(from * sign));
    return joined(pieces).map((piece) => intervalOf(piece, negative));
  });
}

/** Pieces that follow on each other as one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    if (last && after(last.to) === piece.from) whole[whole.length - 1] = { from: last.from, to: piece.to };
    else whole.push(piece);
  }
  return whole;
}

/** Doubles of 0 and above, from one to another, both included. */
interface Piece {
  readonly from: number;
  readonly to: number;
}

/** Each double compared with, zero and infinity, and what lies between them. */
function piecesOf(bounds: readonly number[]): Piece[] {
  const points = [...new Set([0, ...bounds.filter((bound) => bound > 0), Number.POSITIVE_INFINITY])].sort(
    (a, b) => a - b,
  );
  return points.flatMap((point, index): Piece[] => {
    const next = points[index + 1];
    const single = { from: point, to: point };
    if (next === undefined || after(point) === next) return [single];
    return [single, { from: after(point), to: before(next) }];
  });
}

function intervalOf({ from, to }: Piece, negative: boolean): Interval {
  const low = from === 0 ? undefined : middle(before(from), isEven(from));
  const high = to === Number.POSITIVE_INFINITY ? undefined : middle(to, isEven(to));
  return { negative, low, high, zero: from === 0 };
}

/** Half way from a double to the next; half way a number is rounded to the even one of the two. */
function middle(double: number, inclusive: boolean): Bound {
  const bits = bitsOf(double);
  const exponentBits = bits >> 52n;
  const fraction = bits & 0xfffffffffffffn;
  const whole = exponentBits === 0n ? fraction : fraction | 0x10000000000000n;
  const power = (exponentBits === 0n ? 1n : exponentBits) - 1075n;
  return { ...decimal(2n * whole + 1n, power - 1n), inclusive };
}

/** `whole` times two to the power of `power`. */
function decimal(whole: bigint, power: bigint): Pick<Bound, 'digits' | 'exponent'> {
  const digits = String(power >= 0n ? whole << power : whole * 5n ** -power);
  return { digits: digits.replace(/0+$/, ''), exponent: digits.length - 1 + Math.min(0, Number(power)) };
}

const isEven = (double: number): boolean => (bitsOf(double) & 1n) === 0n;
const after = (double: number): number => fromBits(bitsOf(double) + 1n);
const before = (double: number): number => fromBits(bitsOf(double) - 1n);

const view = new DataView(new ArrayBuffer(8));

function bitsOf(double: number): bigint {
  view.setFloat64(0, double);
  return view.getBigUint64(0);
}

function fromBits(bits: bigint): number {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

/** The numbers of both intervals; undefined where there are none. */
export function meet(one: Interval, other: Interval): Interval | undefined {
  if (one.negative !== other.negative) return undefined;
  const low = tighter(one.low, other.low, 1);
  const high = tighter(one.high, other.high, -1);
  if (low && high) {
    const order = compareBounds(low, high);
    if (order > 0 || (order === 0 && !(low.inclusive && high.inclusive))) return undefined;
  }
  return { negative: one.negative, low, high, zero: one.zero && other.zero };
}

/** The bound that leaves less: the greater one for `side` 1, the smaller one for -1. */
function tighter(one: Bound | undefined, other: Bound | undefined, side: 1 | -1): Bound | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const order = compareBounds(one, other) * side;
  if (order !== 0) return order > 0 ? one : other;
  return one.inclusive ? other : one;
}

function compareBounds(one: Bound, other: Bound): number {
  if (one.exponent !== other.exponent) return one.exponent - other.exponent;
  return one.digits < other.digits ? -1 : one.digits > other.digits ? 1 : 0;
}

/** A number's shortest spelling; beyond the largest, one that is read as infinite. */
export const textOf = (number: number): string =>
  Number.isFinite(number) ? String(number) : number > 0 ? '1e999' : '-1e999';
