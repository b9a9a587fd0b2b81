import { numberOf, readsAsNumber, Timestamp, textOf, type Value } from './values.ts';

/**
 * The order of `sort`, ascending: what is missing, then text, then numbers. Text is compared in chunks: digits by how many they are, then by
 * value; everything else by Unicode.
 * @see CloudWatch Logs guide, "sort"; where missing values go is unverified
 */
export function naturalOrder(a: Value, b: Value): number {
  const left = rankOf(a);
  const right = rankOf(b);
  if (left !== right) return left - right;
  if (left === NUMBERS) return numberOf(a) - numberOf(b);
  return left === TEXTS ? textOrder(textOf(a)!, textOf(b)!) : 0;
}

const MISSING = 0;
const TEXTS = 1;
const NUMBERS = 2;

function rankOf(value: Value): number {
  if (value === undefined || value === null) return MISSING;
  if (typeof value === 'string') return readsAsNumber(value) ? NUMBERS : TEXTS;
  return typeof value === 'object' && !(value instanceof Timestamp) ? TEXTS : NUMBERS;
}

function textOrder(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const endA = digitsEnd(a, i);
    const endB = digitsEnd(b, j);
    if (endA > i && endB > j) {
      const length = endA - i - (endB - j);
      if (length !== 0) return length;
      const left = a.slice(i, endA);
      const right = b.slice(j, endB);
      if (left !== right) return left < right ? -1 : 1;
      i = endA;
      j = endB;
    } else {
      const difference = a.codePointAt(i)! - b.codePointAt(j)!;
      if (difference !== 0) return difference;
      const width = a.codePointAt(i)! > 0xffff ? 2 : 1;
      i += width;
      j += width;
    }
  }
  return a.length - i - (b.length - j);
}

function digitsEnd(text: string, at: number): number {
  for (;;) {
    const code = text.charCodeAt(at);
    if (!(code >= 0x30 && code <= 0x39)) return at;
    at += 1;
  }
}
