import type { Found, Membership } from './event-leaves.ts';

/** Elements of arrays chosen so far, the newest first. */
export interface Fixed {
  readonly array: number;
  readonly element: number;
  readonly before: Fixed | undefined;
}

/** Values arranged by the array elements they live in, the outermost first, so that those of one element are found at once. */
export class ElementTree {
  private readonly values: Found[] = [];
  private readonly arrays = new Map<number, Map<number, ElementTree>>();

  static of(values: readonly Found[]): ElementTree {
    const root = new ElementTree();
    for (const value of values) root.inner(value.within).values.push(value);
    return root;
  }

  private inner(within: Membership | undefined): ElementTree {
    if (within === undefined) return this;
    const outer = this.inner(within.outer);
    const elements = outer.arrays.get(within.array) ?? new Map<number, ElementTree>();
    outer.arrays.set(within.array, elements);
    const tree = elements.get(within.element) ?? new ElementTree();
    elements.set(within.element, tree);
    return tree;
  }

  /** The values that may be chosen while the fixed elements stay fixed. */
  *within(fixed: Fixed | undefined): Generator<Found> {
    yield* this.values;
    for (const [array, elements] of this.arrays) {
      const element = fixedElement(array, fixed);
      if (element === undefined) for (const tree of elements.values()) yield* tree.within(fixed);
      else {
        const tree = elements.get(element);
        if (tree !== undefined) yield* tree.within(fixed);
      }
    }
  }
}

/** The elements fixed once a value that may be chosen is. */
export function fix(within: Membership | undefined, fixed: Fixed | undefined): Fixed | undefined {
  let next = fixed;
  for (let at = within; at !== undefined; at = at.outer) {
    if (fixedElement(at.array, fixed) === undefined) next = { array: at.array, element: at.element, before: next };
  }
  return next;
}

function fixedElement(array: number, fixed: Fixed | undefined): number | undefined {
  let at = fixed;
  while (at !== undefined && at.array !== array) at = at.before;
  return at?.element;
}
