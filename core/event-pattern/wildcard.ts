import { countSteps, type Steps } from './steps.ts';

/** A wildcard's fixed texts: `a*b` is ['a', 'b'], `*` is ['', '']. */
export type WildcardParts = readonly string[];

/**
 * Reads a wildcard: `*` stands for any text, `\*` and `\\` for themselves.
 * @param refuse makes the error of AWS's text, whose position counts UTF-8 bytes behind an opening quote
 * @throws what `refuse` makes
 */
export function parseWildcard(text: string, refuse: (reason: string) => Error): WildcardParts {
  const parts: string[] = [];
  let part = '';
  let bytes = 1;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    const next = text[i + 1];
    if (char === '*') {
      if (next === '*') throw refuse(`Consecutive wildcard characters at pos ${bytes}`);
      parts.push(part);
      part = '';
    } else if (char === '\\') {
      if (next !== '*' && next !== '\\') throw refuse(`Invalid escape character at pos ${bytes}`);
      part += next;
      i += 1;
      bytes += 1;
    } else {
      part += char;
    }
    bytes += utf8Length(char);
  }
  parts.push(part);
  return parts;
}

const utf8Length = (char: string) => {
  const code = char.charCodeAt(0);
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  // Half of a surrogate pair is half of four bytes.
  return code >= 0xd800 && code <= 0xdfff ? 2 : 3;
};

/** Whether a text fits a wildcard, in time linear in the two. */
export function matchesWildcard(parts: WildcardParts, text: string, steps?: Steps): boolean {
  const first = parts[0]!;
  if (parts.length === 1) return text === first;
  const last = parts[parts.length - 1]!;
  const end = text.length - last.length;
  if (first.length > end || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (let i = 1; i < parts.length - 1; i++) {
    const at = find(parts[i]!, text, from, end, steps);
    if (at < 0) return false;
    from = at + parts[i]!.length;
  }
  return true;
}

/** The first place of `part` within [from, end), by Knuth, Morris and Pratt: no character is looked at again after a false start. */
function find(part: string, text: string, from: number, end: number, steps?: Steps): number {
  const borders = bordersOf(part, steps);
  let matched = 0;
  for (let at = from; at < end; at++) {
    countSteps(steps, 1);
    while (matched > 0 && part.charCodeAt(matched) !== text.charCodeAt(at)) {
      countSteps(steps, 1);
      matched = borders[matched - 1]!;
    }
    if (part.charCodeAt(matched) === text.charCodeAt(at)) matched += 1;
    if (matched === part.length) return at + 1 - matched;
  }
  return part.length === 0 ? from : -1;
}

/** For each beginning of `part`, how much of it is also its own end. */
function bordersOf(part: string, steps?: Steps): number[] {
  const borders = [0];
  for (let i = 1, border = 0; i < part.length; i++) {
    countSteps(steps, 1);
    while (border > 0 && part.charCodeAt(border) !== part.charCodeAt(i)) border = borders[border - 1]!;
    if (part.charCodeAt(border) === part.charCodeAt(i)) border += 1;
    borders.push(border);
  }
  return borders;
}
