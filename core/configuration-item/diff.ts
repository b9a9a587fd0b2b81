import { isObject, type Json, type JsonObject } from '../cloudtrail/index.ts';
import { type ConfigurationItem, isDeleted } from './item.ts';
import { UNKNOWN } from './unknown.ts';

export type ChangeType = 'CREATE' | 'UPDATE' | 'DELETE' | 'NONE';

export interface ChangedProperty {
  readonly previousValue: Json;
  readonly updatedValue: Json;
  readonly changeType: Exclude<ChangeType, 'NONE'>;
}

/** What a change notification says of the difference to the item before. */
export interface ItemDiff {
  readonly changeType: ChangeType;
  /** By `Configuration.State.Name`, `SupplementaryConfiguration.Tags.0`, `Relationships.1`: each name with a capital. */
  readonly changedProperties: Readonly<Record<string, ChangedProperty>>;
}

type Changes = Record<string, ChangedProperty>;

/**
 * The difference between a resource's item and the one before, as AWS's notifications give it: values that were replaced by their
 * path; of lists the elements that are gone and the ones that are new, numbered through.
 * @see AWS Config Developer Guide, "Example Configuration Item Change Notifications"
 */
export function diffOf(before: ConfigurationItem | undefined, now: ConfigurationItem): ItemDiff {
  const changes: Changes = {};
  const previous = before && !isDeleted(before) ? before : undefined;
  if (isDeleted(now)) {
    if (previous) compare(changes, 'Configuration', previous.configuration, null);
    return { changeType: 'DELETE', changedProperties: changes };
  }
  if (!previous) return { changeType: 'CREATE', changedProperties: changes };
  compare(changes, 'Configuration', previous.configuration, now.configuration);
  compare(changes, 'SupplementaryConfiguration', shownParts(previous), shownParts(now));
  compare(changes, 'Relationships', jsonOf(previous.relationships), jsonOf(now.relationships));
  compare(changes, 'Tags', previous.tags, now.tags);
  return { changeType: Object.keys(changes).length > 0 ? 'UPDATE' : 'NONE', changedProperties: changes };
}

/** What an item does not know is no property of the resource. */
const shownParts = ({ supplementaryConfiguration: { [UNKNOWN]: _, ...parts } }: ConfigurationItem): JsonObject => parts;

function compare(changes: Changes, path: string, before: Json | undefined, now: Json | undefined): void {
  if (isObject(before) && isObject(now)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
      compare(changes, `${path}.${capital(key)}`, before[key], now[key]);
    }
  } else if (Array.isArray(before) && Array.isArray(now)) {
    compareLists(changes, path, before, now);
  } else if (canonical(before) !== canonical(now)) {
    changes[path] = change(before ?? null, now ?? null);
  }
}

function compareLists(changes: Changes, path: string, before: readonly Json[], now: readonly Json[]): void {
  const kept = new Map<string, number>();
  for (const element of now) count(kept, element, 1);
  let number = 0;
  for (const element of before) {
    if (count(kept, element, -1) < 0) changes[`${path}.${number++}`] = change(element, null);
  }
  const added = new Map<string, number>();
  for (const element of before) count(added, element, 1);
  for (const element of now) {
    if (count(added, element, -1) < 0) changes[`${path}.${number++}`] = change(null, element);
  }
}

function count(counts: Map<string, number>, element: Json, by: number): number {
  const key = canonical(element);
  const after = (counts.get(key) ?? 0) + by;
  counts.set(key, after);
  return after;
}

const change = (previousValue: Json, updatedValue: Json): ChangedProperty => ({
  previousValue,
  updatedValue,
  changeType: previousValue === null ? 'CREATE' : updatedValue === null ? 'DELETE' : 'UPDATE',
});

const capital = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

const jsonOf = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** The same text for the same value, whatever the order of its keys. */
function canonical(value: Json | undefined): string {
  return JSON.stringify(value ?? null, (_, part: unknown) =>
    isObject(part as Json)
      ? Object.fromEntries(Object.entries(part as object).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
