import { findLeaves, PathTree } from './event-leaves.ts';
import { readEventText } from './event-text.ts';
import type { EventPattern } from './pattern.ts';
import { branchHolds } from './same-element.ts';
import type { Steps } from './steps.ts';

const trees = new WeakMap<EventPattern, PathTree>();

/**
 * Whether an event matches a pattern.
 * @param event a parsed event, or its JSON text, of which numbers keep what a double would lose; broken text matches nothing
 * @param steps counts what is done, for tests
 */
export function matchesEvent(pattern: EventPattern, event: unknown, steps?: Steps): boolean {
  const read = typeof event === 'string' ? readEventText(event) : event;
  if (!isEvent(read)) return false;
  const leaves = findLeaves(treeOf(pattern), read, steps);
  return pattern.branches.some((branch) => branchHolds(branch, leaves, steps));
}

/** Whether a value can be an event at all: only an object can. */
export const isEvent = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function treeOf(pattern: EventPattern): PathTree {
  let tree = trees.get(pattern);
  if (tree === undefined) {
    tree = PathTree.of(pattern.branches.flatMap((branch) => branch.map(({ path }) => path)));
    trees.set(pattern, tree);
  }
  return tree;
}
