import { isObject, type Json, type JsonObject } from '../cloudtrail/index.ts';

export type Scalar = string | number | boolean;

/** The scalars at a path, arrays flattened whatever their depth. */
export function valuesAt(row: JsonObject, path: readonly string[]): Scalar[] {
  const found: Scalar[] = [];
  collect(row, path, 0, found);
  return found;
}

function collect(value: Json | undefined, path: readonly string[], at: number, found: Scalar[]): void {
  if (Array.isArray(value)) {
    for (const element of value as readonly Json[]) collect(element, path, at, found);
  } else if (at < path.length) {
    if (isObject(value)) collect(Object.hasOwn(value, path[at]!) ? value[path[at]!] : undefined, path, at + 1, found);
  } else if (value !== null && value !== undefined && !isObject(value)) {
    found.push(value as Scalar);
  }
}
