import type { Clause, Leaf } from './clause.ts';
import { describeClause } from './describe-clause.ts';
import { type Found, findLeaves, PathTree } from './event-leaves.ts';
import { readEventText } from './event-text.ts';
import { isEvent } from './matches-event.ts';
import type { Branch, EventPattern, FieldTest } from './pattern.ts';
import { branchHolds } from './same-element.ts';
import { satisfies } from './satisfies.ts';

/** Why an event matches a pattern or does not. */
export interface Explanation {
  readonly matches: boolean;
  /** One for each combination of `$or` alternatives; without `$or` there is one, and none where the event is no JSON object. */
  readonly branches: readonly BranchExplanation[];
  /** The field that decided against the event, in the branch that came closest; undefined where it matches. */
  readonly decided: FieldExplanation | undefined;
}

export interface BranchExplanation {
  readonly matches: boolean;
  readonly fields: readonly FieldExplanation[];
  /** Set where every field matches by itself, but not with values from the same array element. */
  readonly differentElements: boolean;
}

export interface FieldExplanation {
  /** Names from the root, joined by dots. */
  readonly path: string;
  readonly matches: boolean;
  /** The event's values at the path, as JSON; `(missing)`, `(an object)` and `(an empty array)` where it has none. */
  readonly saw: readonly string[];
  /** What the pattern asks for: any of these. */
  readonly wanted: readonly string[];
  /** The one of them that holds, and the value that makes it hold. */
  readonly held: { readonly clause: string; readonly value: string | undefined } | undefined;
}

/**
 * Explains a verdict: which clause of which field decided, with the value it saw.
 * @param event a parsed event, or its JSON text
 */
export function explainEvent(pattern: EventPattern, event: unknown): Explanation {
  const read = typeof event === 'string' ? readEventText(event) : event;
  if (!isEvent(read)) return { matches: false, branches: [], decided: undefined };
  const paths = pattern.branches.flatMap((branch) => branch.map(({ path }) => path));
  const leaves = findLeaves(PathTree.of(paths), read);
  const branches = pattern.branches.map((branch) => explainBranch(branch, leaves, read));
  const matches = branches.some((branch) => branch.matches);
  return { matches, branches, decided: matches ? undefined : decidingField(branches) };
}

function explainBranch(
  branch: Branch,
  leaves: ReadonlyMap<string, readonly Found[]>,
  event: unknown,
): BranchExplanation {
  const fields = branch.map((test) => explainField(test, leaves.get(test.path) ?? [], event));
  const matches = branchHolds(branch, leaves);
  return { matches, fields, differentElements: !matches && fields.every((field) => field.matches) };
}

function explainField({ path, clauses }: FieldTest, values: readonly Found[], event: unknown): FieldExplanation {
  const held = holding(clauses, values);
  return {
    path,
    matches: held !== undefined,
    saw: values.length > 0 ? values.map(({ leaf }) => showLeaf(leaf)) : [describeAbsence(event, path)],
    wanted: clauses.map(describeClause),
    held,
  };
}

function holding(clauses: readonly Clause[], values: readonly Found[]): FieldExplanation['held'] {
  for (const clause of clauses) {
    if (clause.kind === 'absent') {
      // In arrays of objects an element without the field may do, which only the branch as a whole can tell.
      if (values.length === 0 || values.some(({ within }) => within !== undefined)) {
        return { clause: describeClause(clause), value: undefined };
      }
      continue;
    }
    const value = values.find(({ leaf }) => satisfies(clause, leaf));
    if (value !== undefined) return { clause: describeClause(clause), value: showLeaf(value.leaf) };
  }
  return undefined;
}

const showLeaf = (leaf: Leaf) => (leaf.kind === 'string' ? JSON.stringify(leaf.text) : leaf.text);

/** What stands at a path that has no value: nothing, or something that is no value. */
function describeAbsence(event: unknown, path: string): string {
  let at: unknown = event;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return '(missing)';
    at = (at as Record<string, unknown>)[name];
  }
  return Array.isArray(at) ? (at.length === 0 ? '(an empty array)' : '(an array of objects)') : '(an object)';
}

/** Of the branches, the one that came closest decides, by the first of its fields that fails. */
function decidingField(branches: readonly BranchExplanation[]): FieldExplanation | undefined {
  let closest: BranchExplanation | undefined;
  for (const branch of branches) {
    if (closest === undefined || failures(branch) < failures(closest)) closest = branch;
  }
  return closest?.fields.find((field) => !field.matches) ?? closest?.fields.at(-1);
}

const failures = (branch: BranchExplanation) => branch.fields.filter((field) => !field.matches).length;
