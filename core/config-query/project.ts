import { isObject, type Json, type JsonObject } from '../cloudtrail/index.ts';
import { VALUE } from './values.ts';

/** What `*` stands for. */
export const TOP_LEVEL = [
  'accountId',
  'awsRegion',
  'arn',
  'availabilityZone',
  'configurationItemCaptureTime',
  'resourceCreationTime',
  'resourceId',
  'resourceName',
  'resourceType',
  'version',
];

/** Properties by the names on the way to them; one without any below it is taken whole. */
type Tree = Map<string, Tree>;

/** The parts of a row at some paths, nested as they are in it; of arrays the part of each element. */
export function projectionOf(paths: readonly (readonly string[])[]): (row: JsonObject) => JsonObject {
  const tree: Tree = new Map();
  const whole = new Set<Tree>();
  for (const path of paths) {
    let node = tree;
    for (const name of path) {
      let below = node.get(name);
      if (!below) {
        below = new Map();
        node.set(name, below);
      }
      node = below;
    }
    whole.add(node);
  }
  return (row) => pick(row, tree, whole) as JsonObject;
}

function pick(value: Json, tree: Tree, whole: ReadonlySet<Tree>): Json | undefined {
  if (whole.has(tree)) return value;
  if (Array.isArray(value)) {
    return (value as readonly Json[]).flatMap((element) => pick(element, tree, whole) ?? []);
  }
  if (!isObject(value)) return value !== null && tree.has(VALUE) ? { [VALUE]: value } : undefined;
  const parts: [string, Json][] = [];
  for (const [name, below] of tree) {
    const part = Object.hasOwn(value, name) ? value[name] : undefined;
    const picked = part === undefined ? undefined : pick(part, below, whole);
    if (picked !== undefined) parts.push([name, picked]);
  }
  return Object.fromEntries(parts);
}

/** A value under a dotted name: `configuration.state` and 1 is `{configuration: {state: 1}}`, put into what is there already. */
export function nest(into: Record<string, Json | undefined>, path: readonly string[], value: Json): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const before = into[name];
  const below: Record<string, Json | undefined> = isObject(before) ? { ...before } : {};
  nest(below, rest, value);
  into[name] = below;
}
