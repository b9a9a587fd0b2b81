import { type Place, Refusal } from './errors.ts';
import { describeChar, isIdentifierPart, isIdentifierStart } from './json-chars.ts';
import { JsonSource } from './json-source.ts';

/** The tokens of JSON, as a pull reader hands them out. */
export type Token = '{' | '}' | '[' | ']' | 'name' | 'string' | 'number' | 'true' | 'false' | 'null' | 'end';

interface Scope {
  readonly kind: 'root' | 'Object' | 'Array';
  readonly at: Place;
  entries: number;
}

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const MAX_DEPTH = 1000;
const MAX_TOKEN_SHOWN = 256;

/**
 * Reads JSON token by token and refuses it where, how and with the column that Jackson does (2.17 and later, which is what AWS
 * runs: recorded). Three habits of Jackson's decide the columns: a string is only read when its text is asked for; the value after a
 * name is begun together with the name; an unexpected character is reported at itself, a refused token after itself.
 */
export class JsonReader {
  readonly source: JsonSource;
  token: Token = 'end';
  /** The text of the number or the name last read; a string's is read by `text()`. */
  private held = '';
  private name = '';
  private readonly input: string;
  private at = 0;
  private row = 1;
  private rowStart = 0;
  private tokenPlace: Place = { line: 1, column: 0 };
  private valueAfterName: Token | undefined;
  private unreadString = false;
  private readonly scopes: Scope[] = [{ kind: 'root', at: { line: 1, column: 0 }, entries: 0 }];

  constructor(text: string) {
    this.source = new JsonSource(text);
    this.input = text;
  }

  /** Where the reader stands: what Jackson calls the current location. */
  get place(): Place {
    return { line: this.row, column: this.at - this.rowStart + 1 };
  }

  /** A refusal for the reason given, at the place where the reader stands. */
  refuse(reason: string): Refusal {
    return this.source.refuse(reason, this.place);
  }

  /** The name that the current value belongs to. */
  get currentName(): string {
    return this.name;
  }

  /** The current token's text: a string's value, a number as it was written, otherwise the token itself. */
  text(): string {
    if (this.token === 'string') {
      if (this.unreadString) this.held = this.readString('string value');
      return this.held;
    }
    if (this.token === 'number') return this.held;
    return this.token === 'name' ? this.name : this.token;
  }

  next(): Token {
    if (this.valueAfterName !== undefined) {
      const value = this.valueAfterName;
      this.valueAfterName = undefined;
      this.open(value);
      this.token = value;
      return value;
    }
    if (this.unreadString) this.readString('string value');
    let char = this.skipSpace();
    if (char < 0) return this.atEnd();
    if (char === 0x5d || char === 0x7d) return this.close(char);
    const scope = this.scope;
    scope.entries += 1;
    if (scope.kind !== 'root' && scope.entries > 1) char = this.skipComma(char);
    if (scope.kind === 'Object') {
      if (char !== 0x22) throw this.unexpected(char, 'was expecting double-quote to start field name');
      this.name = this.readString('name');
      char = this.skipColon();
      this.valueAfterName = this.beginValue(char);
      this.token = 'name';
      return 'name';
    }
    const value = this.beginValue(char);
    this.open(value);
    this.token = value;
    return value;
  }

  private get scope(): Scope {
    return this.scopes[this.scopes.length - 1]!;
  }

  private atEnd(): Token {
    const { kind, at } = this.scope;
    if (kind !== 'root') {
      throw this.endOfInput(`: expected close marker for ${kind} (start marker at ${this.source.describe(at)})`);
    }
    this.token = 'end';
    return 'end';
  }

  private open(value: Token): void {
    if (value !== '{' && value !== '[') return;
    this.scopes.push({ kind: value === '{' ? 'Object' : 'Array', at: this.tokenPlace, entries: 0 });
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
      throw this.refuseBefore(
        `Unexpected close marker '${closer}': expected '${expected}' (for ${kind} starting at ${this.source.describe(at)})`,
      );
    }
    this.scopes.pop();
    this.token = closer;
    return closer;
  }

  private beginValue(char: number): Token {
    this.tokenPlace = { line: this.row, column: this.at - this.rowStart };
    switch (char) {
      case 0x22:
        this.unreadString = true;
        return 'string';
      case 0x5b:
        return '[';
      case 0x7b:
        return '{';
      case 0x7d:
        throw this.unexpected(char, 'expected a value');
      case 0x74:
        return this.matchWord('true');
      case 0x66:
        return this.matchWord('false');
      case 0x6e:
        return this.matchWord('null');
      default:
        return char === 0x2d || isDigit(char) ? this.readNumber(char === 0x2d) : this.oddValue(char);
    }
  }

  private oddValue(char: number): never {
    if (char === 0x4e) throw this.nonStandard('NaN', 1);
    if (char === 0x49) throw this.nonStandard('Infinity', 1);
    if (char === 0x2b) {
      if (this.at >= this.input.length) throw this.endOfInput(' in a Number value');
      this.at += 1;
      throw this.badNumberStart(this.input.charCodeAt(this.at - 1), '+');
    }
    if (isIdentifierStart(char)) throw this.unknownToken(String.fromCharCode(char));
    throw this.unexpected(char, `expected a valid value ${VALUES}`);
  }

  /** Takes the rest of a word of which `from` characters are read, or refuses what stands there instead. */
  private matchRest(word: string, from: number): void {
    for (let i = from; i < word.length; i++) {
      if (this.input.charCodeAt(this.at) !== word.charCodeAt(i)) throw this.unknownToken(word.slice(0, i));
      this.at += 1;
    }
    const next = this.input.charCodeAt(this.at);
    if (next >= 0x30 && next !== 0x5d && next !== 0x7d && isIdentifierPart(next)) throw this.unknownToken(word);
  }

  private matchWord(word: 'true' | 'false' | 'null'): Token {
    this.matchRest(word, 1);
    return word;
  }

  private nonStandard(word: string, from: number): Refusal {
    this.matchRest(word, from);
    return this.refuse(`Non-standard token '${word}': enable \`JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS\` to allow`);
  }

  private unknownToken(begun: string): Refusal {
    let token = begun;
    while (this.at < this.input.length && isIdentifierPart(this.input.charCodeAt(this.at))) {
      token += this.input[this.at];
      this.at += 1;
      if (token.length >= MAX_TOKEN_SHOWN) {
        token += '...';
        break;
      }
    }
    return this.refuse(`Unrecognized token '${token}': was expecting ${VALUES}`);
  }

  private readNumber(negative: boolean): Token {
    const start = this.at - 1;
    const first = negative ? this.at : start;
    const from = this.input.charCodeAt(first);
    if (negative && first >= this.input.length) throw this.endOfInput('No digit following sign');
    if (negative && !isDigit(from)) {
      this.at = first + 1;
      if (from === 0x2e) throw this.unexpected(from, `expected a valid value ${VALUES}`);
      throw this.badNumberStart(from, '-');
    }
    this.at = first + 1;
    if (from === 0x30 && isDigit(this.input.charCodeAt(this.at))) {
      throw this.refuse('Invalid numeric value: Leading zeroes not allowed');
    }
    this.skipDigits();
    const whole = this.at;
    // A number that starts with 0 or that the input ends in is read again, slowly, and only then is the fault itself the place.
    const slow = from === 0x30 || this.numberRunsToEnd(whole);
    if (this.input.charCodeAt(this.at) === 0x2e) {
      this.at += 1;
      if (this.skipDigits() === 0)
        throw this.badNumber('Decimal point not followed by a digit', slow ? undefined : whole);
    }
    if ((this.input.charCodeAt(this.at) | 0x20) === 0x65) {
      this.at += 1;
      if (this.at >= this.input.length) throw this.endOfInput('expected a digit for number exponent');
      const sign = this.input.charCodeAt(this.at);
      if (sign === 0x2b || sign === 0x2d) this.at += 1;
      if (this.at >= this.input.length) throw this.endOfInput('expected a digit for number exponent');
      if (this.skipDigits() === 0) {
        throw this.badNumber('Exponent indicator not followed by a digit', slow ? undefined : whole);
      }
    }
    this.held = this.input.slice(start, this.at);
    if (this.scope.kind === 'root') this.checkRootSpace();
    return 'number';
  }

  private numberRunsToEnd(from: number): boolean {
    let at = from;
    const part = () => {
      while (isDigit(this.input.charCodeAt(at))) at += 1;
    };
    if (this.input.charCodeAt(at) === 0x2e) {
      at += 1;
      const digits = at;
      part();
      if (at === digits && at < this.input.length) return false;
    }
    if ((this.input.charCodeAt(at) | 0x20) === 0x65) {
      at += 1;
      const sign = this.input.charCodeAt(at);
      if (sign === 0x2b || sign === 0x2d) at += 1;
      part();
    }
    return at >= this.input.length;
  }

  private skipDigits(): number {
    const from = this.at;
    while (isDigit(this.input.charCodeAt(this.at))) this.at += 1;
    return this.at - from;
  }

  /** A number's fault: at the character after what was read, or, for a number read in one go, where its fraction begins. */
  private badNumber(comment: string, fast: number | undefined): Refusal {
    const ended = this.at >= this.input.length;
    const char = this.input.charCodeAt(ended ? this.at - 1 : this.at);
    this.at = fast !== undefined ? fast + 1 : ended ? this.at : this.at + 1;
    return this.refuseBefore(`Unexpected character (${describeChar(char)}) in numeric value: ${comment}`);
  }

  private badNumberStart(char: number, sign: '+' | '-'): Refusal {
    if (char === 0x49) {
      if (this.at >= this.input.length) return this.endOfInput(' in a Number value');
      const second = this.input.charCodeAt(this.at);
      this.at += 1;
      if (second === 0x4e) return this.nonStandard(`${sign}INF`, 3);
      if (second === 0x6e) return this.nonStandard(`${sign}Infinity`, 3);
      return this.signFault(second, sign);
    }
    return this.signFault(char, sign);
  }

  private signFault(char: number, sign: '+' | '-'): Refusal {
    const [shown, comment] =
      sign === '-'
        ? [char, 'expected digit (0-9) to follow minus sign, for valid numeric value']
        : [
            0x2b,
            'JSON spec does not allow numbers to have plus signs: enable `JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow',
          ];
    return this.refuseBefore(`Unexpected character (${describeChar(shown)}) in numeric value: ${comment}`);
  }

  private checkRootSpace(): void {
    const char = this.input.charCodeAt(this.at);
    if (Number.isNaN(char) || char === 0x20 || char === 0x09 || char === 0x0a || char === 0x0d) return;
    this.at += 1;
    throw this.refuseBefore(
      `Unexpected character (${describeChar(char)}): Expected space separating root-level values`,
    );
  }

  /** Reads on from behind an opening quote; `what` names the text in a refusal. */
  private readString(what: 'string value' | 'name'): string {
    this.unreadString = false;
    let value = '';
    let from = this.at;
    for (;;) {
      if (this.at >= this.input.length) {
        throw this.endOfInput(what === 'name' ? ' in field name' : ': was expecting closing quote for a string value');
      }
      const char = this.input.charCodeAt(this.at);
      this.at += 1;
      if (char === 0x22) return value + this.input.slice(from, this.at - 1);
      if (char === 0x5c) {
        value += this.input.slice(from, this.at - 1) + this.readEscape();
        from = this.at;
      } else if (char < 0x20) {
        throw this.refuseBefore(
          `Illegal unquoted character (${describeChar(char)}): has to be escaped using backslash to be included in ${what}`,
        );
      }
    }
  }

  private readEscape(): string {
    if (this.at >= this.input.length) throw this.endOfInput(' in character escape sequence');
    const char = this.input[this.at]!;
    this.at += 1;
    const plain = ESCAPES[char];
    if (plain !== undefined) return plain;
    if (char !== 'u') {
      throw this.refuseBefore(`Unrecognized character escape ${describeChar(char.charCodeAt(0))}`);
    }
    let code = 0;
    for (let i = 0; i < 4; i++) {
      if (this.at >= this.input.length) throw this.endOfInput(' in character escape sequence');
      const digit = this.input.charCodeAt(this.at);
      this.at += 1;
      const value = digit < 0x80 ? Number.parseInt(String.fromCharCode(digit), 16) : Number.NaN;
      if (Number.isNaN(value)) throw this.unexpected(digit, 'expected a hex-digit for character escape sequence');
      code = code * 16 + value;
    }
    return String.fromCharCode(code);
  }

  /** The next character that is not white space, taken; -1 at the end. */
  private skipSpace(): number {
    while (this.at < this.input.length) {
      const char = this.input.charCodeAt(this.at);
      this.at += 1;
      if (char > 0x20) {
        if (char === 0x2f) throw this.unexpected(char, COMMENT);
        return char;
      }
      if (char === 0x0a) this.newRow();
      else if (char === 0x0d) {
        if (this.input.charCodeAt(this.at) === 0x0a) this.at += 1;
        this.newRow();
      } else if (char !== 0x20 && char !== 0x09) {
        throw this.refuse(
          `Illegal character (${describeChar(char)}): only regular white space (\\r, \\n, \\t) is allowed between tokens`,
        );
      }
    }
    return -1;
  }

  private newRow(): void {
    this.row += 1;
    this.rowStart = this.at;
  }

  private skipComma(char: number): number {
    const { kind } = this.scope;
    if (char !== 0x2c) throw this.unexpected(char, `was expecting comma to separate ${kind} entries`);
    return this.withinEntries(kind);
  }

  private skipColon(): number {
    const char = this.withinEntries('Object');
    if (char !== 0x3a) throw this.unexpected(char, 'was expecting a colon to separate field name and value');
    return this.withinEntries('Object');
  }

  private withinEntries(kind: string): number {
    const char = this.skipSpace();
    if (char < 0) throw this.endOfInput(` within/between ${kind} entries`);
    return char;
  }

  private unexpected(char: number, comment: string): Refusal {
    return this.refuseBefore(`Unexpected character (${describeChar(char)}): ${comment}`);
  }

  private endOfInput(what: string): Refusal {
    return this.refuse(`Unexpected end-of-input${what}`);
  }

  /** A refusal at the character last taken. */
  private refuseBefore(reason: string): Refusal {
    return this.source.refuse(reason, { line: this.row, column: this.at - this.rowStart });
  }
}

const COMMENT =
  "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)";

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  '/': '/',
  '\\': '\\',
};

const isDigit = (char: number) => char >= 0x30 && char <= 0x39;
