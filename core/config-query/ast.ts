export type Literal = string | number | boolean;

export const AGGREGATES = ['AVG', 'COUNT', 'MAX', 'MIN', 'SUM'] as const;
export type AggregateName = (typeof AGGREGATES)[number];

/** `configuration.state.name` */
export interface Property {
  readonly kind: 'property';
  readonly path: readonly string[];
  /** As it was written. */
  readonly text: string;
  readonly position: number;
}

/** `COUNT(*)` or `MAX(configuration.size)` */
export interface Aggregate {
  readonly kind: 'aggregate';
  readonly name: AggregateName;
  /** Absent for `*`, which only COUNT takes. */
  readonly of: Property | undefined;
  /** The column's name: the call's text. */
  readonly text: string;
  readonly position: number;
}

export type Column = Property | Aggregate;

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly of: Condition }
  | {
      readonly kind: 'compare';
      readonly property: Property;
      readonly operator: Comparison;
      readonly literal: Literal;
    }
  | { readonly kind: 'in'; readonly property: Property; readonly literals: readonly Literal[] }
  | { readonly kind: 'between'; readonly property: Property; readonly low: Literal; readonly high: Literal }
  | { readonly kind: 'like'; readonly property: Property; readonly pattern: string };

export interface Order {
  readonly by: Column;
  readonly descending: boolean;
}

/** An expression of AWS Config's advanced queries. */
export interface ConfigQuery {
  /** `*` stands for the scalars at the top level. */
  readonly select: '*' | readonly Column[];
  readonly where: Condition | undefined;
  readonly groupBy: readonly Property[];
  readonly orderBy: readonly Order[];
}
