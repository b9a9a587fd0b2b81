/** How a message is set as plain text, as SNS sends it: short lines, no tables a phone would break. */

/** One line `Label   value` a pair, values aligned; a pair without a value is left out. Korean letters count as two columns. */
export function facts(pairs: readonly (readonly [label: string, value: string | undefined])[]): string {
  const shown = pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined && pair[1] !== '');
  const column = Math.max(0, ...shown.map(([label]) => columns(label))) + 2;
  return shown.map(([label, value]) => `${label}${' '.repeat(column - columns(label))}${value}`).join('\n');
}

/** A heading with its text or its numbered steps below, or nothing when there is none. */
export function section(heading: string, content: string | readonly string[]): string {
  if (content.length === 0) return '';
  const lines = typeof content === 'string' ? [content] : content.map((step, i) => `${i + 1}. ${step}`);
  return [heading, ...lines].join('\n');
}

/** Parts of a message, a blank line between each; empty ones left out. */
export const paragraphs = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

/** The same message in several languages, one after the other. */
export const editions = (bodies: readonly string[]): string => bodies.join(`\n\n${'-'.repeat(40)}\n\n`);

const columns = (text: string): number => [...text].reduce((sum, character) => sum + (character > 'ᄀ' ? 2 : 1), 0);
