import { type Item, invalid, readItem, type Value } from '../values.ts';
import { type Token, tokenize } from './tokens.ts';
import type { Path } from './tree.ts';

export type ExpressionName =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'UpdateExpression'
  | 'ProjectionExpression';

/** The names and values a request's expressions may use, and which of them one did. */
export class Placeholders {
  readonly #names: Readonly<Record<string, string>>;
  readonly #values: Item;
  readonly #used = new Set<string>();

  constructor(names: Readonly<Record<string, string>> | undefined, values?: Readonly<Record<string, unknown>>) {
    if (names && Object.keys(names).length === 0) throw invalid('ExpressionAttributeNames must not be empty');
    if (values && Object.keys(values).length === 0) throw invalid('ExpressionAttributeValues must not be empty');
    this.#names = names ?? {};
    this.#values = readItem(values ?? {});
  }

  name(placeholder: string, where: ExpressionName): string {
    this.#used.add(placeholder);
    if (Object.hasOwn(this.#names, placeholder)) return this.#names[placeholder]!;
    throw invalid(
      `Invalid ${where}: An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
    );
  }

  value(placeholder: string, where: ExpressionName): Value {
    this.#used.add(placeholder);
    if (Object.hasOwn(this.#values, placeholder)) return this.#values[placeholder]!;
    throw invalid(
      `Invalid ${where}: An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
    );
  }

  /** Refuses what was given but not used, once every expression is read. */
  assertUsed(): void {
    const unused = (given: object) => Object.keys(given).filter((placeholder) => !this.#used.has(placeholder));
    const names = unused(this.#names);
    if (names.length > 0) {
      throw invalid(`Value provided in ExpressionAttributeNames unused in expressions: keys: {${names.join(', ')}}`);
    }
    const values = unused(this.#values);
    if (values.length > 0) {
      throw invalid(`Value provided in ExpressionAttributeValues unused in expressions: keys: {${values.join(', ')}}`);
    }
  }
}

/** Walks over an expression's tokens. */
export class TokenReader {
  readonly where: ExpressionName;
  readonly placeholders: Placeholders;
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(where: ExpressionName, source: string, placeholders: Placeholders) {
    this.where = where;
    this.placeholders = placeholders;
    this.#source = source;
    if (source.trim() === '') throw invalid(`Invalid ${where}: The expression can not be empty;`);
    const tokens = tokenize(source);
    if ('bad' in tokens) throw invalid(`Invalid ${where}: Syntax error; token: "${tokens.bad}", near: "${source}"`);
    this.#tokens = tokens;
  }

  get next(): Token {
    return this.#tokens[this.#at]!;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  /** Takes a keyword (in any case) or a sign when it is the next. */
  skip(text: string): boolean {
    const { kind, text: found } = this.next;
    const matches = kind === 'word' ? found.toUpperCase() === text.toUpperCase() : kind === 'sign' && found === text;
    if (matches) this.#at++;
    return matches;
  }

  expect(text: string): void {
    if (!this.skip(text)) throw this.unexpected();
  }

  /** Whether a function of this name is called here. */
  calls(name: string): boolean {
    return this.next.kind === 'word' && this.next.text === name && this.#tokens[this.#at + 1]?.text === '(';
  }

  get calling(): boolean {
    return this.next.kind === 'word' && this.#tokens[this.#at + 1]?.text === '(';
  }

  /** What is left when all should have been read. */
  expectEnd(): void {
    if (this.next.kind !== 'end') throw this.unexpected();
  }

  unexpected(): Error {
    const from = (this.#tokens[this.#at - 1] ?? this.next).at;
    const after = this.#tokens[this.#at + 1] ?? this.next;
    const near = this.#source.slice(from, after.kind === 'end' ? undefined : after.at + after.text.length);
    return invalid(`Invalid ${this.where}: Syntax error; token: "${this.next.text}", near: "${near.trim()}"`);
  }

  path(): Path {
    const path: (string | number)[] = [this.#part()];
    for (;;) {
      if (this.skip('.')) path.push(this.#part());
      else if (this.skip('[')) {
        const index = this.take();
        if (index.kind !== 'number') throw this.unexpected();
        path.push(Number(index.text));
        this.expect(']');
      } else return path;
    }
  }

  value(): Value {
    if (this.next.kind !== 'value') throw this.unexpected();
    return this.placeholders.value(this.take().text, this.where);
  }

  #part(): string {
    const { kind } = this.next;
    if (kind === 'name') return this.placeholders.name(this.take().text, this.where);
    if (kind === 'word') return this.take().text;
    throw this.unexpected();
  }
}
