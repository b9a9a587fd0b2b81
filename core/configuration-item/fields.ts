import { isObject, type Json, type JsonObject } from '../cloudtrail/index.ts';
import { ItemError } from './error.ts';
import type { ItemRelationship } from './item.ts';

/** The first of some spellings that is there and not null. */
export function fieldIn(item: JsonObject, ...names: readonly string[]): Json | undefined {
  for (const name of names) {
    const value = item[name];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

export function textIn(item: JsonObject, ...names: readonly string[]): string | undefined {
  const value = fieldIn(item, ...names);
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
}

/** @throws ItemError naming the field that is missing */
export function requiredText(item: JsonObject, ...names: readonly string[]): string {
  const text = textIn(item, ...names);
  if (text === undefined) throw new ItemError(`${names[0]} is missing`);
  return text;
}

/**
 * A time as ISO 8601 in UTC: the API's is in seconds since 1970, everything else's a text.
 * @throws ItemError when it is no time
 */
export function timeIn(item: JsonObject, name: string): string | undefined {
  const value = fieldIn(item, name);
  if (value === undefined || value === '') return undefined;
  const ms =
    typeof value === 'number' ? secondsOrMs(value) : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (!(Math.abs(ms) <= 8.64e15)) throw new ItemError(`${name} is no time: ${JSON.stringify(value).slice(0, 60)}`);
  return new Date(ms).toISOString();
}

/** No item is from before 2001 in milliseconds, nor from after 5138 in seconds. */
const secondsOrMs = (value: number): number => (Math.abs(value) < 1e11 ? value * 1000 : value);

/** A value that may be JSON in a text: parsed where it is, as it stands otherwise. */
export function unpacked(value: Json): Json {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

/** Tags as a map, or as a list of `{key, value}` or `{Key, Value}`. */
export function tagsIn(value: Json | undefined): Record<string, string> {
  const tags: [string, string][] = [];
  if (Array.isArray(value)) {
    for (const tag of value as readonly Json[]) {
      if (!isObject(tag)) continue;
      const key = textIn(tag, 'key', 'Key');
      if (key !== undefined) tags.push([key, textIn(tag, 'value', 'Value') ?? '']);
    }
  } else if (isObject(value)) {
    for (const [key, each] of Object.entries(value))
      tags.push([key, typeof each === 'string' ? each : String(each ?? '')]);
  }
  return Object.fromEntries(tags);
}

export function relationshipsIn(value: Json | undefined): ItemRelationship[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).flatMap((each) => {
    if (!isObject(each)) return [];
    const resourceType = textIn(each, 'resourceType');
    const resourceId = textIn(each, 'resourceId', 'resourceName');
    if (resourceType === undefined || resourceId === undefined) return [];
    const resourceName = textIn(each, 'resourceName');
    const name = textIn(each, 'name', 'relationshipName') ?? '';
    return [{ resourceType, resourceId, ...(resourceName !== undefined && { resourceName }), name }];
  });
}
