/** Seeded random patterns and messages: most of them valid, many about the same few fields and words, so that they often meet. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(of: readonly T[]): T {
    return of[this.below(of.length)] as T;
  }

  many<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

const names = ['a', 'b', 'c', 'a-b', 'eventName', 'x_1'];
const oddNames = ['a.b', 'é', "it's", 'back\\slash', '', '"q"', '한', '__proto__', 'constructor'];
const words = ['ERROR', 'warn', 'AccessDenied', 'x', '404', '12', '0', 'true', 'null', 'a.b', '10.0.0.1', 'us-east-1'];
const texts = [
  ...words,
  '',
  ' ',
  'two words',
  'say "hi"',
  'back\\slash',
  'é',
  '한글 👍',
  '[x]',
  '%',
  'tab\there',
  '-5',
  '1e3',
];
const numbers = ['0', '1', '404', '-5', '+75', '1e+3', '1e-3', '0.5', '12', '4.04e2', '.5', '7.'];
const regexes = [
  '^1',
  'x',
  '[a-e]+',
  'ab*c',
  '\\d{2,}',
  'r|w',
  '\\x28',
  '.',
  'E.R',
  '4$',
  '[^0-9]',
  'a{,2}b?',
  '\\w\\W',
  '\\[',
  '[[]',
];

export function randomPattern(random: Random): string {
  const text = random.pick([jsonPattern, jsonPattern, jsonPattern, termsPattern, fieldsPattern, regexPattern])(random);
  return random.chance(12) ? mutate(random, text) : text;
}

export function randomMessage(random: Random): string {
  if (random.chance(25))
    return random.many(8, () => random.pick([...texts, '"quoted field"', '[in brackets]'])).join(' ');
  const text = jsonText(random, random.chance(90) ? 'object' : 'array', 3);
  return random.chance(8) ? mutate(random, text) : text;
}

export function mutate(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const noise = random.pick([
    '',
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    '%',
    '$',
    '.',
    '*',
    '(',
    ' ',
    '&',
    '\u0001',
    '\n',
    'é',
    '\ud800',
    '0',
  ]);
  return text.slice(0, at) + noise + text.slice(at + random.below(3));
}

const space = (random: Random): string => random.pick(['', '', ' ', ' ', '  ', '\t', '\n']);

function jsonPattern(random: Random): string {
  return `{${space(random)}${jsonExpression(random, 3)}${space(random)}}`;
}

function jsonExpression(random: Random, depth: number): string {
  if (depth === 0 || random.chance(45)) return jsonCondition(random);
  if (random.chance(30)) return `(${space(random)}${jsonExpression(random, depth - 1)}${space(random)})`;
  const operator = random.pick(['&&', '||']);
  return `${jsonExpression(random, depth - 1)}${space(random)}${operator}${space(random)}${jsonExpression(random, depth - 1)}`;
}

function jsonCondition(random: Random): string {
  const path = selector(random);
  const kind = random.below(10);
  if (kind === 0) return `${path} NOT EXISTS`;
  if (kind === 1) return `${path} IS ${random.pick(['NULL', 'TRUE', 'FALSE'])}`;
  return `${path}${space(random)}${comparison(random)}`;
}

export function selector(random: Random, wildcards = true): string {
  const steps = random.many(2, () => plainStep(random));
  steps.push(plainStep(random));
  if (wildcards && random.chance(12))
    steps.splice(random.below(steps.length + 1), random.below(2), random.pick(['[*]', '.*']));
  return `$${steps.join('')}`;
}

function plainStep(random: Random): string {
  if (random.chance(15)) return `[${random.below(3)}]`;
  if (random.chance(15)) return `.['${random.pick(oddNames).replace(/[\\']/g, '\\$&')}']`;
  return `.${random.pick(names)}`;
}

function comparison(random: Random): string {
  if (random.chance(20)) return `${random.pick(['<', '>', '<=', '>='])}${space(random)}${random.pick(numbers)}`;
  return `${random.pick(['=', '=', '=', '!='])}${space(random)}${value(random)}`;
}

function value(random: Random): string {
  switch (random.below(8)) {
    case 0:
      return random.pick(numbers);
    case 1:
      return random.chance(40) ? `%${random.pick(regexes)}%` : '*';
    case 2:
    case 3:
      return quoted(glob(random));
    case 4:
      return quoted(random.pick(texts));
    default:
      return random.pick(words);
  }
}

function glob(random: Random): string {
  const text = random.pick(texts);
  const at = random.below(text.length + 1);
  const star = random.chance(30) ? '*' : '';
  return `${star}${text.slice(0, at)}*${text.slice(at + random.below(3))}`;
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

function termsPattern(random: Random): string {
  const sign = () => random.pick(random.chance(20) ? ['?'] : ['', '', '', '-', '?']);
  const term = () =>
    `${sign()}${random.chance(40) ? quoted(random.pick(texts)) : random.pick(['ERROR', 'warn', 'x', '404', 'a_b'])}`;
  return [term(), ...random.many(3, term)].join(random.pick([' ', '  ', '\t']));
}

function fieldsPattern(random: Random): string {
  const fields = random.many(5, () => field(random));
  if (random.chance(30)) fields.splice(random.below(fields.length + 1), 0, '...');
  return `[${fields.join(random.pick([',', ', ', ' , ']))}]`;
}

function field(random: Random): string {
  const name = random.pick(['ip', 'user', 'w1', 'status_code', '']);
  if (name === '' || random.chance(40)) return name;
  const conditions = [0, ...random.many(2, () => 0)].map(() => `${name}${space(random)}${comparison(random)}`);
  return conditions.join(random.pick([' && ', ' || ', '&&']));
}

const regexPattern = (random: Random): string => `%${random.pick(regexes)}${random.pick(regexes)}%`;

/** A JSON text: space anywhere, keys that come twice, escapes where none is needed. */
export function jsonText(random: Random, kind: 'object' | 'array' | 'any', depth: number): string {
  const s = () => (random.chance(80) ? '' : space(random));
  const inner = () => jsonText(random, 'any', depth - 1);
  const key = () => stringText(random, random.chance(85) ? random.pick(names) : random.pick(oddNames));
  if (kind === 'object' || (kind === 'any' && depth > 0 && random.chance(30)))
    return `${s()}{${s()}${random.many(5, () => `${key()}${s()}:${s()}${inner()}`).join(`${s()},${s()}`)}${s()}}${s()}`;
  if (kind === 'array' || (depth > 0 && random.chance(25)))
    return `${s()}[${s()}${random.many(3, () => `${s()}${inner()}`).join(`${s()},${s()}`)}${s()}]${s()}`;
  return random.pick([
    () => stringText(random, random.pick(texts)),
    () => stringText(random, random.pick(words)),
    () => random.pick(['0', '1', '404', '-5', '75', '1000', '1e3', '0.001', '1.0', '-0', '12345678901234567890']),
    () => random.pick(['true', 'false', 'null']),
  ])();
}

function stringText(random: Random, text: string): string {
  const plain = JSON.stringify(text);
  if (!random.chance(10) || text === '') return plain;
  const unicode = [...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`);
  return `"${unicode.join('')}"`;
}
