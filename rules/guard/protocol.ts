import type { CheckResult, Problem } from '../check.ts';
import type { RuleFile } from '../folder.ts';

/** What the thread is given. */
export interface Task {
  readonly files: readonly RuleFile[];
  /** Ids of rules that need no check, or no check any more; `all`: the files are only loaded. */
  readonly skip: readonly string[] | 'all';
}

/** What somebody else's code is being run for. */
export type Place =
  | { readonly of: 'file'; readonly file: string }
  | { readonly of: 'rule'; readonly file: string; readonly rule: string; readonly kind: CheckResult['kind'] };

/** What the thread says; before it runs anything of a file or rule, that it is about to. */
export type Message =
  | { readonly kind: 'at'; readonly place: Place }
  | { readonly kind: 'refused'; readonly file: string; readonly what: string; readonly todo: string }
  | { readonly kind: 'result'; readonly result: CheckResult }
  | { readonly kind: 'together'; readonly notes: readonly (readonly [rule: string, notes: readonly Problem[]])[] }
  | { readonly kind: 'printed'; readonly text: string }
  /** More was printed than anybody reads. */
  | { readonly kind: 'flooded' }
  | { readonly kind: 'done' };
