import type { Json, JsonObject } from './record.ts';

/**
 * How the records are read: by path, believing nothing about what is there. Records come from files too, and a field of
 * the wrong type is to read as if it were absent.
 */

/** The value under a path of keys and indexes, or undefined where the path leaves what is there. */
export function at(value: unknown, ...path: readonly (string | number)[]): Json | undefined {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return here as Json | undefined;
}

/** The text under a path, a number as its digits; undefined when there is something else, or nothing but blanks. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = at(value, ...path);
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' && found.trim() !== '' ? found : undefined;
}

/** The elements of a list, whether it is one or AWS wrapped it as EC2 does (`{ items: [...] }`). */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly Json[] {
  const found = at(value, ...path);
  if (Array.isArray(found)) return found;
  const items = at(found, 'items');
  return Array.isArray(items) ? items : [];
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
