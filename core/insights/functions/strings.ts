import { createHash } from 'node:crypto';
import { RE2JS } from 're2js';
import { numberOf, textOf } from '../values.ts';
import { type Fn, fn, textual } from './kind.ts';

const MANY = 100;

export const strings: Readonly<Record<string, Fn>> = {
  // A field an event does not have is empty.
  isempty: fn(1, 1, (value) => (textOf(value) ?? '') === ''),
  isblank: fn(1, 1, (value) => (textOf(value) ?? '').trim() === ''),
  concat: fn(1, MANY, (...values) => values.map((value) => textOf(value) ?? '').join('')),
  strlen: textual(1, 1, codePoints),
  toupper: textual(1, 1, (text) => text.toUpperCase()),
  tolower: textual(1, 1, (text) => text.toLowerCase()),
  trim: textual(1, 2, (text, characters) => text.slice(leading(text, characters), trailing(text, characters))),
  ltrim: textual(1, 2, (text, characters) => text.slice(leading(text, characters))),
  rtrim: textual(1, 2, (text, characters) => text.slice(0, trailing(text, characters, 0))),
  substr: textual(2, 3, (text, start, length) => substr(text, numberOf(start), length && numberOf(length))),
  replace: textual(3, 3, (text, part, by) => (part === '' ? text : text.replaceAll(part, () => by))),
  regex_replace: textual(3, 3, regexReplace),
  // AWS takes a third argument, which has no effect there.
  strcontains: textual(2, 3, (text, part) => Number(text.includes(part))),
  startswith: textual(2, 2, (text, part) => Number(text.startsWith(part))),
  endswith: textual(2, 2, (text, part) => Number(text.endsWith(part))),
  split: textual(2, 2, (text, by) => text.split(by)),
  urlencode: textual(1, 1, (text) => encodeURIComponent(text.toWellFormed())),
  urldecode: textual(1, 1, urlDecoded),
  base64encode: textual(1, 1, (text) => Buffer.from(text).toString('base64')),
  base64decode: textual(1, 1, (text) => Buffer.from(text, 'base64').toString()),
  md5: textual(1, 1, (text) => createHash('md5').update(text).digest('hex')),
  sha256: textual(1, 1, (text) => createHash('sha256').update(text).digest('hex')),
};

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
