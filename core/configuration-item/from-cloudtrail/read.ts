import {
  at,
  type CloudTrailRecord,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  textAt,
} from '../../cloudtrail/index.ts';

export { at, isObject, listAt, textAt };

/** What the call asked for, and what it was answered; nothing where the record has none. */
export const asked = ({ requestParameters: parameters }: CloudTrailRecord): JsonObject => parameters ?? {};
export const answered = ({ responseElements: elements }: CloudTrailRecord): JsonObject => elements ?? {};

/** The object under a path; undefined where there is something else. */
export function objectAt(value: unknown, ...path: readonly (string | number)[]): JsonObject | undefined {
  const found = at(value, ...path);
  return isObject(found) ? found : undefined;
}

/** The values of some members, those that are there. */
export function pick(from: JsonObject | undefined, ...names: readonly string[]): JsonObject {
  const there = names.flatMap((name) =>
    from?.[name] === undefined || from[name] === null ? [] : [[name, from[name]]],
  );
  return Object.fromEntries(there) as JsonObject;
}

/**
 * A time as ISO 8601: records have `Jul 29, 2021 1:10:42 PM`, the same with a second comma or a narrow space, ISO 8601, or milliseconds
 * since 1970.
 */
export function isoTime(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return new Date(value < 1e11 ? value * 1000 : value).toISOString();
  if (typeof value !== 'string') return undefined;
  const isIso = /^\d{4}-\d\d-\d\dT/.test(value);
  const ms = Date.parse(isIso ? value : `${value.replaceAll(/[\u202f\u00a0]/g, ' ')} UTC`);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** A flag, which records have as `true`, `"true"`, or `{ value: true }`. */
export function flagAt(value: unknown, ...path: readonly string[]): boolean | undefined {
  const found = at(value, ...path);
  const plain = isObject(found) ? found.value : found;
  return plain === true || plain === 'true' ? true : plain === false || plain === 'false' ? false : undefined;
}

export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const text = textAt(value, ...path);
  return text === undefined || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** Tags in any of the services' spellings: lists of keys and values, or a map. */
export function tagsIn(value: Json | undefined): Record<string, string> {
  const list = listAt(value);
  const pairs = list.length > 0 || !isObject(value) ? list : [];
  if (pairs.length === 0 && isObject(value) && !Array.isArray(value.items)) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, each]) => (typeof each === 'string' ? [[key, each]] : [])),
    );
  }
  return Object.fromEntries(
    pairs.flatMap((tag) => {
      const key = textAt(tag, 'key') ?? textAt(tag, 'Key') ?? textAt(tag, 'tagKey');
      const text = at(tag, 'value') ?? at(tag, 'Value') ?? at(tag, 'tagValue');
      return key === undefined ? [] : [[key, typeof text === 'string' ? text : '']];
    }),
  );
}

/** The texts of a list. */
export const textsAt = (value: unknown, ...path: readonly string[]): string[] =>
  listAt(value, ...path).filter((each) => typeof each === 'string');

/** A policy document that may be a text, as IAM encodes it or plain, or JSON; undefined when it is neither. */
export function documentIn(value: Json | undefined): Json | undefined {
  if (isObject(value)) return value;
  if (typeof value !== 'string' || value === '') return undefined;
  try {
    return JSON.parse(value.trimStart().startsWith('%7B') ? decodeURIComponent(value) : value) as Json;
  } catch {
    return undefined;
  }
}

/** A policy document as a text. */
export const documentText = (value: Json | undefined): string | undefined =>
  isObject(value) ? JSON.stringify(value) : typeof value === 'string' && value !== '' ? value : undefined;
