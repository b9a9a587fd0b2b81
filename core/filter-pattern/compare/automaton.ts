/**
 * A machine that reads a text from left to right and tells at the end whether it is in a language. States are numbers;
 * `DEAD` leads nowhere else and accepts nothing.
 */
export interface Automaton {
  readonly start: number;
  next(state: number, char: string): number;
  accepts(state: number): boolean;
  /** Whether every text that goes on from here is accepted. */
  always?(state: number): boolean;
}

export const DEAD = -1;

/** Exactly this text. */
export function exactly(text: string): Automaton {
  const chars = [...text];
  return {
    start: 0,
    next: (state, char) => (state !== DEAD && chars[state] === char ? state + 1 : DEAD),
    accepts: (state) => state === chars.length,
  };
}

/**
 * Texts made of the pieces with anything in between. Each inner piece is taken where it first occurs, which loses nothing; the last
 * must stand at the end.
 */
export function glob(pieces: readonly string[]): Automaton {
  const parts = pieces.map((piece) => [...piece]);
  const first = parts[0] ?? [];
  const inner = parts.slice(1, -1).filter((piece) => piece.length > 0);
  const last = parts.at(-1) ?? [];
  const searched = [...inner, last];
  const failures = searched.map(failureOf);
  // States: along the first piece, then along each of the others in turn.
  const offsets: number[] = [];
  let total = first.length;
  for (const piece of searched) {
    offsets.push(total);
    total += piece.length + 1;
  }
  const stageOf = (state: number) => {
    let stage = 0;
    while (stage + 1 < offsets.length && offsets[stage + 1]! <= state) stage++;
    return stage;
  };
  return {
    start: first.length === 0 ? offsets[0]! : 0,
    next(state, char) {
      if (state === DEAD) return DEAD;
      if (state < first.length) return first[state] === char ? state + 1 : DEAD;
      const stage = stageOf(state);
      const piece = searched[stage]!;
      const matched = step(piece, failures[stage]!, state - offsets[stage]!, char);
      const isLast = stage === searched.length - 1;
      return matched === piece.length && !isLast ? offsets[stage + 1]! : offsets[stage]! + matched;
    },
    accepts: (state) => state === offsets.at(-1)! + last.length,
    always: (state) => last.length === 0 && state === offsets.at(-1)!,
  };
}

/** A decimal number as filter patterns read one: sign, digits with a point, exponent. */
export const decimal: Automaton = {
  start: 0,
  next(state, char) {
    if (state === DEAD) return DEAD;
    const digit = char >= '0' && char <= '9';
    const sign = char === '+' || char === '-';
    const exponent = char === 'e' || char === 'E';
    switch (state) {
      case 0:
        return digit ? 2 : sign ? 1 : char === '.' ? 3 : DEAD;
      case 1:
        return digit ? 2 : char === '.' ? 3 : DEAD;
      case 2:
        return digit ? 2 : char === '.' ? 4 : exponent ? 5 : DEAD;
      case 3:
        return digit ? 4 : DEAD;
      case 4:
        return digit ? 4 : exponent ? 5 : DEAD;
      case 5:
        return digit ? 7 : sign ? 6 : DEAD;
      default:
        return digit ? 7 : DEAD;
    }
  },
  accepts: (state) => state === 2 || state === 4 || state === 7,
};

/** Texts in which a character occurs so many times. */
export const occurring = (wanted: string, times: number): Automaton => ({
  start: 0,
  next: (state, char) => (state === DEAD || char !== wanted ? state : state < times ? state + 1 : DEAD),
  accepts: (state) => state === times,
});

/** Knuth, Morris and Pratt: how far a piece still matches when its next character does not. */
function failureOf(piece: readonly string[]): number[] {
  const failure = [0];
  for (let at = 1, matched = 0; at < piece.length; at++) {
    while (matched > 0 && piece[at] !== piece[matched]) matched = failure[matched - 1]!;
    if (piece[at] === piece[matched]) matched++;
    failure.push(matched);
  }
  return failure;
}

function step(piece: readonly string[], failure: readonly number[], at: number, char: string): number {
  if (piece.length === 0) return 0;
  let matched = at === piece.length ? failure[at - 1]! : at;
  while (matched > 0 && piece[matched] !== char) matched = failure[matched - 1]!;
  return piece[matched] === char ? matched + 1 : 0;
}
