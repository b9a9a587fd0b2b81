import type { Json, JsonObject } from './record.ts';

/**
 * A request or answer as CloudTrail writes it: names beginning with a small letter, times as in `Jul 29, 2021 1:10:42 PM`, bytes
 * left out. Undefined when nothing is left.
 */
export function recordParameters(value: unknown): JsonObject | undefined {
  const shown = shape(value);
  if (typeof shown !== 'object' || shown === null || Array.isArray(shown)) return undefined;
  return Object.keys(shown).length === 0 ? undefined : (shown as JsonObject);
}

/** Members whose keys are the caller's, where they are maps. */
const MAPS: ReadonlySet<string> = new Set(['Attributes', 'Tags', 'Variables', 'tags']);

function shape(value: unknown, keepsNames = false): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Date) return recordTime(value.getTime());
  if (typeof value !== 'object' || value instanceof Uint8Array || isStream(value)) return undefined;
  if (Array.isArray(value)) return value.map((each) => shape(each) ?? null);
  const entries: [string, Json][] = [];
  for (const [name, member] of Object.entries(value)) {
    const shown = shape(member, MAPS.has(name));
    if (shown !== undefined) entries.push([keepsNames ? name : lowerFirst(name), shown]);
  }
  return Object.fromEntries(entries);
}

const isStream = (value: object): boolean => 'pipe' in value || 'getReader' in value;

/** `UserName` is userName, `SAMLProviderArn` is sAMLProviderArn. */
const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment as requests and answers in records show it. @param time ms since 1970 */
export function recordTime(time: number): string {
  const at = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = at.getUTCHours();
  const clock = `${hours % 12 || 12}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} ${hours < 12 ? 'AM' : 'PM'}`;
  return `${MONTHS[at.getUTCMonth()]} ${at.getUTCDate()}, ${at.getUTCFullYear()} ${clock}`;
}
