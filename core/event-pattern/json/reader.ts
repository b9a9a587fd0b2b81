import { type Place, Refusal } from '../errors.ts';
import { isIdentifierStart } from './chars.ts';
import { JsonCursor, VALUES } from './cursor.ts';
import { badStart, isDigit, readNumber } from './number.ts';
import { readString } from './string.ts';
import { nonStandard, readWord, unknownToken } from './word.ts';

/** The tokens of JSON, as a pull reader hands them out. */
export type Token = '{' | '}' | '[' | ']' | 'name' | 'string' | 'number' | 'true' | 'false' | 'null' | 'end';

interface Scope {
  readonly kind: 'root' | 'Object' | 'Array';
  readonly at: Place;
  entries: number;
}

const MAX_DEPTH = 1000;

/**
 * Reads JSON token by token and refuses it where, how and with the column that Jackson does (2.17 and later, which is what AWS
 * runs: recorded). Three habits of Jackson's decide the columns: a string is only read when its text is asked for; the value after a
 * name is begun together with the name; an unexpected character is reported at itself, a refused token after itself.
 */
export class JsonReader {
  token: Token = 'end';
  private readonly cursor: JsonCursor;
  private readonly scopes: Scope[] = [{ kind: 'root', at: { line: 1, column: 0 }, entries: 0 }];
  private name = '';
  /** The text of the number or string last read. */
  private held = '';
  private unreadString = false;
  private valueAfterName: Token | undefined;
  private valuePlace: Place = { line: 1, column: 0 };

  constructor(text: string) {
    this.cursor = new JsonCursor(text);
  }

  /** A refusal for the reason given, at the place where the reader stands. */
  refuse(reason: string): Refusal {
    return this.cursor.refuse(reason);
  }

  /** The name that the current value belongs to. */
  get currentName(): string {
    return this.name;
  }

  /** The current token's text: a string's value, a number as it was written, otherwise the token itself. */
  text(): string {
    if (this.token === 'string') {
      if (this.unreadString) this.finishString();
      return this.held;
    }
    if (this.token === 'number') return this.held;
    return this.token === 'name' ? this.name : this.token;
  }

  next(): Token {
    this.token = this.valueAfterName === undefined ? this.readToken() : this.takeValueAfterName(this.valueAfterName);
    return this.token;
  }

  private takeValueAfterName(value: Token): Token {
    this.valueAfterName = undefined;
    this.open(value);
    return value;
  }

  private readToken(): Token {
    if (this.unreadString) this.finishString();
    let char = this.cursor.takeBehindSpace();
    if (char < 0) return this.atEnd();
    if (char === 0x5d || char === 0x7d) return this.close(char);
    const { scope } = this;
    scope.entries += 1;
    if (scope.kind !== 'root' && scope.entries > 1) char = this.takeComma(char, scope.kind);
    if (scope.kind === 'Object') return this.readName(char);
    const value = this.beginValue(char);
    this.open(value);
    return value;
  }

  private get scope(): Scope {
    return this.scopes[this.scopes.length - 1]!;
  }

  private finishString(): void {
    this.unreadString = false;
    this.held = readString(this.cursor, 'string value');
  }

  private atEnd(): Token {
    const { kind, at } = this.scope;
    if (kind === 'root') return 'end';
    const start = this.cursor.source.describe(at);
    throw this.cursor.endOfInput(`: expected close marker for ${kind} (start marker at ${start})`);
  }

  private open(value: Token): void {
    if (value !== '{' && value !== '[') return;
    this.scopes.push({ kind: value === '{' ? 'Object' : 'Array', at: this.valuePlace, entries: 0 });
    const depth = this.scopes.length - 1;
    if (depth > MAX_DEPTH) {
      throw new Refusal(
        `Document nesting depth (${depth}) exceeds the maximum allowed (${MAX_DEPTH}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`,
      );
    }
  }

  private close(char: number): Token {
    const closer = char === 0x5d ? ']' : '}';
    const { kind, at } = this.scope;
    if (kind !== (closer === ']' ? 'Array' : 'Object')) {
      const expected = closer === ']' ? '}' : ']';
      const start = this.cursor.source.describe(at);
      throw this.cursor.refuseBefore(
        `Unexpected close marker '${closer}': expected '${expected}' (for ${kind} starting at ${start})`,
      );
    }
    this.scopes.pop();
    return closer;
  }

  private takeComma(char: number, kind: string): number {
    if (char !== 0x2c) throw this.cursor.unexpected(char, `was expecting comma to separate ${kind} entries`);
    return this.takeWithin(kind);
  }

  private takeWithin(kind: string): number {
    const char = this.cursor.takeBehindSpace();
    if (char < 0) throw this.cursor.endOfInput(` within/between ${kind} entries`);
    return char;
  }

  /** Reads a name, its colon, and the beginning of its value. */
  private readName(char: number): Token {
    if (char !== 0x22) throw this.cursor.unexpected(char, 'was expecting double-quote to start field name');
    this.name = readString(this.cursor, 'name');
    const colon = this.takeWithin('Object');
    if (colon !== 0x3a) {
      throw this.cursor.unexpected(colon, 'was expecting a colon to separate field name and value');
    }
    this.valueAfterName = this.beginValue(this.takeWithin('Object'));
    return 'name';
  }

  private beginValue(char: number): Token {
    this.valuePlace = this.cursor.placeBefore;
    switch (char) {
      case 0x22:
        this.unreadString = true;
        return 'string';
      case 0x5b:
        return '[';
      case 0x7b:
        return '{';
      case 0x74:
        return this.word('true');
      case 0x66:
        return this.word('false');
      case 0x6e:
        return this.word('null');
      default:
        if (char !== 0x2d && !isDigit(char)) throw this.oddValue(char);
        this.held = readNumber(this.cursor);
        if (this.scope.kind === 'root') this.checkRootSpace();
        return 'number';
    }
  }

  private word<Word extends 'true' | 'false' | 'null'>(word: Word): Word {
    readWord(this.cursor, word, 1);
    return word;
  }

  private oddValue(char: number): Refusal {
    const { cursor } = this;
    switch (char) {
      case 0x7d:
        return cursor.unexpected(char, 'expected a value');
      case 0x4e:
        return nonStandard(cursor, 'NaN', 1);
      case 0x49:
        return nonStandard(cursor, 'Infinity', 1);
      case 0x2b:
        return cursor.ended ? cursor.endOfInput(' in a Number value') : badStart(cursor, cursor.take(), '+');
      default:
        return isIdentifierStart(char)
          ? unknownToken(cursor, String.fromCharCode(char))
          : cursor.unexpected(char, `expected a valid value ${VALUES}`);
    }
  }

  private checkRootSpace(): void {
    const char = this.cursor.peeked;
    if (Number.isNaN(char) || char === 0x20 || char === 0x09 || char === 0x0a || char === 0x0d) return;
    this.cursor.at += 1;
    throw this.cursor.unexpected(char, 'Expected space separating root-level values');
  }
}
