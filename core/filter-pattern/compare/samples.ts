import type { FilterPattern } from '../ast.ts';
import { fieldsDomain, fieldsFormula } from './fields-domain.ts';
import { jsonDomain, jsonFormula } from './json-domain.ts';
import { messageDomain, messageFormula } from './message-domain.ts';
import { type Finding, search } from './search.ts';

/** Messages the pattern may match, written in ways in which patterns of other kinds see different things. */
export function samplesOf(pattern: FilterPattern): string[] {
  switch (pattern.kind) {
    case 'all':
      return ['x', '{}', 'x y', '[]', '{"x":1}'];
    case 'json':
      return messages(search([jsonFormula(pattern, true)], jsonDomain)).flatMap((message) => [
        message,
        escaped(message),
      ]);
    case 'fields':
      return Array.from({ length: pattern.fields.length + 3 }, (_, count) =>
        messages(search([fieldsFormula(pattern, count, true)], fieldsDomain(count))),
      ).flat();
    default:
      return messages(search([messageFormula(pattern, true)], messageDomain)).flatMap((message) => [
        message,
        ` ${message}`,
        `${message} x`,
        `x ${message} x x`,
        JSON.stringify({ x: message }),
      ]);
  }
}

const messages = (finding: Finding): string[] => (finding.kind === 'found' ? [finding.message] : []);

/** The same document with every letter of its texts escaped: a substring search finds none of them. */
const escaped = (json: string): string =>
  json.replaceAll(/"((?:\\.|[^"\\])*)"/g, (_, inside: string) => {
    const text = JSON.parse(`"${inside}"`) as string;
    const units = Array.from({ length: text.length }, (_unused, at) =>
      text.charCodeAt(at).toString(16).padStart(4, '0'),
    );
    return `"${units.map((unit) => `\\u${unit}`).join('')}"`;
  });
