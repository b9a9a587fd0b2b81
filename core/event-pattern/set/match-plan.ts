import type { Clause } from '../clause.ts';
import { describeClause } from '../describe-clause.ts';
import type { Branch, EventPattern } from '../pattern.ts';
import { ByteTable } from './byte-table.ts';
import { Tally } from './tally.ts';
import { ValueTests } from './value-tests.ts';

/** A place on the way to paths that rules need: what to do with the value found there. */
export class PlanNode {
  /** The names that lead on from here; a path's names joined by dots lead all the way at once. */
  readonly names = new ByteTable<PlanName>();
  /** How many of the names are single steps. */
  steps = 0;
  tests: ValueTests | undefined;
  /** Branches with two fields or more from here down: an array here has to be matched element by element. */
  readonly together: number[] = [];
  /** Whether some test asks that nothing be here. */
  watched = false;
  /** The round in which a value was last seen here, if it is watched. */
  seenIn = 0;
}

export interface PlanName {
  readonly node: PlanNode;
  readonly isStep: boolean;
  /** The object in which the name was last seen. */
  seenIn: number;
}

/** One branch of one rule. */
export interface PlanBranch {
  readonly rule: number;
  readonly branch: Branch;
  /** Whether some field of it may be absent. */
  readonly mayLack: boolean;
}

/** Rules arranged for matching all of them in one pass over an event: built once, used for every event. */
export interface MatchPlan {
  readonly root: PlanNode;
  readonly tally: Tally;
  readonly branches: readonly PlanBranch[];
  /** Tests that hold where nothing is seen at a node. */
  readonly absent: readonly { readonly test: number; readonly node: PlanNode }[];
}

export function planFor(rules: readonly EventPattern[]): MatchPlan {
  const branches = rules.flatMap((pattern, rule) => pattern.branches.map((branch) => planBranch(rule, branch)));
  const tests = collectTests(branches);
  const tally = tallyFor(tests, branches.length);
  const root = new PlanNode();
  const nodes = new Map<string, PlanNode>([['', root]]);
  const absent = tests.flatMap(({ path, clauses }, test) => {
    const node = nodeAt(root, nodes, path);
    node.tests ??= new ValueTests(tally);
    for (const clause of clauses) node.tests.add(test, clause);
    if (!clauses.some(({ kind }) => kind === 'absent')) return [];
    node.watched = true;
    return [{ test, node }];
  });
  findTogether(nodes, branches);
  return { root, tally, branches, absent };
}

const planBranch = (rule: number, branch: Branch): PlanBranch => ({
  rule,
  branch,
  mayLack: branch.some(({ clauses }) => clauses.some(({ kind }) => kind === 'absent')),
});

interface Test {
  readonly path: string;
  readonly clauses: readonly Clause[];
  readonly branches: number[];
}

/** The different tests of all branches: fields that ask the same of the same path are one. */
function collectTests(branches: readonly PlanBranch[]): Test[] {
  const tests = new Map<string, Test>();
  branches.forEach(({ branch }, index) => {
    for (const { path, clauses } of branch) {
      const key = JSON.stringify([path, ...clauses.flatMap((clause) => [clause.kind, describeClause(clause)])]);
      const test = tests.get(key) ?? { path, clauses, branches: [] };
      tests.set(key, test);
      test.branches.push(index);
    }
  });
  return Array.from(tests.values());
}

function tallyFor(tests: readonly Test[], branches: number): Tally {
  const testsOf: number[][] = Array.from({ length: branches }, () => []);
  const decisive: number[] = new Array(branches).fill(0);
  tests.forEach((test, index) => {
    for (const branch of test.branches) {
      const known = testsOf[branch]!;
      if (known.length === 0 || likelihood(test) < likelihood(tests[decisive[branch]!]!)) decisive[branch] = index;
      known.push(index);
    }
  });
  const decisiveFor: number[][] = tests.map(() => []);
  decisive.forEach((test, branch) => {
    decisiveFor[test]!.push(branch);
  });
  return new Tally(
    decisiveFor.map((list) => Int32Array.from(list)),
    testsOf.map((list) => Int32Array.from(list)),
  );
}

/** How likely a test is to hold: what many branches share tells them apart less, and what only excludes hardly at all. */
function likelihood({ clauses, branches }: Test): number {
  const loose = clauses.some(({ kind }) => kind === 'present' || kind === 'absent' || kind === 'anything-but');
  return branches.length + (loose ? LOOSE : 0);
}

const LOOSE = 1_000_000;

/** The node of a path, made with all that lead to it. Nodes are kept under their paths, behind a dot. */
function nodeAt(root: PlanNode, nodes: Map<string, PlanNode>, path: string): PlanNode {
  const above: { readonly node: PlanNode; readonly from: number }[] = [];
  const steps = path.split('.');
  let node = root;
  let key = '';
  for (let depth = 0; depth < steps.length; depth++) {
    above.push({ node, from: depth });
    key += `.${steps[depth]}`;
    let next = nodes.get(key);
    if (next === undefined) {
      next = new PlanNode();
      nodes.set(key, next);
      for (const { node: upper, from } of above) {
        const isStep = from === depth;
        upper.names.set(steps.slice(from, depth + 1).join('.'), { node: next, isStep, seenIn: 0 });
        if (isStep) upper.steps += 1;
      }
    }
    node = next;
  }
  return node;
}

/** Tells each node which branches have several fields from there down. */
function findTogether(nodes: ReadonlyMap<string, PlanNode>, branches: readonly PlanBranch[]): void {
  branches.forEach(({ branch }, index) => {
    const fields = new Map<PlanNode, number>();
    for (const { path } of branch) {
      let key = '';
      for (const step of path.split('.')) {
        key += `.${step}`;
        const node = nodes.get(key)!;
        fields.set(node, (fields.get(node) ?? 0) + 1);
      }
    }
    for (const [node, count] of fields) if (count > 1) node.together.push(index);
  });
}
