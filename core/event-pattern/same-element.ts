import type { PositiveClause } from './clause.ts';
import { ElementTree, type Fixed, fix } from './element-tree.ts';
import type { Found } from './event-leaves.ts';
import type { Branch, FieldTest } from './pattern.ts';
import { satisfies } from './satisfies.ts';
import { countSteps, type Steps } from './steps.ts';

/** How many values the search may try for each value there is; only names spelled with and without dots at once come near it. */
const TRIES_EACH = 1000;

/**
 * Whether the leaves of an event satisfy a branch.
 *
 * Fields are decided in the order of their paths. A value that lives in elements of arrays fixes these elements for the fields
 * after it: their values must live in the same ones, or in none of those arrays. `exists: false` looks only at values that could
 * still be chosen at its turn.
 */
export function branchHolds(branch: Branch, leaves: ReadonlyMap<string, readonly Found[]>, steps?: Steps): boolean {
  const bound: BoundField[] = [];
  for (const test of branch) {
    const all = leaves.get(test.path) ?? [];
    const { satisfying, mayBeAbsent } = judge(test, all, steps);
    if (all.length === 0 && mayBeAbsent) continue;
    if (satisfying.length === 0 && !mayBeAbsent) return false;
    if (mayBeAbsent || all.some(({ within }) => within !== undefined)) {
      bound.push({
        satisfying: ElementTree.of(satisfying),
        absent: mayBeAbsent ? ElementTree.of(all) : undefined,
        all,
      });
    }
  }
  return bound.length === 0 || new Search(bound, steps).holds();
}

/** Which of a field's values satisfy it, and whether it may have none. */
function judge(test: FieldTest, all: readonly Found[], steps: Steps | undefined) {
  const positive = test.clauses.filter((clause): clause is PositiveClause => clause.kind !== 'absent');
  return {
    satisfying: all.filter(({ leaf }) => positive.some((clause) => satisfies(clause, leaf, steps))),
    mayBeAbsent: positive.length < test.clauses.length,
  };
}

/** A field whose values arrays have a say in. */
interface BoundField {
  readonly satisfying: ElementTree;
  /** All its values, where it may be absent. */
  readonly absent: ElementTree | undefined;
  readonly all: readonly Found[];
}

class Search {
  private readonly fields: readonly BoundField[];
  private readonly steps: Steps | undefined;
  /** For each field, the arrays that its or a later field's values live in. */
  private readonly relevant: ReadonlySet<number>[];
  private readonly failed = new Set<string>();
  private tries: number;

  constructor(fields: readonly BoundField[], steps: Steps | undefined) {
    this.fields = fields;
    this.steps = steps;
    this.relevant = relevantArrays(fields);
    this.tries = fields.reduce((sum, { all }) => sum + (all.length + 1) * TRIES_EACH, 0);
  }

  holds(): boolean {
    return this.holdsFrom(0, undefined);
  }

  /** Whether the fields from the one given on can be satisfied with these elements fixed. */
  private holdsFrom(index: number, fixed: Fixed | undefined): boolean {
    const field = this.fields[index];
    if (field === undefined) return true;
    const state = this.stateOf(index, fixed);
    if (this.failed.has(state)) return false;
    if (field.absent?.within(fixed).next().done === true && this.holdsFrom(index + 1, fixed)) return true;
    for (const { within } of field.satisfying.within(fixed)) {
      countSteps(this.steps, 1);
      if (this.tries-- <= 0) return false;
      if (this.holdsFrom(index + 1, fix(within, fixed))) return true;
    }
    this.failed.add(state);
    return false;
  }

  /** What of the choices so far still matters at a field: a state that failed once fails again. */
  private stateOf(index: number, fixed: Fixed | undefined): string {
    let state = `${index}`;
    for (let at = fixed; at !== undefined; at = at.before) {
      if (this.relevant[index]?.has(at.array)) state += ` ${at.array}:${at.element}`;
    }
    return state;
  }
}

function relevantArrays(fields: readonly BoundField[]): ReadonlySet<number>[] {
  const relevant: Set<number>[] = [];
  const later = new Set<number>();
  for (let i = fields.length - 1; i >= 0; i--) {
    for (const { within } of fields[i]!.all) for (let at = within; at !== undefined; at = at.outer) later.add(at.array);
    relevant[i] = new Set(later);
  }
  return relevant;
}
