import { compileValueTest } from '../value-test.ts';
import type { TextLiteral } from './texts.ts';

/** Numbers of one sign between two magnitudes, 0 <= low < high; `low` itself only where that is said. */
export interface NumberRange {
  readonly low: number;
  readonly high: number;
  readonly includesLow: boolean;
  readonly negative: boolean;
}

/**
 * Where the doubles lie that pass all comparisons with numbers: the pieces that their bounds cut the line into. A single number is
 * the range of all that is rounded to it, and a little more: what is outside of all ranges surely does not pass.
 */
export function rangesOf(numeric: readonly TextLiteral[]): NumberRange[] {
  const tests = numeric.map(({ operator, value, holds }) => {
    const test = compileValueTest(operator, value);
    return (number: number) => test(textOf(number)) === holds;
  });
  const passes = (number: number) => tests.every((test) => test(number));
  const points = boundsOf(numeric);
  const largest = points.at(-1) ?? 0;
  const smallest = points[0] ?? 0;
  const ranges: NumberRange[] = [];
  for (const [index, point] of points.entries()) {
    if (passes(point)) ranges.push(...around(point));
    const next = points[index + 1];
    if (next !== undefined && isBetween(point, next) && passes(between(point, next))) ranges.push(open(point, next));
  }
  const beyond = (end: number, bound: number) =>
    (bound !== end && passes(end)) || passes(end * Number.POSITIVE_INFINITY);
  const far = { high: Number.POSITIVE_INFINITY, includesLow: false };
  if (beyond(Number.MAX_VALUE, largest)) ranges.push({ ...far, low: largest, negative: false });
  if (beyond(-Number.MAX_VALUE, smallest)) ranges.push({ ...far, low: -smallest, negative: true });
  return ranges;
}

/** Zero, which parts the signs, and every finite number compared with, ascending. */
function boundsOf(numeric: readonly TextLiteral[]): number[] {
  const bounds = numeric.flatMap(({ value }) => (value.kind === 'number' ? [value.value] : []));
  return [...new Set([0, ...bounds.map((bound) => bound + 0)])].filter(Number.isFinite).sort((a, b) => a - b);
}

/** A double between the two; one of the two where there is none. */
const between = (low: number, high: number): number =>
  Number.isFinite(high - low) ? low + (high - low) / 2 : low / 2 + high / 2;

const isBetween = (low: number, high: number): boolean => between(low, high) > low && between(low, high) < high;

const open = (from: number, to: number): NumberRange =>
  from < 0
    ? { low: Math.abs(to), high: Math.abs(from), includesLow: false, negative: true }
    : { low: from, high: to, includesLow: false, negative: false };

/** From the double before to the double after; around zero, of either sign. */
function around(point: number): NumberRange[] {
  const at = Math.abs(point);
  if (at === 0) {
    const zero = { low: 0, high: Number.MIN_VALUE, includesLow: true };
    return [
      { ...zero, negative: false },
      { ...zero, negative: true },
    ];
  }
  return [{ low: beside(at, -1n), high: beside(at, 1n), includesLow: false, negative: point < 0 }];
}

/** The next double, up or down. */
function beside(positive: number, step: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, positive);
  view.setBigUint64(0, view.getBigUint64(0) + step);
  return view.getFloat64(0);
}

/** A number's shortest spelling; beyond the largest, one that is read as infinite. */
export const textOf = (number: number): string =>
  Number.isFinite(number) ? String(number) : number > 0 ? '1e999' : '-1e999';
