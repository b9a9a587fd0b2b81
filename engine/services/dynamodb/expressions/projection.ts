import type { Item, Value } from '../values.ts';
import { valueAt } from './evaluate.ts';
import { type Placeholders, TokenReader } from './reader.ts';
import type { Path } from './tree.ts';

/** Reads `a, b.c[0]`. */
export function readProjection(source: string, placeholders: Placeholders): Path[] {
  const reader = new TokenReader('ProjectionExpression', source, placeholders);
  const paths = [reader.path()];
  while (reader.skip(',')) paths.push(reader.path());
  reader.expectEnd();
  return paths;
}

/** The parts of an item that paths name, in the item's own shape; elements of lists close up. */
export function project(item: Item, paths: readonly Path[]): Item {
  const projected = pick(
    { M: item },
    paths.filter((path) => valueAt(item, path) !== undefined),
  );
  return projected && 'M' in projected ? projected.M : {};
}

function pick(value: Value, paths: readonly Path[]): Value | undefined {
  if (paths.some((path) => path.length === 0)) return value;
  const below = (part: string | number) => paths.filter(([first]) => first === part).map(([, ...rest]) => rest);
  const parts = [...new Set(paths.map(([first]) => first!))];
  if ('L' in value) {
    const indexes = parts.filter((part) => typeof part === 'number').sort((a, b) => a - b);
    return { L: indexes.flatMap((at) => pick(value.L[at]!, below(at)) ?? []) };
  }
  if (!('M' in value)) return undefined;
  const names = parts.filter((part) => typeof part === 'string');
  return { M: Object.fromEntries(names.map((name) => [name, pick(value.M[name]!, below(name))!])) };
}
