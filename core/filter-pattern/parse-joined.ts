import type { Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';

/** Operands joined by `&&` and `||`, of which `&&` binds tighter. Ends before whatever is neither. */
export function parseJoined<C extends { readonly kind: string }>(
  cursor: Cursor,
  operand: (cursor: Cursor) => Expression<C>,
): Expression<C> {
  const alternatives: Expression<C>[] = [];
  do {
    const factors: Expression<C>[] = [];
    do {
      factors.push(operand(cursor));
      cursor.skipSpace();
    } while (cursor.take('&&'));
    alternatives.push(join('and', factors));
  } while (cursor.take('||'));
  return join('or', alternatives);
}

function join<C extends { readonly kind: string }>(kind: 'and' | 'or', parts: readonly Expression<C>[]): Expression<C> {
  const [first] = parts;
  if (parts.length === 1 && first) return first;
  return { kind, operands: parts.flatMap((part) => (isJoined<C>(part, kind) ? part.operands : [part])) };
}

function isJoined<C extends { readonly kind: string }>(
  part: Expression<C>,
  kind: 'and' | 'or',
): part is Extract<Expression<C>, { operands: readonly Expression<C>[] }> {
  return part.kind === kind;
}
