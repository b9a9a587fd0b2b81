import { oneLine, shellWord } from './safe.ts';

/** What a rule's texts may name: `{actor}` who made the call, `{about}` what it was about, `{account}`, `{region}`, `{time}`. */
export const placeholders = ['actor', 'about', 'account', 'region', 'time'] as const;

export type Placeholders = Readonly<Record<(typeof placeholders)[number], string>>;

/** Every `{name}` of a text. */
export const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '');

/** A step's text up to its command, which starts at the first `aws ` that opens the step or follows a colon and a space. */
const commandStart = /(?:^|: )(?=aws [a-z])/;

/**
 * A step with its placeholders filled. In a command each value becomes one shell word; a value nobody should paste becomes
 * `'<about>'`, which names what is to be put there and does nothing if pasted.
 */
export function fill(step: string, values: Placeholders): string {
  const start = commandStart.exec(step);
  const split = start === null ? step.length : start.index + start[0].length;
  return replace(step.slice(0, split), values, (value) => oneLine(value)) + replace(step.slice(split), values, pasted);
}

const pasted = (value: string, name: string): string => shellWord(value) ?? `'<${name}>'`;

const replace = (text: string, values: Placeholders, write: (value: string, name: string) => string): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? write(values[name as keyof Placeholders], name) : whole,
  );
