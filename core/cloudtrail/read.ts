import type { Json, JsonObject } from './record.ts';

/** The value under a path of keys and indexes, or undefined where the path leaves what is there. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  let here = value;
  for (const step of path) {
    if (Array.isArray(here)) here = here[step as number];
    else if (isObject(here)) here = Object.hasOwn(here, step) ? here[step] : undefined;
    else return undefined;
  }
  return here;
}

/** The text under a path; undefined when there is something else, or nothing but blanks. */
export function textAt(value: Json | undefined, ...path: readonly (string | number)[]): string | undefined {
  const found = at(value, ...path);
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' && found.trim() !== '' ? found : undefined;
}

/** The elements of a list, whether it is one or AWS wrapped it as EC2 does (`{ items: [...] }`). */
export function listAt(value: Json | undefined, ...path: readonly (string | number)[]): readonly Json[] {
  const found = at(value, ...path);
  if (Array.isArray(found)) return found;
  const items = isObject(found) ? found.items : undefined;
  return Array.isArray(items) ? items : [];
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
