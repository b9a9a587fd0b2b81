import { isObject, type Json } from '../cloudtrail/index.ts';

/**
 * Items are read by dotted paths without regard to case: resource types that came with CloudFormation's schemas write
 * `EncryptionAtRestOptions`, older ones `encryptionAtRestOptions`, and some `iAMDatabaseAuthenticationEnabled`.
 */

/** The value at a path; undefined where there is none. */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
  let here: Json | undefined = value;
  for (const name of path.split('.')) {
    if (!isObject(here)) return undefined;
    here = member(here, name);
  }
  return here ?? undefined;
}

function member(value: { readonly [key: string]: Json | undefined }, name: string): Json | undefined {
  if (Object.hasOwn(value, name)) return value[name];
  const folded = name.toLowerCase();
  const found = Object.keys(value).find((key) => key.toLowerCase() === folded);
  return found === undefined ? undefined : value[found];
}

export const isTrue = (value: Json | undefined, path: string): boolean => textAt(value, path) === 'true';

/** The text at a path; empty where there is none. */
export function textAt(value: Json | undefined, path: string): string {
  const found = valueAt(value, path);
  return typeof found === 'string'
    ? found
    : typeof found === 'number' || typeof found === 'boolean'
      ? String(found)
      : '';
}

export function numberAt(value: Json | undefined, path: string): number | undefined {
  const text = textAt(value, path);
  return text === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** The elements at a path; none where there is no list. */
export function listAt(value: Json | undefined, path: string): readonly Json[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? (found as readonly Json[]) : [];
}

/** The texts in a list at a path. */
export const textsAt = (value: Json | undefined, path: string): string[] =>
  listAt(value, path).flatMap((each) => (typeof each === 'string' ? [each] : []));

/** Whether a list at a path has an element: of one that may hold more than is known, a known one decides. */
export const hasAny = (value: Json | undefined, path: string): boolean => listAt(value, path).some(() => true);

/** Elements of a list, or the values of a map: Config has some collections as either. */
export function eachAt(value: Json | undefined, path: string): readonly Json[] {
  const found = valueAt(value, path);
  if (!isObject(found)) return listAt(value, path);
  return Object.values(found).filter((each) => each !== undefined);
}

/** ms since 1970 of a time at a path. */
export function timeAt(value: Json | undefined, path: string): number | undefined {
  const found = valueAt(value, path);
  if (typeof found === 'number') return found < 1e11 ? found * 1000 : found;
  const time = typeof found === 'string' ? Date.parse(found) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

export const DAY = 86_400_000;
