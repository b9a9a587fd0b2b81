import { ConfigQueryError } from './error.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Words of SQL that the language does not have; they are no names of properties either. */
const NOT_SUPPORTED = new Set(
  'ALL AS DISTINCT FROM HAVING JOIN UNION NULL IS INTERSECT EXCEPT EXISTS LIMIT OFFSET CASE ON WITH INSERT UPDATE DELETE'.split(
    ' ',
  ),
);
const WORDS = new Set('SELECT WHERE GROUP BY ORDER ASC DESC AND OR NOT IN BETWEEN LIKE TRUE FALSE'.split(' '));

/** A place in an expression's tokens. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(expression: string) {
    this.#tokens = tokensOf(expression);
  }

  get token(): Token {
    return this.#tokens[this.#at]!;
  }

  take(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }

  /** Whether the next token is this keyword, in any case. */
  isWord(keyword: string): boolean {
    return this.token.kind === 'word' && this.token.text.toUpperCase() === keyword;
  }

  isSign(sign: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead];
    return token?.kind === 'sign' && token.text === sign;
  }

  takeWord(keyword: string): boolean {
    if (!this.isWord(keyword)) return false;
    this.take();
    return true;
  }

  takeSign(sign: string): boolean {
    if (!this.isSign(sign)) return false;
    this.take();
    return true;
  }

  expectWord(keyword: string): void {
    if (!this.takeWord(keyword)) this.fail(keyword);
  }

  expectSign(sign: string): void {
    if (!this.takeSign(sign)) this.fail(`"${sign}"`);
  }

  /** A word that is no keyword. */
  expectName(): Token {
    const { token } = this;
    const upper = token.text.toUpperCase();
    if (token.kind !== 'word' || NOT_SUPPORTED.has(upper) || WORDS.has(upper)) this.fail('a property');
    return this.take();
  }

  fail(expected: string): never {
    const { kind, text, position } = this.token;
    if (kind === 'word' && NOT_SUPPORTED.has(text.toUpperCase())) {
      throw new ConfigQueryError(`${text.toUpperCase()} is not supported`, position);
    }
    const found = kind === 'end' ? 'the expression ends' : `"${text}" stands`;
    throw new ConfigQueryError(`${found} where ${expected} is expected`, position);
  }
}
