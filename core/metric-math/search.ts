import type { MetricIdentity } from '../metric/identity.ts';
import { MetricMathError } from './error.ts';

/** Decides whether a metric is found by a search expression. */
export type MetricSearch = (metric: MetricIdentity) => boolean;

/**
 * Reads the first argument of SEARCH: an optional schema `{Namespace, Dimension, ...}` and terms joined by AND (or nothing), OR, NOT.
 * A term in quotes is found whole; a bare one by its tokens. `Property=term` looks at one property only.
 * @throws MetricMathError
 * @see AWS, "CloudWatch search expression syntax"
 */
export function parseSearch(text: string): MetricSearch {
  if (text.length > 1024) throw new MetricMathError('A search expression has at most 1024 characters');
  const reader: Reader = { text, at: 0, depth: 0 };
  const schema = readSchema(reader);
  skip(reader);
  if (reader.text[reader.at] === ',') reader.at++;
  skip(reader);
  const term = reader.at < text.length ? readOr(reader) : undefined;
  if (reader.at < text.length) fail(reader, 'unexpected text');
  if (schema === undefined && term === undefined) fail(reader, 'a schema or a term is needed');
  return (metric) => (schema === undefined || schema(metric)) && (term === undefined || term(metric));
}

/** The tokens of a name, in lower case: `CustomCount1` is customcount1, custom, count, 1. */
export function tokensOf(name: string): string[] {
  const parts = partsOf(name);
  const whole = name.replace(/[^A-Za-z0-9]/g, '');
  return [...new Set([whole, ...parts].filter((part) => part !== '').map((part) => part.toLowerCase()))];
}

/** Runs of capitals, words, numbers. `SDBFailure` is SDB and Failure. */
const partsOf = (name: string): string[] => name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
}

function fail(reader: Reader, message: string): never {
  throw new MetricMathError(`Search expression: ${message} at its column ${reader.at + 1}`);
}

function skip(reader: Reader): void {
  while (/\s/.test(reader.text[reader.at] ?? '')) reader.at++;
}

/** The namespace and exactly these dimension names; a namespace alone takes metrics of any dimensions. */
function readSchema(reader: Reader): MetricSearch | undefined {
  skip(reader);
  if (reader.text[reader.at] !== '{') return undefined;
  const names: string[] = [];
  do {
    reader.at++;
    skip(reader);
    names.push(reader.text[reader.at] === '"' ? readQuoted(reader) : readBare(reader, /[^,{}"]+/y).trim());
    skip(reader);
  } while (reader.text[reader.at] === ',');
  if (reader.text[reader.at] !== '}') fail(reader, '} expected');
  reader.at++;
  const [namespace, ...dimensions] = names;
  const wanted = dimensions.toSorted().join('\n');
  return (metric) =>
    metric.namespace === namespace &&
    (dimensions.length === 0 ||
      metric.dimensions
        .map(({ name }) => name)
        .toSorted()
        .join('\n') === wanted);
}

function readOr(reader: Reader): MetricSearch {
  let left = readAnd(reader);
  while (takeWord(reader, 'OR')) {
    const [a, b] = [left, readAnd(reader)];
    left = (metric) => a(metric) || b(metric);
  }
  return left;
}

function readAnd(reader: Reader): MetricSearch {
  let left = readNot(reader);
  for (;;) {
    skip(reader);
    const explicit = takeWord(reader, 'AND');
    const next = reader.text[reader.at];
    if (!explicit && (next === undefined || next === ')' || comes(reader, 'OR'))) return left;
    const [a, b] = [left, readNot(reader)];
    left = (metric) => a(metric) && b(metric);
  }
}

function readNot(reader: Reader): MetricSearch {
  if (++reader.depth > 100) fail(reader, 'nested too deeply');
  const negated = takeWord(reader, 'NOT');
  const term = negated ? readNot(reader) : readTerm(reader);
  reader.depth--;
  return negated ? (metric) => !term(metric) : term;
}

function readTerm(reader: Reader): MetricSearch {
  skip(reader);
  if (reader.text[reader.at] === '(') {
    reader.at++;
    const inner = readOr(reader);
    skip(reader);
    if (reader.text[reader.at] !== ')') fail(reader, ') expected');
    reader.at++;
    return inner;
  }
  if (reader.text[reader.at] === '"') {
    const first = readQuoted(reader);
    return takeEquals(reader) ? readProperty(reader, first) : anywhere(exactly(first));
  }
  const word = readBare(reader, /[^\s()"={}]+/y);
  return takeEquals(reader) ? readProperty(reader, word) : anywhere(partly(word));
}

function takeEquals(reader: Reader): boolean {
  const rest = /^\s*=\s*/.exec(reader.text.slice(reader.at))?.[0];
  reader.at += rest?.length ?? 0;
  return rest !== undefined;
}

function readProperty(reader: Reader, property: string): MetricSearch {
  const quoted = reader.text[reader.at] === '"';
  const matches = quoted ? exactly(readQuoted(reader)) : partly(readBare(reader, /[^\s()"={}]+/y));
  return (metric) => {
    if (property === 'MetricName') return matches(metric.name);
    if (property === 'Namespace') return matches(metric.namespace);
    return metric.dimensions.some(({ name, value }) => name === property && matches(value));
  };
}

const anywhere =
  (matches: (text: string) => boolean): MetricSearch =>
  (metric) =>
    [metric.namespace, metric.name, ...metric.dimensions.flatMap(({ name, value }) => [name, value])].some(matches);

const exactly = (wanted: string) => (text: string) => text === wanted;

/**
 * A word is found in any case as one token. Where capitals or digits split it, its parts are found in a row and as they are written.
 * Other marks between words only separate: `network-errors` finds NetworkErrors and Network_Errors.
 */
function partly(term: string): (text: string) => boolean {
  const words = term.split(/[^A-Za-z0-9]+/).map(partsOf);
  const wanted = words.flatMap((parts) => parts.map((part) => ({ part, asWritten: parts.length > 1 })));
  const whole = term.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  return (text) => {
    if (tokensOf(text)[0] === whole) return true;
    const found = partsOf(text);
    return wanted.length > 0 && found.some((_, from) => wanted.every((want, index) => fits(want, found[from + index])));
  };
}

const fits = ({ part, asWritten }: { part: string; asWritten: boolean }, found: string | undefined) =>
  asWritten ? part === found : part.toLowerCase() === found?.toLowerCase();

function readQuoted(reader: Reader): string {
  let text = '';
  for (let at = reader.at + 1; at < reader.text.length; at++) {
    const mark = reader.text[at] as string;
    if (mark === '"') {
      reader.at = at + 1;
      return text;
    }
    text += mark === '\\' ? (reader.text[++at] ?? '') : mark;
  }
  return fail(reader, 'quote is not closed');
}

function readBare(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const text = pattern.exec(reader.text)?.[0];
  if (text === undefined) return fail(reader, 'a term is expected');
  reader.at += text.length;
  return text;
}

function comes(reader: Reader, word: string): boolean {
  return new RegExp(`${word}(?![A-Za-z0-9_])`, 'y').test(reader.text.slice(reader.at, reader.at + word.length + 1));
}

function takeWord(reader: Reader, word: string): boolean {
  skip(reader);
  if (!comes(reader, word)) return false;
  reader.at += word.length;
  return true;
}
