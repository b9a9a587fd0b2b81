import { RE2JS } from 're2js';
import type { ParseCommand } from './ast.ts';

/** Takes a text apart: a value for each name, or undefined where the pattern is not in it. */
export interface Extractor {
  readonly names: readonly string[];
  extract(text: string): readonly (string | undefined)[] | undefined;
}

export const extractorOf = ({ pattern }: ParseCommand): Extractor =>
  pattern.kind === 'glob' ? globExtractor(pattern.literals, pattern.names) : regexExtractor(pattern.source);

/** Each star takes as little as the literal behind it allows; the last one, with nothing behind it, the rest. */
function globExtractor(literals: readonly string[], names: readonly string[]): Extractor {
  const [head = '', ...tail] = literals;
  return {
    names,
    extract(text) {
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
    },
  };
}

function regexExtractor(source: string): Extractor {
  const regex = RE2JS.compile(source);
  const names = Object.keys(regex.namedGroups());
  return {
    names,
    extract(text) {
      const matcher = regex.matcher(text);
      if (!matcher.find()) return undefined;
      return names.map((name) => matcher.group(name) ?? undefined);
    },
  };
}
