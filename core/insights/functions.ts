import { isObject, type Json } from '../cloudtrail/index.ts';
import { isInSubnet, isIp, isIpv4, isIpv6 } from './ip.ts';
import { numberOf, Timestamp, textOf, type Value } from './values.ts';

/** A function of the language: how many arguments it takes, and its value. A missing argument gives a missing value. */
export interface Fn {
  readonly least: number;
  readonly most: number;
  readonly call: (...args: readonly Value[]) => Value;
}

const fn = (least: number, most: number, call: Fn['call']): Fn => ({ least, most, call });

/** Of numbers, once all are numbers. */
const numeric = (least: number, most: number, call: (...numbers: number[]) => number): Fn =>
  fn(least, most, (...args) => {
    const numbers = args.map(numberOf);
    return numbers.some(Number.isNaN) ? undefined : finite(call(...numbers));
  });

/** Of texts, once all are there. */
const textual = (least: number, most: number, call: (...texts: string[]) => Value): Fn =>
  fn(least, most, (...args) => {
    const texts = args.map(textOf);
    return texts.includes(undefined) ? undefined : call(...(texts as string[]));
  });

const timestamp = (ms: number): Timestamp | undefined => (Math.abs(ms) <= LATEST ? new Timestamp(ms) : undefined);

/** The last moment a date can be. */
const LATEST = 8.64e15;

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

const trimStart = (text: string, characters?: string) => text.slice(spanStart(text, characters));

const trimEnd = (text: string, characters?: string) =>
  [...trimStart([...text].reverse().join(''), characters)].reverse().join('');

function spanStart(text: string, characters: string | undefined): number {
  if (characters === undefined) return text.length - text.trimStart().length;
  let at = 0;
  while (at < text.length && characters.includes(text[at]!)) at++;
  return at;
}

function parsedJson(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) || Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The functions of the language, by their names in lower case. Those of time that know the query's own times (`bin`, `datefloor`, `dateceil`,
 * `now`) are in `evaluate.ts`, those of `stats` in `aggregates.ts`.
 * @see CloudWatch Logs guide, "Supported operations and functions"
 */
export const functions: ReadonlyMap<string, Fn> = new Map<string, Fn>([
  ['abs', numeric(1, 1, Math.abs)],
  ['ceil', numeric(1, 1, Math.ceil)],
  ['floor', numeric(1, 1, Math.floor)],
  ['sqrt', numeric(1, 1, Math.sqrt)],
  ['log', numeric(1, 1, Math.log)],
  ['greatest', numeric(1, 100, Math.max)],
  ['least', numeric(1, 100, Math.min)],

  // A field an event does not have is empty.
  ['isempty', fn(1, 1, (value) => (textOf(value) ?? '') === '')],
  ['isblank', fn(1, 1, (value) => (textOf(value) ?? '').trim() === '')],
  ['concat', fn(1, 100, (...values) => values.map((value) => textOf(value) ?? '').join(''))],
  ['strlen', textual(1, 1, (text) => [...text].length)],
  ['toupper', textual(1, 1, (text) => text.toUpperCase())],
  ['tolower', textual(1, 1, (text) => text.toLowerCase())],
  ['trim', textual(1, 2, (text, characters) => trimEnd(trimStart(text, characters), characters))],
  ['ltrim', textual(1, 2, trimStart)],
  ['rtrim', textual(1, 2, trimEnd)],
  [
    'substr',
    textual(2, 3, (text, start, length) => {
      const from = Math.max(0, numberOf(start));
      return [...text].slice(from, length === undefined ? undefined : from + Math.max(0, numberOf(length))).join('');
    }),
  ],
  ['replace', textual(3, 3, (text, part, by) => (part === '' ? text : text.split(part).join(by)))],
  ['strcontains', textual(2, 2, (text, part) => (text.includes(part) ? 1 : 0))],

  ['ispresent', fn(1, 1, (value) => textOf(value) !== undefined)],
  ['coalesce', fn(1, 100, (...values) => values.find((value) => textOf(value) !== undefined))],

  ['isvalidip', textual(1, 1, isIp)],
  ['isvalidipv4', textual(1, 1, isIpv4)],
  ['isvalidipv6', textual(1, 1, isIpv6)],
  ['isipinsubnet', textual(2, 2, isInSubnet)],
  ['isipv4insubnet', textual(2, 2, (ip, subnet) => isIpv4(ip) && isInSubnet(ip, subnet))],
  ['isipv6insubnet', textual(2, 2, (ip, subnet) => isIpv6(ip) && isInSubnet(ip, subnet))],

  ['frommillis', fn(1, 1, (ms) => timestamp(numberOf(ms)))],
  ['tomillis', numeric(1, 1, (ms) => ms)],

  ['jsonparse', textual(1, 1, parsedJson)],
  ['jsonstringify', fn(1, 1, (value) => (value === undefined ? undefined : JSON.stringify(value)))],
]);
