import type { FoldedText } from './folded-text.ts';
import type { WildcardParts } from './wildcard.ts';

/** One way in which a value of a field can satisfy a pattern: an element of the field's array. */
export type Clause = PositiveClause | { readonly kind: 'absent' };

/** All but `{"exists": false}`: clauses that some value of the field must satisfy. */
export type PositiveClause =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'word'; readonly text: 'true' | 'false' | 'null' }
  /** `value` is undefined where no double stands for the text: then the text alone decides. */
  | { readonly kind: 'number'; readonly text: string; readonly value: number | undefined }
  | { readonly kind: 'prefix' | 'suffix'; readonly text: string }
  | {
      readonly kind: 'equals-ignore-case' | 'prefix-ignore-case' | 'suffix-ignore-case';
      readonly text: string;
      readonly folded: FoldedText;
    }
  | { readonly kind: 'wildcard'; readonly text: string; readonly parts: WildcardParts }
  | { readonly kind: 'numeric'; readonly range: NumericRange }
  /** Addresses from low to high, in hexadecimal; `text` is the block or the address as written. */
  | { readonly kind: 'cidr' | 'address'; readonly text: string; readonly low: string; readonly high: string }
  | { readonly kind: 'present' }
  | { readonly kind: 'anything-but'; readonly but: Exclusion };

/** A range of doubles; `>= low` where `lowOpen` is false. */
export interface NumericRange {
  readonly low: number;
  readonly lowOpen: boolean;
  readonly high: number;
  readonly highOpen: boolean;
}

/** What `anything-but` excludes. */
export type Exclusion =
  | { readonly of: 'strings'; readonly texts: readonly string[] }
  | { readonly of: 'numbers'; readonly texts: readonly string[]; readonly values: readonly number[] }
  | { readonly of: 'prefix' | 'suffix'; readonly texts: readonly string[] }
  | { readonly of: 'equals-ignore-case'; readonly texts: readonly string[]; readonly folded: readonly FoldedText[] }
  | { readonly of: 'wildcard'; readonly texts: readonly string[]; readonly parts: readonly WildcardParts[] };

/** A value of an event: a leaf. Objects and arrays are not values, their leaves are. */
export type Leaf =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly value: number | undefined }
  | { readonly kind: 'word'; readonly text: 'true' | 'false' | 'null' };
