import type { NumericRange } from '../clause.ts';
import { comparableNumber } from '../number-text.ts';
import { isWithin } from '../satisfies.ts';
import type { Tally } from './tally.ts';

const decoder = new TextDecoder();
/** Digits that always survive the way into a double and back. */
const SAFE_DIGITS = 15;
/** More than the relative error of a number read from its first 15 digits and scaled. */
const MARGIN = 1e-13;
const POWERS = Array.from({ length: 23 }, (_, power) => 10 ** power);

/** The tests of one path that ask for numbers. */
export class NumberTests {
  /** Whether there are any. */
  any = false;
  private readonly tally: Tally;
  private readonly ranges: { readonly test: number; readonly range: NumericRange }[] = [];
  private readonly values = new Map<number, number[]>();
  private readonly texts = new Map<string, number[]>();
  private readonly exclusions: { readonly test: number; readonly values: readonly number[] }[] = [];

  constructor(tally: Tally) {
    this.tally = tally;
  }

  addRange(test: number, range: NumericRange): void {
    this.any = true;
    this.ranges.push({ test, range });
  }

  addLiteral(test: number, text: string, value: number | undefined): void {
    this.any = true;
    if (value === undefined) this.texts.set(text, [...(this.texts.get(text) ?? []), test]);
    else this.values.set(value, [...(this.values.get(value) ?? []), test]);
  }

  addExclusion(test: number, values: readonly number[]): void {
    this.any = true;
    this.exclusions.push({ test, values });
  }

  /** A number in JSON, from `start` to before `end`. */
  onBytes(bytes: Uint8Array, start: number, end: number): void {
    let at = start;
    const negative = bytes[at] === 0x2d;
    if (negative) at += 1;
    let leading = 0;
    let digits = 0;
    let scale = 0;
    let fraction = 0;
    for (; at < end; at++) {
      const digit = bytes[at]! - 0x30;
      if (digit >= 0 && digit <= 9) {
        if (digits < SAFE_DIGITS) {
          leading = leading * 10 + digit;
          scale += fraction;
        }
        if (digits > 0 || digit > 0) digits += 1;
      } else if (digit === -2) fraction = 1;
      else break;
    }
    const exactOnly = this.values.size > 0 || this.exclusions.length > 0 || fraction === 0;
    if (at < end || scale >= POWERS.length || (digits > SAFE_DIGITS && exactOnly)) {
      this.onTextOf(bytes, start, end);
      return;
    }
    const size = leading / POWERS[scale]!;
    const value = negative && size !== 0 ? -size : size;
    if (digits <= SAFE_DIGITS) this.onValue(value);
    else this.onNearly(value, bytes, start, end);
  }

  /** A number of which only the first digits are read: the rest only matters where they do not decide, or where a test holds. */
  private onNearly(nearly: number, bytes: Uint8Array, start: number, end: number): void {
    const slack = Math.abs(nearly) * MARGIN;
    for (let i = 0; i < this.ranges.length; i++) {
      const { test, range } = this.ranges[i]!;
      if (nearly + slack < range.low || nearly - slack > range.high || this.tally.holds(test)) continue;
      this.onTextOf(bytes, start, end);
      return;
    }
    if (this.texts.size > 0) this.onTextOf(bytes, start, end);
  }

  private onTextOf(bytes: Uint8Array, start: number, end: number): void {
    const text = decoder.decode(bytes.subarray(start, end));
    this.onNumber(text, comparableNumber(text));
  }

  onNumber(text: string, value: number | undefined): void {
    if (value !== undefined) {
      this.onValue(value);
      return;
    }
    for (const test of this.texts.get(text) ?? []) this.tally.mark(test);
    for (const { test } of this.exclusions) this.tally.mark(test);
  }

  private onValue(value: number): void {
    for (let i = 0; i < this.ranges.length; i++) {
      const { test, range } = this.ranges[i]!;
      if (isWithin(range, value)) this.tally.mark(test);
    }
    if (this.values.size > 0) for (const test of this.values.get(value) ?? []) this.tally.mark(test);
    for (const { test, values } of this.exclusions) if (!values.includes(value)) this.tally.mark(test);
  }
}
