import { RE2JS } from 're2js';
import type { Json } from '../cloudtrail/index.ts';
import { logfmtPairs } from '../log-formats/index.ts';
import type { ParseCommand, RegexPattern } from './ast.ts';
import { isStructure, textOf, type Value, within } from './values.ts';

/** Takes a value apart: for each place the pattern is found at, a value for each name. */
export interface Extractor {
  readonly names: readonly string[];
  extract(value: Value): readonly (readonly Value[])[];
}

export function extractorOf({ pattern }: ParseCommand): Extractor {
  switch (pattern.kind) {
    case 'glob':
      return ofText(pattern.names, globMatch(pattern.literals));
    case 'regex':
      return regexExtractor(pattern);
    case 'csv':
      return ofText(pattern.names, (text) => csvValues(text).slice(0, pattern.names.length));
    case 'logfmt':
      return ofText([pattern.name], (text) => [Object.fromEntries(logfmtPairs(text))]);
    case 'json':
      return jsonExtractor(pattern.paths, pattern.names);
  }
}

function ofText(names: readonly string[], match: (text: string) => readonly Value[] | undefined): Extractor {
  return {
    names,
    extract(value) {
      const text = textOf(value);
      const found = text === undefined ? undefined : match(text);
      return found ? [found] : [];
    },
  };
}

/** Each star takes as little as the literal behind it allows; the last one, with nothing behind it, the rest. */
function globMatch(literals: readonly string[]): (text: string) => readonly string[] | undefined {
  const [head = '', ...tail] = literals;
  return (text) => {
    const start = text.indexOf(head);
    if (start === -1) return undefined;
    let at = start + head.length;
    const values: string[] = [];
    for (const [index, literal] of tail.entries()) {
      const isRest = literal === '' && index === tail.length - 1;
      const end = isRest ? text.length : text.indexOf(literal, at);
      if (end === -1) return undefined;
      values.push(text.slice(at, end));
      at = end + literal.length;
    }
    return values;
  };
}

function regexExtractor({ source, names, multi }: RegexPattern): Extractor {
  const regex = RE2JS.compile(source);
  // A group that has no name is not asked for.
  const asked = [...names.entries()].filter(([, name]) => name !== '');
  return {
    names: asked.map(([, name]) => name),
    extract(value) {
      const text = textOf(value);
      if (text === undefined) return [];
      const matcher = regex.matcher(text);
      const found: (string | undefined)[][] = [];
      while (matcher.find()) {
        found.push(asked.map(([group]) => matcher.group(group + 1) ?? undefined));
        if (!multi) break;
      }
      return found;
    },
  };
}

/** The values of a line, between commas; one in double quotes may have commas itself, and quotes by twos. */
function csvValues(line: string): string[] {
  const values: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] === '"') {
      let value = '';
      let end = at + 1;
      for (; end < line.length; end += 1) {
        if (line[end] !== '"') value += line[end];
        else if (line[end + 1] === '"') {
          value += '"';
          end += 1;
        } else break;
      }
      values.push(value);
      at = line.indexOf(',', end);
    } else {
      const comma = line.indexOf(',', at);
      values.push(line.slice(at, comma === -1 ? undefined : comma));
      at = comma;
    }
    if (at === -1) return values;
    at += 1;
  }
}

function jsonExtractor(paths: readonly string[], names: readonly string[]): Extractor {
  const parts = paths.map((path) => path.replaceAll(/\[(\w+)\]/g, '.$1').split('.'));
  return {
    names,
    extract(value) {
      const structure = isStructure(value) ? value : parsed(textOf(value));
      return structure === undefined ? [] : [parts.map((path) => within(structure, path, 0))];
    },
  };
}

function parsed(text: string | undefined): Json | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
