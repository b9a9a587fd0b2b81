/**
 * A filter pattern of CloudWatch Logs, parsed.
 *
 * The shapes follow "Filter pattern syntax for metric filters, subscription filters, filter log events, and Live Tail" in the
 * CloudWatch Logs guide. They are plain data: compare them, walk them, build them; `printFilterPattern` gives the text back.
 */
export type FilterPattern = AllPattern | TermsPattern | RegexPattern | JsonPattern | FieldsPattern;

/** The empty pattern, a space, or `" "`: every log event. */
export interface AllPattern {
  readonly kind: 'all';
}

/**
 * `ERROR -"retry later"`, `?ERROR ?WARN`: case-sensitive substrings of the whole message. At least one term.
 *
 * All `required` terms must occur and no `excluded` one may. `optional` terms (`?`) count only where every term of the pattern is
 * optional, and then one of them must occur; beside any other term AWS ignores them (they are kept here, so that printing and
 * linting see them).
 */
export interface TermsPattern {
  readonly kind: 'terms';
  readonly terms: readonly Term[];
}

export interface Term {
  readonly sign: 'required' | 'optional' | 'excluded';
  /** What is searched, without quotes and escapes. */
  readonly text: string;
  /** Where the term begins in the text it was parsed from, from 1. */
  readonly column: number;
}

/** `%regex%`: found anywhere in the message. */
export interface RegexPattern {
  readonly kind: 'regex';
  readonly regex: RegexValue;
}

/** `{ ... }`: a condition on a message that is one JSON document. */
export interface JsonPattern {
  readonly kind: 'json';
  readonly where: JsonExpression;
}

/** Conditions joined by `&&` and `||`; operands of the same kind are never nested directly (`(a && b) && c` has three operands). */
export type Expression<Condition> = And<Condition> | Or<Condition> | Condition;

export interface And<Condition> {
  readonly kind: 'and';
  /** At least two. */
  readonly operands: readonly Expression<Condition>[];
}

export interface Or<Condition> {
  readonly kind: 'or';
  /** At least two. */
  readonly operands: readonly Expression<Condition>[];
}

export type JsonExpression = Expression<JsonCondition>;
export type JsonCondition = JsonComparison | JsonIs | JsonNotExists;

/**
 * `$.a.b = "x"`. Holds where the selector reaches a scalar for which the comparison holds; with a wildcard step, where one of the
 * scalars reached does. A missing field, an array or an object makes it false, whatever the operator (`!=` included).
 */
export interface JsonComparison {
  readonly kind: 'comparison';
  readonly selector: Selector;
  readonly operator: Operator;
  /** A `NumberValue` where the operator is an order (`<`, `>`, `<=`, `>=`). */
  readonly value: Value;
  /** Where the condition begins in the text it was parsed from, from 1. */
  readonly column: number;
}

/** `$.a IS NULL`, `$.a IS TRUE`, `$.a IS FALSE`: false where the field is missing. */
export interface JsonIs {
  readonly kind: 'is';
  readonly selector: Selector;
  readonly value: null | boolean;
  readonly column: number;
}

/** `$.a NOT EXISTS`: true where the selector reaches nothing (a `null` is something). */
export interface JsonNotExists {
  readonly kind: 'not-exists';
  readonly selector: Selector;
  readonly column: number;
}

/** The steps after `$`, at least one, at most one of them a wildcard. */
export type Selector = readonly Step[];

export type Step =
  /** `.name` or `.['any name']` */
  | { readonly kind: 'key'; readonly name: string }
  /** `[0]` */
  | { readonly kind: 'index'; readonly index: number }
  /** `[*]`: any element of an array */
  | { readonly kind: 'any-element' }
  /** `.*`: any field of an object */
  | { readonly kind: 'any-field' };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Value = NumberValue | TextValue | GlobValue | RegexValue;

/** `404`, `+1e-3`, unquoted: compared as a number. */
export interface NumberValue {
  readonly kind: 'number';
  readonly value: number;
  /** As written, such as `1e+3`. */
  readonly text: string;
}

/** `"Root"` or an unquoted word, without an asterisk: the whole value, case-sensitive. */
export interface TextValue {
  readonly kind: 'text';
  readonly text: string;
}

/** `"Access*"`, `123.123.*`, `*`: the literal pieces around the asterisks; always at least two, `['Access', '']` for `Access*`. */
export interface GlobValue {
  readonly kind: 'glob';
  readonly pieces: readonly string[];
}

/** `%...%`: found anywhere in the value. */
export interface RegexValue {
  readonly kind: 'regex';
  /** As written between the percent signs, in AWS's subset of regular expressions; known to be valid. */
  readonly source: string;
}

/** `[ip, user, ..., status = 4*, size]`: a message split at spaces, `[...]` and `"..."` held together. */
export interface FieldsPattern {
  readonly kind: 'fields';
  /** Empty for `[]`; at most one of them is an ellipsis. */
  readonly fields: readonly Field[];
}

export type Field = NamedField | { readonly kind: 'ellipsis' };

export interface NamedField {
  readonly kind: 'field';
  /** Undefined for a blank field, as the last one of `[a, b,]`. */
  readonly name: string | undefined;
  /** Undefined where any value will do. */
  readonly where: FieldExpression | undefined;
  readonly column: number;
}

export type FieldExpression = Expression<FieldComparison>;

/** `status = 4*`: a comparison on the field it stands in. */
export interface FieldComparison {
  readonly kind: 'comparison';
  readonly operator: Operator;
  /** A `NumberValue` where the operator is an order (`<`, `>`, `<=`, `>=`). */
  readonly value: Value;
  readonly column: number;
}
