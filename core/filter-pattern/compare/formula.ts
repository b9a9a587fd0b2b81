import type { Expression } from '../ast.ts';

/** A condition of a pattern, or the opposite of one. */
export interface Literal<Condition> {
  readonly kind: 'literal';
  readonly condition: Condition;
  readonly holds: boolean;
}

/** A logical formula over conditions, negation pushed down to them. `all` of nothing is true, `any` of nothing false. */
export type Formula<Condition> =
  | Literal<Condition>
  | { readonly kind: 'all'; readonly of: readonly Formula<Condition>[] }
  | { readonly kind: 'any'; readonly of: readonly Formula<Condition>[] };

export const all = <C>(...of: readonly Formula<C>[]): Formula<C> => ({ kind: 'all', of });
export const any = <C>(...of: readonly Formula<C>[]): Formula<C> => ({ kind: 'any', of });
export const literal = <C>(condition: C, holds: boolean): Formula<C> => ({ kind: 'literal', condition, holds });

/** A pattern's expression as a formula; with `holds` false, its opposite. */
export function formulaOf<C extends { kind: string }, L>(
  expression: Expression<C>,
  holds: boolean,
  wrap: (condition: C) => L,
): Formula<L> {
  if (expression.kind === 'and' || expression.kind === 'or') {
    const { operands } = expression as { operands: readonly Expression<C>[] };
    const of = operands.map((operand) => formulaOf(operand, holds, wrap));
    return (expression.kind === 'and') === holds ? { kind: 'all', of } : { kind: 'any', of };
  }
  return literal(wrap(expression as C), holds);
}
