import type { Step } from './ast.ts';
import { TextTable } from './text-table.ts';

/**
 * A set of paths into a JSON document, as a tree: what a scan of the text looks for.
 */
export interface PathNode {
  id: number;
  /** The node one step below the root that this one lies under; undefined for the root and for such a node itself. */
  top: PathNode | undefined;
  readonly parent: PathNode | undefined;
  /** Whether it, or a node below it, is asked about in nearly every message, and so is noted in the walk over the whole text. */
  eager: boolean;
  /** Children by key; undefined where there is none. */
  keys: TextTable<PathNode> | undefined;
  readonly indexes: Map<number, PathNode>;
}

/** Steps that lead to one place at most. */
export type PlainStep = Extract<Step, { kind: 'key' | 'index' }>;

/** Marks a path as one that is asked about in nearly every message. */
export function markEager(node: PathNode): void {
  for (let each: PathNode | undefined = node; each; each = each.parent) each.eager = true;
}

/** Gathers paths; `number()` fixes the ids, after which nothing may be added. */
export class PathTree {
  readonly root: PathNode = newNode(undefined);

  /** The node of a path, made where it is not there. */
  add(steps: readonly PlainStep[]): PathNode {
    let node = this.root;
    for (const step of steps) node = step.kind === 'key' ? keyChild(node, step.name) : indexChild(node, step.index);
    return node;
  }

  /** Gives every node its id, parents before children, and returns how many there are. */
  number(): number {
    const { root } = this;
    root.id = 0;
    root.eager = true;
    let next = 1;
    for (const top of childrenOf(root)) next = numberFrom(top, next, undefined);
    return next;
  }
}

export function childrenOf(node: PathNode): PathNode[] {
  const byKey = node.keys?.values() ?? [];
  return [...byKey, ...node.indexes.values()];
}

const newNode = (parent: PathNode | undefined): PathNode => ({
  id: -1,
  top: undefined,
  parent,
  eager: false,
  keys: undefined,
  indexes: new Map(),
});

function keyChild(node: PathNode, key: string): PathNode {
  const keys = node.keys ?? new TextTable<PathNode>();
  node.keys = keys;
  const known = keys.get(key);
  if (known) return known;
  const child = newNode(node);
  keys.add(key, child);
  return child;
}

function indexChild(node: PathNode, index: number): PathNode {
  const found = node.indexes.get(index);
  if (found) return found;
  const child = newNode(node);
  node.indexes.set(index, child);
  return child;
}

function numberFrom(node: PathNode, first: number, top: PathNode | undefined): number {
  node.id = first;
  node.top = top;
  let next = first + 1;
  for (const child of childrenOf(node)) next = numberFrom(child, next, top ?? node);
  return next;
}
