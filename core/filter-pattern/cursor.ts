import { FilterPatternError, refusal } from './error.ts';

/** A place in a pattern's text, moved forward by the parsers; the text ends at `end` (a closing brace or bracket lies behind it). */
export class Cursor {
  readonly text: string;
  readonly end: number;
  at: number;

  constructor(text: string, at: number, end: number) {
    this.text = text;
    this.at = at;
    this.end = end;
  }

  /** The next character, `''` at the end. */
  peek(): string {
    return this.at < this.end ? (this.text[this.at] ?? '') : '';
  }

  get column(): number {
    return this.at + 1;
  }

  skipSpace(): void {
    while (this.at < this.end && isSpace(this.text.charCodeAt(this.at))) this.at += 1;
  }

  /** Steps over `literal` if it comes next. */
  take(literal: string): boolean {
    if (!this.text.startsWith(literal, this.at) || this.at + literal.length > this.end) return false;
    this.at += literal.length;
    return true;
  }

  /** The longest run of characters for which `test` holds, stepped over. */
  run(test: (code: number) => boolean): string {
    const start = this.at;
    while (this.at < this.end && test(this.text.charCodeAt(this.at))) this.at += 1;
    return this.text.slice(start, this.at);
  }

  /** AWS's general refusal, at this place. */
  invalid(hint: string, column = this.column): FilterPatternError {
    return new FilterPatternError(refusal.invalid, this.text, column, hint);
  }

  /** AWS's refusal of a character in a term; the character is the one at this place. */
  badCharacter(hint: string, column = this.column): FilterPatternError {
    const shown = String.fromCodePoint(this.text.codePointAt(column - 1) ?? 0x20);
    return new FilterPatternError(refusal.character(shown), this.text, column, hint);
  }
}

export const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

/** The text without white space at its end. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** A letter or a digit of ASCII, or an underscore: what a term may have without quotes. */
export const isWord = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x5f;

export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
