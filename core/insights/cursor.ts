import { RE2JS } from 're2js';
import type { Duration } from './ast.ts';
import { InsightsError } from './error.ts';

const WORD = /[A-Za-z_@][A-Za-z0-9_@]*(?:\.[A-Za-z0-9_@]+)*/y;
const WORD_WITHIN = /[A-Za-z0-9_@]+(?:\.[A-Za-z0-9_@]+)*/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const DURATION = /(\d+)\s*([A-Za-z]+)/y;

const units: Readonly<Record<string, Duration['unit']>> = Object.fromEntries(
  (
    [
      ['ms', 'ms msec millisecond milliseconds'],
      ['s', 's sec secs second seconds'],
      ['m', 'm min mins minute minutes'],
      ['h', 'h hr hrs hour hours'],
      ['d', 'd day days'],
      ['w', 'w week weeks'],
      ['mo', 'mo mon mth month months'],
      ['q', 'q qtr quarter quarters'],
      ['y', 'y yr yrs year years'],
    ] as const
  ).flatMap(([unit, names]) => names.split(' ').map((name) => [name, unit])),
);

/** Reads a query from left to right. Blanks and comments (`#` to the end of the line) are passed over before each reading. */
export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    this.skip();
    return this.at >= this.text.length;
  }

  peek(): string {
    this.skip();
    return this.text[this.at] ?? '';
  }

  /** Whether a symbol comes next, and steps over it. */
  take(symbol: string): boolean {
    this.skip();
    if (!this.text.startsWith(symbol, this.at)) return false;
    this.at += symbol.length;
    return true;
  }

  expect(symbol: string): void {
    if (!this.take(symbol)) throw this.unexpected(`expected ${symbol}`);
  }

  /** Whether one of these words comes next, in any case, and steps over it. */
  takeWord(...words: readonly string[]): string | undefined {
    const word = this.#match(WORD)?.[0]?.toLowerCase();
    if (word === undefined || !words.includes(word)) return undefined;
    this.at += word.length;
    return word;
  }

  peekWord(): string | undefined {
    return this.#match(WORD)?.[0];
  }

  /** A name: words joined by dots for what lies within, or anything between backticks in the place of a word. */
  name(): string | undefined {
    const parts: string[] = [];
    for (this.skip(); ; this.at++) {
      const part = this.text[this.at] === '`' ? this.#backticked() : this.#word(parts.length > 0);
      if (part === undefined) return undefined;
      parts.push(part);
      if (!/^\.[`A-Za-z0-9_@]/.test(this.text.slice(this.at, this.at + 2))) return parts.join('.');
    }
  }

  number(): number | undefined {
    const found = this.#match(NUMBER)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    return Number(found);
  }

  duration(): Duration | undefined {
    const found = this.#match(DURATION);
    const unit = found && units[found[2]!.toLowerCase()];
    if (!unit) return undefined;
    this.at += found[0].length;
    return { count: Number(found[1]), unit };
  }

  /** A text in single or double quotes. */
  string(): string | undefined {
    const quote = this.peek();
    if (quote !== '"' && quote !== "'") return undefined;
    const start = this.at++;
    let value = '';
    for (; this.at < this.text.length; this.at++) {
      const character = this.text[this.at]!;
      if (character === quote) {
        this.at++;
        return value;
      }
      if (character === '\\' && this.at + 1 < this.text.length) value += unescaped(this.text[++this.at]!);
      else value += character;
    }
    throw new InsightsError('unterminated string', this.text, start, this.text.length);
  }

  /** A regular expression between slashes; a slash within is written `\/`. */
  regex(): string | undefined {
    if (this.peek() !== '/') return undefined;
    const start = this.at++;
    let source = '';
    let inClass = false;
    for (; this.at < this.text.length; this.at++) {
      const character = this.text[this.at]!;
      if (character === '/' && !inClass) {
        this.at++;
        return this.#checked(source, start);
      }
      if (character === '\\') {
        const next = this.text[++this.at] ?? '';
        source += next === '/' ? '/' : `\\${next}`;
        continue;
      }
      if (character === '[') inClass = true;
      else if (character === ']') inClass = false;
      source += character;
    }
    throw new InsightsError('unterminated regular expression', this.text, start, this.text.length);
  }

  #checked(source: string, start: number): string {
    try {
      RE2JS.compile(source);
      return source;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new InsightsError(`invalid regular expression (${why})`, this.text, start, this.at);
    }
  }

  unexpected(wanted: string): InsightsError {
    this.skip();
    const symbol = this.#match(WORD)?.[0] ?? this.text[this.at];
    const problem =
      symbol === undefined ? `unexpected end of query: ${wanted}` : `unexpected symbol found ${symbol}: ${wanted}`;
    return new InsightsError(problem, this.text, this.at, this.at + (symbol?.length ?? 0));
  }

  skip(): void {
    for (; this.at < this.text.length; this.at++) {
      const character = this.text[this.at]!;
      if (character === '#') {
        const end = this.text.indexOf('\n', this.at);
        this.at = end === -1 ? this.text.length - 1 : end;
      } else if (!/\s/.test(character)) return;
    }
  }

  #word(within: boolean): string | undefined {
    const pattern = within ? WORD_WITHIN : WORD;
    pattern.lastIndex = this.at;
    const word = pattern.exec(this.text)?.[0];
    this.at += word?.length ?? 0;
    return word;
  }

  #backticked(): string {
    const start = this.at++;
    const end = this.text.indexOf('`', this.at);
    if (end === -1) throw new InsightsError('unterminated name', this.text, start, this.text.length);
    const name = this.text.slice(this.at, end);
    this.at = end + 1;
    return name;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    this.skip();
    pattern.lastIndex = this.at;
    return pattern.exec(this.text);
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** An escape that means nothing is kept whole: `"a\d"`. */
const unescaped = (character: string): string =>
  escapes[character] ?? (/["'\\/`]/.test(character) ? character : `\\${character}`);
