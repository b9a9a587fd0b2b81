import { isStructure, numberOf, textOf, type Value } from '../values.ts';

/** A function of the language: how many arguments it takes, and its value for one row. */
export interface Fn {
  readonly least: number;
  readonly most: number;
  readonly call: (...args: readonly Value[]) => Value;
}

export const fn = (least: number, most: number, call: Fn['call']): Fn => ({ least, most, call });

/** Of numbers, once all are numbers; what is no number again (1 / 0) is missing. */
export const numeric = (least: number, most: number, call: (...numbers: number[]) => number): Fn =>
  fn(least, most, (...args) => {
    const numbers = args.map(numberOf);
    return numbers.some(Number.isNaN) ? undefined : finite(call(...numbers));
  });

/** A value as text; a map or a list has none: functions of text take it for missing. */
export const plainText = (value: Value): string | undefined => (isStructure(value) ? undefined : textOf(value));

/** Of texts, once all are there. */
export const textual = (least: number, most: number, call: (...texts: string[]) => Value): Fn =>
  fn(least, most, (...args) => {
    const texts: string[] = [];
    for (const arg of args) {
      const text = plainText(arg);
      if (text === undefined) return undefined;
      texts.push(text);
    }
    return call(...texts);
  });

export const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);
