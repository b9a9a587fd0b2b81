import type { Value } from '../values.ts';

/** `a.b[3]` as its parts, names already put in for their `#placeholders`. */
export type Path = readonly (string | number)[];

export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'size'; readonly path: Path };

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'compare'; readonly comparator: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly operand: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly operand: Operand; readonly choices: readonly Operand[] }
  | { readonly kind: 'exists'; readonly path: Path; readonly wanted: boolean }
  | { readonly kind: 'type'; readonly path: Path; readonly type: Value }
  | { readonly kind: 'begins' | 'contains'; readonly operand: Operand; readonly part: Operand };

/** What an update sets an attribute to. */
export type Expression =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'ifNotExists'; readonly path: Path; readonly otherwise: Expression }
  | { readonly kind: 'append'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'plus' | 'minus'; readonly left: Expression; readonly right: Expression };

export interface Update {
  readonly set: readonly { readonly path: Path; readonly to: Expression }[];
  readonly remove: readonly Path[];
  readonly add: readonly { readonly path: Path; readonly value: Value }[];
  readonly delete: readonly { readonly path: Path; readonly value: Value }[];
}
