import type { FilterPattern } from '../ast.ts';
import { fieldCountsFor, formulaFor } from './formulas.ts';
import { jsonDomain, jsonFormula } from './json-domain.ts';
import { messageDomain } from './message-domain.ts';
import { type Finding, search } from './search.ts';

/** Messages `pattern` may match, written in ways in which a pattern of another kind sees different things. */
export function samplesOf(pattern: FilterPattern, other: FilterPattern): string[] {
  switch (pattern.kind) {
    case 'all':
      return ['x', '{}', 'x y', ' ', '[]', '{"x":1}', ...termsOf(other)];
    case 'json':
      return foundIn(pattern).flatMap((message) => [
        message,
        escaped(message),
        `${message} `,
        ...termsOf(other).map((term) => withMember(message, term)),
        withMember(message, termsOf(other).join(' ')),
      ]);
    case 'fields':
      return foundIn(pattern).flatMap((message) => [
        message,
        ...termsOf(other).flatMap((term) => [`${message} ${term}`, `${term} ${message}`]),
        ` ${message}`,
        message.replaceAll(/(?<!\S)[^\s"[]+(?!\S)/g, '"$&"'),
      ]);
    default:
      return foundIn(pattern).flatMap((message) => {
        const apart = fresh([pattern, other]);
        return [
          message,
          ` ${message}`,
          `${message} `,
          `"${message}"`,
          `[${message}]`,
          `${message} ${apart}`,
          `${apart} ${message} ${apart} ${apart}`,
          `${apart}${message}`,
          JSON.stringify({ [apart]: message }),
        ];
      });
  }
}

/** Whether the pattern surely matches no message. */
export const isEmpty = (pattern: FilterPattern): boolean => findings(pattern).every(({ kind }) => kind === 'none');

const foundIn = (pattern: FilterPattern): string[] =>
  findings(pattern).flatMap((finding) => (finding.kind === 'found' ? [finding.message] : []));

/** Messages of the pattern: of fields, one for each number of them that makes a difference. */
function findings(pattern: FilterPattern): Finding[] {
  if (pattern.kind === 'json') return [search([jsonFormula(pattern, true)], jsonDomain)];
  return fieldCountsFor([pattern]).map((fields) =>
    search([formulaFor(pattern, true, fields)], messageDomain({ fields, isDocument: false })),
  );
}

/** What terms search for, the others' texts to be had or avoided. */
const termsOf = (pattern: FilterPattern): string[] =>
  pattern.kind === 'terms' ? pattern.terms.map(({ text }) => text) : [];

/** A letter that is in no term of the patterns: beside a message it makes no new term. */
const fresh = (patterns: readonly FilterPattern[]): string => {
  const taken = patterns.flatMap(termsOf).join('');
  return [...'xyzqwkvjbnmXYZQWKV'].find((char) => !taken.includes(char)) ?? '\u2400';
};

/** The same document with a field more, where it is an object. */
const withMember = (json: string, name: string): string =>
  json.endsWith('}') && json.startsWith('{') ? `${json.slice(0, -1)}${json === '{}' ? '' : ','}"${name}":0}` : json;

/** The same document with every letter of its texts escaped: a substring search finds none of them. */
const escaped = (json: string): string =>
  json.replaceAll(/"((?:\\.|[^"\\])*)"/g, (_, inside: string) => {
    const text = JSON.parse(`"${inside}"`) as string;
    const units = Array.from({ length: text.length }, (_unused, at) =>
      text.charCodeAt(at).toString(16).padStart(4, '0'),
    );
    return `"${units.map((unit) => `\\u${unit}`).join('')}"`;
  });
