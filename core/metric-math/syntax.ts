export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '==' | '!=' | '<=' | '>=' | '<' | '>' | 'AND' | 'OR';

/** An expression, parsed; `at` is its place in the text, from 0. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  /** The id of a metric or expression, or a word such as REPEAT, AVG, DESC. */
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly at: number }
  | { readonly kind: 'negate'; readonly operand: Expression; readonly at: number }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
    }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[]; readonly at: number };

/** Every id an expression uses, once each. */
export function namesIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'number':
    case 'text':
      return [];
    case 'name':
      return /^[a-z]/.test(expression.name) ? [expression.name] : [];
    case 'list':
      return unique(expression.items);
    case 'negate':
      return namesIn(expression.operand);
    case 'binary':
      return unique([expression.left, expression.right]);
    case 'call':
      return unique(expression.arguments);
  }
}

const unique = (expressions: readonly Expression[]) => [...new Set(expressions.flatMap(namesIn))];
