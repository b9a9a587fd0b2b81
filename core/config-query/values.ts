import { isObject, type Json, type JsonObject } from '../cloudtrail/index.ts';

export type Scalar = string | number | boolean;

/** The scalars at a path, arrays flattened whatever their depth. */
export function valuesAt(row: JsonObject, path: readonly string[]): Scalar[] {
  const found: Scalar[] = [];
  collect(row, path, 0, found);
  return found;
}

/** Whether a scalar at a path passes a test; the others are not looked at. */
export function someAt(
  value: Json | undefined,
  path: readonly string[],
  test: (value: Scalar) => boolean,
  at = 0,
): boolean {
  if (Array.isArray(value)) return (value as readonly Json[]).some((element) => someAt(element, path, test, at));
  const name = path[at];
  if (name !== undefined) {
    return isObject(value) && Object.hasOwn(value, name) && someAt(value[name], path, test, at + 1);
  }
  return value !== null && value !== undefined && typeof value !== 'object' && test(value);
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
