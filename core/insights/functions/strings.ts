import { createHash } from 'node:crypto';
import { RE2JS } from 're2js';
import { numberOf, textOf, truthOf } from '../values.ts';
import { type Fn, finite, fn, plainText, textual } from './kind.ts';

const MANY = 100;

export const strings: Readonly<Record<string, Fn>> = {
  // A field an event does not have is empty.
  isempty: fn(1, 1, (value) => (textOf(value) ?? '') === ''),
  isblank: fn(1, 1, (value) => (textOf(value) ?? '').trim() === ''),
  concat: fn(1, MANY, (...values) => values.map((value) => plainText(value) ?? '').join('')),
  strlen: textual(1, 1, codePoints),
  toupper: textual(1, 1, (text) => text.toUpperCase()),
  tolower: textual(1, 1, (text) => text.toLowerCase()),
  trim: textual(1, 2, (text, characters) => text.slice(leading(text, characters), trailing(text, characters))),
  ltrim: textual(1, 2, (text, characters) => text.slice(leading(text, characters))),
  rtrim: textual(1, 2, (text, characters) => text.slice(0, trailing(text, characters, 0))),
  substr: textual(2, 3, (text, start, length) => substr(text, numberOf(start), length && numberOf(length))),
  replace: textual(3, 3, (text, part, by) => (part === '' ? text : text.replaceAll(part, () => by))),
  regexreplace: textual(3, 3, regexReplace),
  regex_replace: textual(3, 3, regexReplace),
  strcontains: fn(2, 3, (text, part, folded) =>
    strcontains(plainText(text), plainText(part), truthOf(folded) === true),
  ),
  startswith: textual(2, 2, (text, part) => Number(text.startsWith(part))),
  endswith: textual(2, 2, (text, part) => Number(text.endsWith(part))),
  split: textual(2, 2, (text, by) => text.split(by)),
  urlencode: textual(1, 1, (text) => encodeURIComponent(text.toWellFormed())),
  urldecode: textual(1, 1, urlDecoded),
  base64encode: textual(1, 1, (text) => Buffer.from(text).toString('base64')),
  base64decode: textual(1, 1, (text) => Buffer.from(text, 'base64').toString()),
  hextoascii: textual(1, 1, (text) => hexBytes(text)?.toString('latin1')),
  hextodec: textual(1, 1, (text) => (HEX.test(text) ? finite(Number.parseInt(text, 16)) : undefined)),
  dectohex: fn(1, 1, (value) => hexOf(Math.trunc(numberOf(value)))),
  messagesize: textual(1, 1, (text) => Buffer.byteLength(text)),
  md5: textual(1, 1, (text) => createHash('md5').update(text).digest('hex')),
  sha256: textual(1, 1, (text) => createHash('sha256').update(text).digest('hex')),
};

const HEX = /^-?(?:0x)?[0-9a-f]+$/i;

const hexOf = (value: number): string | undefined =>
  Number.isFinite(value) ? `${value < 0 ? '-' : ''}0x${Math.abs(value).toString(16)}` : undefined;

function hexBytes(text: string): Buffer | undefined {
  const digits = text.replace(/^0x/i, '');
  return /^(?:[0-9a-f]{2})*$/i.test(digits) ? Buffer.from(digits, 'hex') : undefined;
}

function strcontains(text: string | undefined, part: string | undefined, folded: boolean): number | undefined {
  if (text === undefined || part === undefined) return undefined;
  return Number(folded ? text.toLowerCase().includes(part.toLowerCase()) : text.includes(part));
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function substr(text: string, start: number, length: number | '' | undefined): string | undefined {
  if (Number.isNaN(start) || Number.isNaN(length)) return undefined;
  const from = Math.max(0, Math.trunc(start));
  const characters = [...text];
  return characters.slice(from, length === undefined ? undefined : from + Math.max(0, Number(length))).join('');
}

/** How many characters at the start are to go: white space, or any of `characters`. */
function leading(text: string, characters: string | undefined): number {
  if (characters === undefined) return text.length - text.trimStart().length;
  let at = 0;
  while (at < text.length && characters.includes(text[at]!)) at += 1;
  return at;
}

/** Where the part to keep ends. */
function trailing(text: string, characters: string | undefined, from = leading(text, characters)): number {
  if (characters === undefined) return Math.max(from, text.trimEnd().length);
  let end = text.length;
  while (end > from && characters.includes(text[end - 1]!)) end -= 1;
  return end;
}

const compiled = new Map<string, RE2JS | undefined>();
const KEPT = 100;

function regexReplace(text: string, source: string, by: string): string | undefined {
  if (!compiled.has(source)) {
    if (compiled.size === KEPT) compiled.clear();
    compiled.set(source, compile(source));
  }
  return compiled.get(source)?.matcher(text).replaceAll(by.replaceAll('\\', '\\\\'));
}

/** Undefined for what is no regular expression: its value is missing, as it may come from a log event. */
function compile(source: string): RE2JS | undefined {
  try {
    return RE2JS.compile(source);
  } catch {
    return undefined;
  }
}

function urlDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
