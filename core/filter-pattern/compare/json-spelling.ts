import { type Automaton, DEAD } from './automaton.ts';

/** Every way to write a character in a JSON string. */
export function spellings(symbol: string): string[] {
  const known = spelled.get(symbol);
  if (known) return known;
  const short = SHORT[symbol];
  const isPlain = symbol !== '"' && symbol !== '\\' && symbol >= ' ';
  const units = Array.from({ length: symbol.length }, (_, at) => symbol.charCodeAt(at).toString(16).padStart(4, '0'));
  const escapes = units.map((hex) => casesOf(hex).map((each) => `\\u${each}`));
  const all = [
    ...(isPlain ? [symbol] : []),
    ...(short ? [short] : []),
    ...escapes.reduce((before, unit) => before.flatMap((text) => unit.map((each) => text + each))),
  ];
  spelled.set(symbol, all);
  return all;
}

const spelled = new Map<string, string[]>();

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const casesOf = (hex: string): string[] =>
  [...hex].reduce<string[]>(
    (before, digit) => before.flatMap((text) => [...new Set([digit, digit.toUpperCase()])].map((each) => text + each)),
    [''],
  );

/** A number as JSON has it: no sign but `-`, no zeros in front, digits on both sides of the point. */
export const jsonNumber: Automaton = {
  start: 0,
  next(state, char) {
    if (state === DEAD) return DEAD;
    const digit = char >= '0' && char <= '9' && char.length === 1;
    const exponent = char === 'e' || char === 'E';
    switch (state) {
      case 0:
        return char === '-' ? 1 : char === '0' ? 2 : digit ? 3 : DEAD;
      case 1:
        return char === '0' ? 2 : digit ? 3 : DEAD;
      case 2:
        return char === '.' ? 4 : exponent ? 6 : DEAD;
      case 3:
        return digit ? 3 : char === '.' ? 4 : exponent ? 6 : DEAD;
      case 4:
        return digit ? 5 : DEAD;
      case 5:
        return digit ? 5 : exponent ? 6 : DEAD;
      case 6:
        return digit ? 8 : char === '-' || char === '+' ? 7 : DEAD;
      default:
        return digit ? 8 : DEAD;
    }
  },
  accepts: (state) => state === 2 || state === 3 || state === 5 || state === 8,
};
