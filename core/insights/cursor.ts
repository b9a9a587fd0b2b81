import type { Duration } from './ast.ts';
import { InsightsError } from './error.ts';

const WORD = /[A-Za-z_@$][A-Za-z0-9_@$]*(?:\.[A-Za-z0-9_@$]+)*/y;
const PART = /[A-Za-z0-9_@$]+(?:\.[A-Za-z0-9_@$]+)*/y;
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const DURATION = /(\d+)([A-Za-z]+)/y;
const SPACE = /\s/;

const units: ReadonlyMap<string, Duration['unit']> = new Map(
  (
    [
      ['ms', 'ms msec msecs millisecond milliseconds'],
      ['s', 's sec secs second seconds'],
      ['m', 'm min mins minute minutes'],
      ['h', 'h hr hrs hour hours'],
      ['d', 'd day days'],
      ['w', 'w week weeks'],
      ['mo', 'mo mon mos mons month months'],
      ['q', 'q qtr qtrs quarter quarters'],
      ['y', 'y yr yrs year years'],
    ] as const
  ).flatMap(([unit, names]) => names.split(' ').map((name) => [name, unit] as const)),
);

/** Expressions inside each other, at most: nobody writes so many, and each costs a frame of the stack. */
const DEEPEST = 100;

/** Reads a query from left to right. White space and comments (`#` to the end of the line) are passed over before each reading. */
export class Cursor {
  readonly text: string;
  at = 0;
  #depth = 0;

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
    const word = this.peekWord()?.toLowerCase();
    if (word === undefined || !words.includes(word)) return undefined;
    this.at += word.length;
    return word;
  }

  peekWord(): string | undefined {
    return this.#match(WORD)?.[0];
  }

  /** A name: words joined by dots, any of which may stand between backticks; `[0]` and `["key"]` lead further in. */
  name(): string | undefined {
    let name = this.peek() === '`' ? this.#backticked() : this.#word(WORD);
    if (name === undefined) return undefined;
    for (;;) {
      if (this.text.startsWith('.`', this.at)) {
        this.at += 1;
        name += `.${this.#backticked()}`;
      } else if (this.text[this.at] === '.' && this.#startsPart(this.at + 1)) {
        this.at += 1;
        name += `.${this.#word(PART)}`;
      } else if (this.text[this.at] === '[') name += `.${this.#index()}`;
      else return name;
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
    const unit = found && units.get(found[2]!.toLowerCase());
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

  /** A regular expression between slashes; a slash within is written `\/`, but for one in a character class. */
  regex(): string | undefined {
    if (this.peek() !== '/') return undefined;
    const start = this.at++;
    let source = '';
    let inClass = false;
    for (; this.at < this.text.length; this.at++) {
      const character = this.text[this.at]!;
      if (character === '/' && !inClass) {
        this.at++;
        return source;
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

  /** Reads what lies one level deeper. */
  deeper<T>(read: () => T): T {
    if (this.#depth === DEEPEST) throw new InsightsError('expression nested too deeply', this.text, this.at);
    this.#depth += 1;
    const found = read();
    this.#depth -= 1;
    return found;
  }

  unexpected(wanted: string): InsightsError {
    this.skip();
    const symbol = this.peekWord() ?? this.text[this.at];
    if (symbol === undefined)
      return new InsightsError(`unexpected end of query: ${wanted}`, this.text, this.at, this.at);
    return new InsightsError(`unexpected symbol found ${symbol}`, this.text, this.at, this.at + symbol.length);
  }

  skip(): void {
    for (; this.at < this.text.length; this.at++) {
      const character = this.text[this.at]!;
      if (character === '#') {
        const end = this.text.indexOf('\n', this.at);
        this.at = end === -1 ? this.text.length - 1 : end;
      } else if (!SPACE.test(character)) return;
    }
  }

  #word(pattern: RegExp): string | undefined {
    const word = this.#match(pattern)?.[0];
    if (word !== undefined) this.at += word.length;
    return word;
  }

  #startsPart(at: number): boolean {
    PART.lastIndex = at;
    return PART.test(this.text);
  }

  #index(): string | number {
    this.at += 1;
    const index = this.string() ?? this.number();
    if (index === undefined) throw this.unexpected('expected a number or a key');
    this.expect(']');
    return index;
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

const escapes: Readonly<Partial<Record<string, string>>> = { n: '\n', t: '\t', r: '\r' };

/** An escape that means nothing is kept whole: `"a\d"`. */
const unescaped = (character: string): string =>
  /["'\\/`]/.test(character) ? character : (/[ntr]/.test(character) && escapes[character]) || `\\${character}`;
