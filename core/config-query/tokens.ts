import { ConfigQueryError } from './error.ts';

export type TokenKind = 'word' | 'number' | 'text' | 'sign' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** A text's content, without its quotes; everything else as written. */
  readonly text: string;
  /** From 1. */
  readonly position: number;
}

const PATTERN =
  /(?<space>\s+)|(?<word>[A-Za-z_][\w$:-]*(?:\.[\w$:-]+)*)|(?<number>[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|'(?<text>(?:[^']|'')*)'|(?<sign><=|>=|!=|<>|[=<>(),*;])/uy;

/** @throws ConfigQueryError at the first character no token begins with */
export function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  let start = 0;
  while (start < expression.length) {
    const found = PATTERN.exec(expression);
    if (!found) throw new ConfigQueryError(unreadable(expression, start), start + 1);
    const token = tokenOf(found.groups ?? {}, start + 1);
    if (token) tokens.push(token);
    start = PATTERN.lastIndex;
  }
  tokens.push({ kind: 'end', text: '', position: expression.length + 1 });
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>, position: number): Token | undefined {
  const { word, number, text, sign } = groups;
  if (word !== undefined) return { kind: 'word', text: word, position };
  if (number !== undefined) return { kind: 'number', text: number, position };
  if (text !== undefined) return { kind: 'text', text: text.replaceAll("''", "'"), position };
  return sign === undefined ? undefined : { kind: 'sign', text: sign, position };
}

const unreadable = (expression: string, start: number): string =>
  expression[start] === "'"
    ? 'a text is not closed'
    : `unexpected "${String.fromCodePoint(expression.codePointAt(start) ?? 0)}"`;
