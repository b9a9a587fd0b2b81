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
  if (isObject(value)) {
    const name = path[at];
    return name !== undefined && Object.hasOwn(value, name) && someAt(value[name], path, test, at + 1);
  }
  return value !== null && value !== undefined && isWholePath(path, at) && test(value as Scalar);
}

function collect(value: Json | undefined, path: readonly string[], at: number, found: Scalar[]): void {
  if (Array.isArray(value)) {
    for (const element of value as readonly Json[]) collect(element, path, at, found);
  } else if (isObject(value)) {
    const name = path[at];
    if (name !== undefined && Object.hasOwn(value, name)) collect(value[name], path, at + 1, found);
  } else if (value !== null && value !== undefined && isWholePath(path, at)) {
    found.push(value as Scalar);
  }
}

/** The name under which a scalar itself is found, too. */
export const VALUE = 'value';

/**
 * Whether a path ends at a scalar. What is a text in items of one type and an object in those of another, such as `configuration.state`
 * of volumes and of instances, AWS's queries have as `configuration.state.value`.
 * @see AWS Config resource schema, `AWS::EC2::Volume`; AWS Config Developer Guide, "Example Queries"
 */
const isWholePath = (path: readonly string[], at: number): boolean =>
  at === path.length || (at === path.length - 1 && path[at] === VALUE);
