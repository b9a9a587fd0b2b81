import { ConfigQueryError } from './error.ts';

const FEWEST = 3;

/** Wildcards end a pattern, after at least three characters that stand for themselves. */
export function assertLike(pattern: string, position: number): void {
  const { literal, wildcards } = partsOf(pattern);
  if (/[%_]/.test(literal)) throw new ConfigQueryError('LIKE takes wildcards at the end only', position);
  if (wildcards !== '' && literal.length < FEWEST) {
    throw new ConfigQueryError(`LIKE wants at least ${FEWEST} characters before a wildcard`, position);
  }
}

/** Whether a text fits a checked pattern: `%` stands for any characters, `_` for one. */
export function isLike(text: string, pattern: string): boolean {
  const { literal, wildcards } = partsOf(pattern);
  if (!text.startsWith(literal)) return false;
  const rest = [...text.slice(literal.length)].length;
  const least = wildcards.replaceAll('%', '').length;
  return wildcards.includes('%') ? rest >= least : rest === least;
}

function partsOf(pattern: string): { readonly literal: string; readonly wildcards: string } {
  const wildcards = /[%_]*$/.exec(pattern)?.[0] ?? '';
  return { literal: pattern.slice(0, pattern.length - wildcards.length), wildcards };
}
