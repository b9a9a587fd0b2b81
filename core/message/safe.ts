/**
 * Names in a record are chosen by whoever made the call, who may be the intruder. These functions make them fit to be
 * shown and pasted: one line, no control or direction-changing characters, no more than a reader can take in.
 */

/** Controls, line separators, and what is invisible or turns the direction of text. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

/** The text on one line, with every unsafe character written as its escape and what is beyond `limit` cut off; blank text as `""`. */
export function oneLine(text: string, limit = 200): string {
  const shown = text.replace(unsafe, escaped).trim() || '""';
  return shown.length <= limit ? shown : `${whole(shown.slice(0, limit - 1))}…`;
}

const escaped = (character: string): string => {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`;
};

/** Never half a surrogate pair at the cut. */
const whole = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, '');

/**
 * The value as one word of a POSIX shell command, or undefined when no reader should paste it: when it is not shown as it
 * is, or would be taken for an option.
 */
export function shellWord(value: string): string | undefined {
  if (value === '' || value.startsWith('-') || oneLine(value, 512) !== value) return undefined;
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** SNS takes a subject of fewer than 100 printable ASCII characters; a phone shows the first forty or so. */
const subjectLimit = 99;

/** The text as an SNS subject: ASCII, one line, fewer than 100 characters, cut at the end with dots. */
export function subjectLine(text: string): string {
  const ascii = oneLine(text, 1000)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]+/g, '?')
    .replace(/ {2,}/g, ' ')
    .trim();
  return ascii.length <= subjectLimit ? ascii : `${ascii.slice(0, subjectLimit - 3).trimEnd()}...`;
}
