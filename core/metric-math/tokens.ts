import { MetricMathError } from './error.ts';

export interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'mark' | 'end';
  readonly text: string;
  readonly at: number;
}

const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const name = /[A-Za-z][A-Za-z0-9_]*/y;
const mark = /==|!=|<=|>=|&&|\|\||[-+*/^<>()[\],]/y;

/** @throws MetricMathError */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const first = text[at] as string;
    if (/\s/.test(first)) {
      at++;
      continue;
    }
    const token = first === "'" || first === '"' ? quoted(text, at) : plain(match, at);
    if (token === undefined) throw new MetricMathError(`Unexpected character ${first}`, at + 1);
    found.push(token.token);
    at = token.end;
  }
  return [...found, { kind: 'end', text: '', at: text.length }];
}

function plain(match: (pattern: RegExp) => string | undefined, at: number) {
  for (const [kind, pattern] of [
    ['number', number],
    ['name', name],
    ['mark', mark],
  ] as const) {
    const text = match(pattern);
    if (text !== undefined) return { token: { kind, text, at }, end: at + text.length };
  }
  return undefined;
}

/** Text in quotes; the other kind of quote may stand inside, the same one behind a backslash, which stays for SEARCH to read. */
function quoted(text: string, at: number) {
  const quote = text[at];
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === quote) {
      return { token: { kind: 'text' as const, text: text.slice(at + 1, end), at }, end: end + 1 };
    }
  }
  throw new MetricMathError('Text is not closed', at + 1);
}
