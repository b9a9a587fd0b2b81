/**
 * A CloudWatch Logs Insights query, parsed.
 * @see CloudWatch Logs guide, "CloudWatch Logs Insights language query syntax"
 */
export interface Query {
  /** Log groups the query names itself. */
  readonly source?: Source;
  readonly commands: readonly Command[];
}

/** What `SOURCE` chooses. Lists that are not written are empty. */
export interface Source {
  /** Names or ARNs. */
  readonly groups: readonly string[];
  readonly prefixes: readonly string[];
  readonly accounts: readonly string[];
  /** `STANDARD`, `INFREQUENT_ACCESS` */
  readonly classes: readonly string[];
}

export type Command =
  | FieldsCommand
  | { readonly kind: 'filter'; readonly where: Expression }
  | ParseCommand
  | StatsCommand
  | { readonly kind: 'sort'; readonly keys: readonly SortKey[] }
  | { readonly kind: 'limit'; readonly count: number; readonly last: boolean }
  | { readonly kind: 'dedup'; readonly fields: readonly Column[] }
  | { readonly kind: 'unnest'; readonly list: Expression; readonly into: string }
  | TotalsCommand;

export interface FieldsCommand {
  readonly kind: 'fields' | 'display';
  readonly columns: readonly Column[];
  /** Whether the values are only computed, for commands behind: `sort abs(n) as size` shows none. */
  readonly hidden?: boolean;
}

export interface StatsCommand {
  readonly kind: 'stats';
  readonly columns: readonly Column[];
  readonly by: readonly Column[];
}

export interface ParseCommand {
  readonly kind: 'parse';
  readonly from: Expression;
  readonly pattern:
    | GlobPattern
    | RegexPattern
    | { readonly kind: 'logfmt'; readonly name: string }
    | CsvPattern
    | JsonPattern;
}

/** `/user=(?<user>\w+)/`, `/(\d+)/ as n multi`: a name for each group. */
export interface RegexPattern {
  readonly kind: 'regex';
  readonly source: string;
  readonly names: readonly string[];
  /** A row for each place it is found at. */
  readonly multi: boolean;
}

/** A name for each value of a line. */
export interface CsvPattern {
  readonly kind: 'csv';
  readonly names: readonly string[];
}

/** `json field=payload "user.name" as username`: a name for each path. */
export interface JsonPattern {
  readonly kind: 'json';
  readonly paths: readonly string[];
  readonly names: readonly string[];
}

/** `addtotals`: sums over each row's numbers and over each column's. */
export interface TotalsCommand {
  readonly kind: 'totals';
  /** The columns summed. */
  readonly columns: readonly Column[];
  /** The column of the rows' sums; undefined for none. */
  readonly into: string | undefined;
  /** Whether a last row has the columns' sums. */
  readonly below: boolean;
}

/** `"user=*, ms=*" as user, ms`: what stands between the stars, and a name for each star. */
export interface GlobPattern {
  readonly kind: 'glob';
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

/** An expression with the name of its column: the alias, or its text. */
export interface Column {
  readonly expression: Expression;
  readonly name: string;
}

export interface SortKey {
  readonly expression: Expression;
  readonly descending: boolean;
}

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'duration'; readonly duration: Duration }
  | Call
  | { readonly kind: 'negate' | 'not'; readonly operand: Expression }
  | Binary
  | Like
  | In;

export interface Call {
  readonly kind: 'call';
  /** In lower case. */
  readonly name: string;
  readonly args: readonly Expression[];
  /** `count(*)` */
  readonly star: boolean;
  /** Where it begins in the query. */
  readonly at: number;
}

export interface Binary {
  readonly kind: 'binary';
  readonly operator: 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | '^';
  readonly left: Expression;
  readonly right: Expression;
}

/** `like "part"`, `like /regex/`, `=~ /regex/`. */
export interface Like {
  readonly kind: 'like';
  readonly value: Expression;
  readonly pattern: LikePattern;
  readonly negated: boolean;
}

export type LikePattern =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'regex'; readonly source: string };

export interface In {
  readonly kind: 'in';
  readonly value: Expression;
  readonly items: readonly Expression[];
  readonly negated: boolean;
}

export interface Duration {
  readonly count: number;
  readonly unit: 'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'mo' | 'q' | 'y';
}
