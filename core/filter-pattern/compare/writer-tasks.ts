import type { Member } from './joint-machine.ts';
import type { JsonTree } from './json-tree.ts';
import type { Interval } from './number-intervals.ts';

/** What is still to be written of a document, the next thing on top. One that is equal is the same, with the same number. */
export interface Stack {
  /** From 1. */
  readonly id: number;
  readonly task: Task;
  readonly below: Stack | undefined;
}

export type Task =
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'space' }
  | { readonly kind: 'value'; readonly tree: JsonTree; readonly depth: number }
  | {
      readonly kind: 'members';
      readonly tree: JsonTree;
      readonly states: KeyStates;
      /** Of the conditions that some member must serve, as bits, those that none does yet; and how many members have a key for that. */
      readonly pending: number;
      readonly marks: number;
      readonly first: boolean;
      readonly depth: number;
    }
  | { readonly kind: 'elements'; readonly first: boolean; readonly depth: number }
  /** A string's content, its closing quote with it, or a number without quotes. */
  | {
      readonly kind: 'text';
      readonly members: readonly Member[];
      readonly states: readonly number[];
      readonly quoted: boolean;
    }
  /** The same, where it must be one of some numbers. */
  | {
      readonly kind: 'number';
      readonly members: readonly Member[];
      readonly states: readonly number[];
      readonly quoted: boolean;
      readonly intervals: readonly Interval[];
    };

/** Of each key that something is asked of: `-` not yet written, `!` written, but to come again with what is asked, `+` done. */
export type KeyStates = ReadonlyMap<string, '-' | '!' | '+'>;
