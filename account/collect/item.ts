import type { Json, JsonObject } from '../../core/cloudtrail/index.ts';
import { type ConfigurationItem, type ItemRelationship, UNKNOWN } from '../../core/configuration-item/index.ts';

/** Where and when items are collected. */
export interface Place {
  readonly account: string;
  readonly region: string;
  /** ms since 1970 */
  readonly now: number;
}

/** What a collector knows of a resource. */
export interface Seen {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string;
  readonly arn?: string;
  /** The region of the place without it. */
  readonly region?: string;
  readonly zone?: string;
  /** ISO 8601 */
  readonly created?: Json;
  readonly configuration: JsonObject;
  readonly supplementaryConfiguration?: JsonObject;
  readonly tags?: Readonly<Record<string, string>>;
  readonly relationships?: readonly ItemRelationship[];
  /** What could not be read. */
  readonly unknown?: readonly string[];
}

/** A configuration item of what was seen, as AWS Config would have it. */
export function itemOf(seen: Seen, { account, region, now }: Place): ConfigurationItem {
  const { unknown = [], created } = seen;
  return {
    configurationItemVersion: '1.3',
    configurationItemCaptureTime: new Date(now).toISOString(),
    configurationStateId: now,
    awsAccountId: account,
    configurationItemStatus: 'OK',
    resourceType: seen.resourceType,
    resourceId: seen.resourceId,
    resourceName: seen.resourceName ?? null,
    ARN: seen.arn ?? null,
    awsRegion: seen.region ?? region,
    availabilityZone: seen.zone ?? 'Not Applicable',
    configurationStateMd5Hash: '',
    resourceCreationTime: typeof created === 'string' ? new Date(created).toISOString() : null,
    relatedEvents: [],
    relationships: seen.relationships ?? [],
    configuration: seen.configuration,
    supplementaryConfiguration: {
      ...seen.supplementaryConfiguration,
      ...(unknown.length > 0 && { [UNKNOWN]: [...unknown] }),
    },
    tags: seen.tags ?? {},
  };
}

/** Members whose keys are not the service's. */
const MAPS = new Set(['Tags', 'Attributes', 'Variables']);

/**
 * An answer in AWS Config's spelling: names beginning with a small letter (`DBInstanceClass` is dBInstanceClass), times in ISO 8601.
 */
export const configured = (answer: object | undefined): JsonObject => shape(answer ?? {}, false) as JsonObject;

function shape(value: unknown, keepsNames: boolean): Json | undefined {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((each) => shape(each, false) ?? null);
  if (typeof value !== 'object' || value === null) return value as Json | undefined;
  const entries = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
    const shown = name === '$metadata' ? undefined : shape(member, MAPS.has(name));
    return shown === undefined ? [] : [[keepsNames ? name : name.charAt(0).toLowerCase() + name.slice(1), shown]];
  });
  return Object.fromEntries(entries);
}

/** Tags as the services list them. */
export function tagsOf(
  tags: readonly { Key?: string; Value?: string; TagKey?: string; TagValue?: string }[] | undefined,
): Record<string, string> {
  return Object.fromEntries((tags ?? []).map((tag) => [tag.Key ?? tag.TagKey ?? '', tag.Value ?? tag.TagValue ?? '']));
}

/** A relationship, where the other end is known. */
export const related = (name: string, resourceType: string, resourceId: string | undefined): ItemRelationship[] =>
  resourceId === undefined || resourceId === '' ? [] : [{ resourceType, resourceId, name }];
