/** Patterns and events made up from a seed: small alphabets, so that they often meet. */

/** Random whole numbers, the same for the same seed. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** From 0 to below `sides`. */
  roll(sides: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * sides) | 0;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.roll(from.length)]!;
  }

  list<T>(atLeast: number, atMost: number, make: () => T): T[] {
    return Array.from({ length: atLeast + this.roll(atMost - atLeast + 1) }, make);
  }
}

const TEXTS = [
  '',
  'a',
  'b',
  'ab',
  'abc',
  'aB',
  'A',
  'bab',
  'é',
  'É',
  'ß',
  'SS',
  '10.0.0.5',
  '10.0.0.9',
  '2001:db8::1',
].concat([
  '2001:DB8:0:0:0:0:0:1',
  '"',
  'a"',
  '"a',
  'a\\b',
  'a\nb',
  '*',
  '1',
  'true',
  'null',
  '🚀',
  'a longer text, with "quotes"',
]);
const NUMBERS = [
  '0',
  '-0',
  '1',
  '1.0',
  '1e0',
  '2',
  '300',
  '3.0e2',
  '-1.5',
  '0.1',
  '-122.42916360922355',
  '-122.42916360922354',
];
const ODD_NUMBERS = [
  '9007199254740993',
  '9007199254740992',
  '0.12345678901234567',
  '1e400',
  '123456789012345678901234567890',
];
const NAMES = ['a', 'b', 'c', 'a', 'b', 'a.b', 'b.c', 'detail', '', 'é', 'a"b'];
const BITS = ['a', 'b', 'c', '*', 'B', '\\*', '"', 'é'];

export class Generator {
  readonly dice: Dice;

  constructor(seed: number) {
    this.dice = new Dice(seed);
  }

  /** The text of a pattern that is most likely accepted. */
  pattern(depth = 0): string {
    const names = [...new Set(this.dice.list(1, 3, () => this.dice.pick(NAMES)))];
    const fields = names.map((name) => {
      const value =
        depth < 2 && this.dice.roll(3) === 0 ? this.pattern(depth + 1) : this.array(1, 3, () => this.clause());
      return `${JSON.stringify(name)}:${value}`;
    });
    if (depth < 2 && this.dice.roll(6) === 0)
      fields.push(`"$or":[${this.pattern(depth + 1)},${this.pattern(depth + 1)}]`);
    return `{${fields.join(',')}}`;
  }

  /** A pattern's text, broken in one place or two. */
  broken(text: string): string {
    const marks = [
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '1',
      '-',
      '.',
      'e',
      '\\',
      '\\u00',
      '\n',
      'tru',
      '/',
      '\u0001',
      'é',
      ' ',
    ];
    let result = text;
    for (let i = this.dice.roll(2); i >= 0; i--) {
      const at = this.dice.roll(result.length + 1);
      result =
        result.slice(0, at) +
        (this.dice.roll(3) === 0 ? '' : this.dice.pick(marks)) +
        result.slice(at + this.dice.roll(2));
    }
    return result;
  }

  /** The text of an event. */
  event(depth = 0): string {
    const names = [...new Set(this.dice.list(depth === 0 ? 1 : 0, 4, () => this.dice.pick(NAMES)))];
    const space = this.dice.pick(['', '', '', ' ', '\n\t']);
    return `{${space}${names.map((name) => `${this.name(name)}${space}:${space}${this.value(depth)}`).join(`,${space}`)}${space}}`;
  }

  private array(atLeast: number, atMost: number, make: () => string): string {
    return `[${this.dice.list(atLeast, atMost, make).join(this.dice.pick([',', ', ']))}]`;
  }

  /** A name, now and then spelled with escapes. */
  private name(name: string): string {
    return this.dice.roll(10) === 0 ? escaped(name) : JSON.stringify(name);
  }

  private value(depth: number): string {
    switch (this.dice.roll(depth < 3 ? 9 : 5)) {
      case 0:
      case 1:
        return this.text();
      case 2:
        return this.dice.pick(NUMBERS);
      case 3:
        return this.dice.pick(['true', 'false', 'null']);
      case 4:
        return this.dice.roll(6) === 0 ? escaped(this.dice.pick(TEXTS)) : this.text();
      case 5:
        return this.array(0, 3, () => this.value(depth + 1));
      case 6:
        return this.array(0, 3, () => this.event(depth + 1));
      default:
        return this.event(depth + 1);
    }
  }

  private text(): string {
    return JSON.stringify(this.dice.pick(TEXTS));
  }

  private number(): string {
    return this.dice.roll(12) === 0 ? this.dice.pick(ODD_NUMBERS) : this.dice.pick(NUMBERS);
  }

  private wildcard(): string {
    return JSON.stringify(
      this.dice
        .list(1, 5, () => this.dice.pick(BITS))
        .join('')
        .replace(/(?<!\\)\*{2,}/g, '*'),
    );
  }

  private clause(): string {
    const text = () => this.text();
    const number = () => this.number();
    switch (this.dice.roll(18)) {
      case 0:
      case 1:
      case 2:
        return this.text();
      case 3:
      case 4:
        return this.number();
      case 5:
        return this.dice.pick(['true', 'false', 'null']);
      case 6:
        return `{"prefix":${this.text()}}`;
      case 7:
        return `{"suffix":${this.text()}}`;
      case 8:
        return `{"equals-ignore-case":${this.text()}}`;
      case 9:
        return `{"${this.dice.pick(['prefix', 'suffix'])}":{"equals-ignore-case":${this.text()}}}`;
      case 10:
        return `{"wildcard":${this.wildcard()}}`;
      case 11:
        return `{"numeric":["${this.dice.pick(['=', '<', '<=', '>', '>='])}",${this.number()}]}`;
      case 12:
        return `{"numeric":[">${this.dice.pick(['', '='])}",-200,"<",${this.number()}]}`;
      case 13:
        return `{"cidr":"${this.dice.pick(['10.0.0.0/8', '10.0.0.8/30', '2001:db8::/32', '::/0'])}"}`;
      case 14:
        return `{"exists":${this.dice.pick(['true', 'false'])}}`;
      case 15:
        return `{"anything-but":${this.dice.pick([text, number, () => this.array(1, 3, text), () => this.array(1, 3, number)])()}}`;
      default: {
        const operator = this.dice.pick(['prefix', 'suffix', 'equals-ignore-case', 'wildcard']);
        const one = operator === 'wildcard' ? () => this.wildcard() : text;
        return `{"anything-but":{"${operator}":${this.dice.roll(2) === 0 ? one() : this.array(1, 3, one)}}}`;
      }
    }
  }
}

/** A JSON string in which every character is an escape. */
function escaped(text: string): string {
  const codes = Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`);
  return `"${codes.join('')}"`;
}
