import { describe, expect, it } from 'vitest';
import { collect } from '../../account/collect/index.ts';
import { isObject, type Json } from '../../core/cloudtrail/index.ts';
import { rebuiltHistories } from '../../core/configuration-item/from-cloudtrail/index.ts';
import { type ConfigurationItem, isUnknown, unknownIn } from '../../core/configuration-item/index.ts';
import { givenEndpoint, settings } from './answering.ts';
import { records } from './network-records.ts';

/** Of the same resources two items each: rebuilt from the calls that made them, and collected. */
async function givenPairs(): Promise<[ConfigurationItem, ConfigurationItem][]> {
  const collection = collect(settings(await givenEndpoint()), { regions: ['us-east-1'], now: Date.UTC(2026, 0, 1) });
  const collected = new Map<string, ConfigurationItem>();
  for await (const item of collection.items) collected.set(item.resourceId, item);
  const rebuilt = new Map(rebuiltHistories(records).map(({ item }) => [item.resourceId, item]));
  return [...rebuilt.values()].map((item) => [item, collected.get(item.resourceId)!]);
}

/** Where two values differ, apart from what one of the items does not know; nothing and what is empty are one. */
function* differences(
  a: Json | undefined,
  b: Json | undefined,
  path: string,
  unknown: readonly string[],
): Generator<string> {
  if (isUnknown(unknown, path, a !== undefined && b !== undefined)) return;
  if (isObject(a) && isObject(b)) {
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      yield* differences(a[name], b[name], path === '' ? name : `${path}.${name}`, unknown);
    }
  } else if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    const [left, right] = [a, b].map((list) => [...(list as Json[])].sort(byText));
    for (const [index, each] of left!.entries()) yield* differences(each, right![index], `${path}[]`, unknown);
  } else if (filled(a) !== filled(b)) yield `${path}: ${filled(a)} is ${filled(b)}`;
}

const byText = (a: Json, b: Json) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
const filled = (value: Json | undefined): string | undefined => (isEmpty(value) ? undefined : JSON.stringify(value));
const isEmpty = (value: Json | undefined): boolean =>
  typeof value === 'object' ? Object.values(value ?? {}).every(isEmpty) : value === undefined || value === '';

const told = ({
  configuration,
  tags,
  relationships,
  ARN,
  resourceName,
  availabilityZone,
}: ConfigurationItem): Json => ({
  configuration,
  tags,
  relationships: relationships.map((each) => ({ ...each })),
  ARN: ARN ?? null,
  resourceName: resourceName ?? null,
  availabilityZone: availabilityZone ?? null,
});

describe('an item rebuilt from the records of calls, and one collected of the same resource', () => {
  it('agree on everything both know', async () => {
    const pairs = await givenPairs();

    const found = pairs.flatMap(([rebuilt, collected]) => {
      const unknown = [...unknownIn(rebuilt), ...unknownIn(collected)].filter((path) => path !== 'relationships.*');
      // Only the instance that runs knows its zone, where nobody asked for one.
      if (rebuilt.availabilityZone === null) unknown.push('availabilityZone');
      return [...differences(told(rebuilt), told(collected), '', unknown)].map(
        (each) => `${rebuilt.resourceType} ${each}`,
      );
    });

    expect(pairs.map(([{ resourceType }]) => resourceType)).toHaveLength(10);
    expect(found).toEqual([]);
  });
});
