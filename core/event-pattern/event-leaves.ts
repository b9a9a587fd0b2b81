import type { Leaf } from './clause.ts';
import { countSteps, type Steps } from './steps.ts';

/** As deep as an event is looked into: where AWS's own reader gives up. */
export const MAX_DEPTH = 1000;

/** A number of an event whose text says more than a double can: kept beside it. */
export class NumberText {
  readonly text: string;
  readonly value: number | undefined;

  constructor(text: string, value: number | undefined) {
    this.text = text;
    this.value = value;
  }
}

/** A leaf of an event at a path that is asked for, and the array elements it lives in. */
export interface Found {
  readonly leaf: Leaf;
  readonly within: Membership | undefined;
}

/** An element of an array that is an object or an array itself; values right in an array belong to no element. */
export interface Membership {
  /** Which array of the event, numbered as they are met. */
  readonly array: number;
  readonly element: number;
  /** The element around it. */
  readonly outer: Membership | undefined;
}

/** The names on the way to the paths asked for. */
export class PathTree {
  readonly children = new Map<string, PathTree>();
  /** What the leaves found here are collected under; undefined where nothing asks for this path itself. */
  path: string | undefined;

  static of(paths: Iterable<string>): PathTree {
    const root = new PathTree();
    for (const path of paths) root.at(path).path = path;
    return root;
  }

  /** The place of a path, made where it is not there yet. */
  private at(path: string): PathTree {
    let place: PathTree = this;
    for (const name of path.split('.')) {
      const next = place.children.get(name) ?? new PathTree();
      place.children.set(name, next);
      place = next;
    }
    return place;
  }

  /** The place a name leads to from here; a dot in an event's name is no different from a step down. */
  follow(name: string): PathTree | undefined {
    if (!name.includes('.')) return this.children.get(name);
    let place: PathTree | undefined = this;
    for (const step of name.split('.')) place = place?.children.get(step);
    return place;
  }
}

/** Collects the leaves of an event at the paths of a tree. An event that is not an object has none. */
export function findLeaves(tree: PathTree, event: unknown, steps?: Steps): Map<string, Found[]> {
  const found = new Map<string, Found[]>();
  let arrays = 0;

  const add = (place: PathTree, value: unknown, within: Membership | undefined) => {
    if (place.path === undefined) return;
    const leaf = leafOf(value);
    if (leaf === undefined) return;
    const list = found.get(place.path);
    if (list === undefined) found.set(place.path, [{ leaf, within }]);
    else list.push({ leaf, within });
  };

  const visit = (place: PathTree, value: unknown, within: Membership | undefined, depth: number): void => {
    countSteps(steps, 1);
    if (depth > MAX_DEPTH) return;
    if (Array.isArray(value)) {
      const array = arrays++;
      for (let element = 0; element < value.length; element++) {
        const item: unknown = value[element];
        if (isContainer(item)) visit(place, item, { array, element, outer: within }, depth + 1);
        else add(place, item, within);
      }
    } else if (isContainer(value)) {
      visitObject(place, value, within, depth);
    } else {
      add(place, value, within);
    }
  };

  const visitObject = (place: PathTree, value: object, within: Membership | undefined, depth: number): void => {
    if (place.children.size === 0) return;
    for (const [name, child] of Object.entries(value)) {
      const next = place.follow(name);
      if (next !== undefined) visit(next, child, within, depth + 1);
    }
  };

  if (isContainer(event) && !Array.isArray(event)) visitObject(tree, event, undefined, 1);
  return found;
}

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof NumberText);

/** A value as a leaf; undefined for what JSON has no form for. */
export function leafOf(value: unknown): Leaf | undefined {
  switch (typeof value) {
    case 'string':
      return { kind: 'string', text: value };
    case 'number':
      return Number.isFinite(value)
        ? { kind: 'number', text: String(value), value: value + 0 }
        : { kind: 'word', text: 'null' };
    case 'boolean':
      return { kind: 'word', text: value ? 'true' : 'false' };
    case 'object':
      if (value === null) return { kind: 'word', text: 'null' };
      return value instanceof NumberText ? { kind: 'number', text: value.text, value: value.value } : undefined;
    default:
      return undefined;
  }
}
