import type { Step } from './ast.ts';

/**
 * A set of paths into a JSON document, as a tree: what a scan of the text looks for. Each node has an id; the ids of a node's subtree
 * are `id` up to, but not including, `end`, so that a whole subtree is forgotten by one fill.
 */
export interface PathNode {
  id: number;
  end: number;
  /** Children by the length of their key: a scan knows a key's length before its text. */
  readonly keys: (KeyChild[] | undefined)[];
  readonly indexes: Map<number, PathNode>;
}

export interface KeyChild {
  readonly key: string;
  readonly node: PathNode;
}

/** Steps that lead to one place at most. */
export type PlainStep = Extract<Step, { kind: 'key' | 'index' }>;

/** Gathers paths; `number()` fixes the ids, after which nothing may be added. */
export class PathTree {
  readonly root: PathNode = newNode();

  /** The node of a path, made where it is not there. */
  add(steps: readonly PlainStep[]): PathNode {
    let node = this.root;
    for (const step of steps) node = step.kind === 'key' ? keyChild(node, step.name) : indexChild(node, step.index);
    return node;
  }

  /** Gives every node its id, parents before children, and returns how many there are. */
  number(): number {
    return numberFrom(this.root, 0);
  }
}

const newNode = (): PathNode => ({ id: -1, end: -1, keys: [], indexes: new Map() });

function keyChild(node: PathNode, key: string): PathNode {
  while (node.keys.length <= key.length) node.keys.push(undefined);
  const sameLength = node.keys[key.length] ?? [];
  node.keys[key.length] = sameLength;
  const found = sameLength.find((child) => child.key === key);
  if (found) return found.node;
  const child = { key, node: newNode() };
  sameLength.push(child);
  return child.node;
}

function indexChild(node: PathNode, index: number): PathNode {
  const found = node.indexes.get(index);
  if (found) return found;
  const child = newNode();
  node.indexes.set(index, child);
  return child;
}

function numberFrom(node: PathNode, first: number): number {
  node.id = first;
  let next = first + 1;
  for (const sameLength of node.keys) for (const child of sameLength ?? []) next = numberFrom(child.node, next);
  for (const child of node.indexes.values()) next = numberFrom(child, next);
  node.end = next;
  return next;
}
